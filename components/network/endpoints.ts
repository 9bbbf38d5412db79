import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedVpc } from "../../model/network/plan";
import { boundDocument, type Bindings } from "../bindings";
import type { Vpc } from "./vpc";

export interface EndpointsArgs {
  readonly vpc: PlannedVpc;
  readonly made: Pick<Vpc, "vpcId" | "subnetIds" | "tableIds">;
  /** Placeholders of the network account. */
  readonly bindings: Bindings;
}

/**
 * Endpoints of AWS services in a VPC, each with a policy. Gateway endpoints are routes of private and
 * isolated subnets; interface endpoints are in private subnets, or isolated ones where there are none.
 */
export class Endpoints extends pulumi.ComponentResource {
  constructor(name: string, args: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:network:Endpoints", name, {}, opts);
    const { vpc, made, bindings } = args;
    const parent = { parent: this };
    const { region } = vpc;
    const common = (service: string) => ({
      region,
      vpcId: made.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      tags: { Name: `${vpc.name}-${service}` },
    });
    const tables = Object.entries(made.tableIds).flatMap(([table, id]) =>
      /^(private|isolated)/.test(table) ? [id] : [],
    );
    const inner = ["private", "isolated"].find((tier) => vpc.subnets.some((s) => s.tier === tier));
    const subnets = vpc.subnets.flatMap(({ name: subnet, tier }) =>
      tier === inner ? (made.subnetIds[subnet] ?? []) : [],
    );
    const isNeeded = vpc.endpoints.some(({ kind }) => kind === "Interface");
    const groups = isNeeded ? [this.makeGroup(name, args)] : [];
    for (const { service, kind, policy } of vpc.endpoints) {
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          ...common(service),
          vpcEndpointType: kind,
          policy: boundDocument(policy, bindings),
          ...(kind === "Gateway"
            ? { routeTableIds: tables }
            : { subnetIds: subnets, securityGroupIds: groups, privateDnsEnabled: true }),
        },
        parent,
      );
    }
    this.registerOutputs({});
  }

  private makeGroup(name: string, { vpc, made }: EndpointsArgs): pulumi.Output<string> {
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        region: vpc.region,
        vpcId: made.vpcId,
        namePrefix: `${vpc.name}-endpoints-`,
        description: "Endpoints of AWS services: the VPC alone",
        ingress: [
          {
            description: "The VPC",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: [vpc.cidr],
          },
        ],
        egress: [],
        tags: { Name: `${vpc.name}-endpoints` },
      },
      { parent: this },
    );
    return group.id;
  }
}
