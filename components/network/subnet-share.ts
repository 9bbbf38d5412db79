import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedVpc } from "../../model/network/plan";

export interface SubnetShareArgs {
  readonly vpc: PlannedVpc;
  readonly subnetArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARNs of units by path. */
  readonly unitArns: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Subnets of a VPC for all accounts of units. Nobody outside of the organization can be let in. Accounts
 * build in the subnets; routes, ACLs and gateways stay with the network account.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export class SubnetShare extends pulumi.ComponentResource {
  constructor(name: string, args: SubnetShareArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:network:SubnetShare", name, {}, opts);
    const { vpc, subnetArns, unitArns } = args;
    const parent = { parent: this };
    const { region } = vpc;
    const share = new aws.ram.ResourceShare(
      `${name}-share`,
      {
        region,
        name: `landing-zone-${vpc.name}`,
        allowExternalPrincipals: false,
        tags: { Name: vpc.name },
      },
      parent,
    );
    for (const { name: subnet, shared } of vpc.subnets) {
      const resourceArn = subnetArns[subnet];
      if (!shared || resourceArn === undefined) continue;
      new aws.ram.ResourceAssociation(
        `${name}-${subnet}`,
        { region, resourceArn, resourceShareArn: share.arn },
        parent,
      );
    }
    for (const unit of vpc.units) {
      const principal = unitArns[unit];
      if (principal === undefined) throw new Error(`there is no unit ${unit}`);
      new aws.ram.PrincipalAssociation(
        `${name}-${unit}`,
        { region, principal, resourceShareArn: share.arn },
        parent,
      );
    }
    this.registerOutputs({});
  }
}
