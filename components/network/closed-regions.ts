import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedVpc } from "../../model/network/plan";

export interface ClosedRegionsArgs {
  readonly regions: readonly string[];
  /** VPCs that internet gateways serve. */
  readonly open: readonly {
    readonly vpc: Pick<PlannedVpc, "name" | "region" | "internet">;
    readonly vpcId: pulumi.Input<string>;
  }[];
}

const MODES = { "both ways": "allow-bidirectional", out: "allow-egress" } as const;

/**
 * Internet gateways serve the VPCs of the plan and no others of the account: not the default VPCs that
 * AWS made with it, and none that somebody makes.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export class ClosedRegions extends pulumi.ComponentResource {
  constructor(name: string, args: ClosedRegionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:network:ClosedRegions", name, {}, opts);
    const parent = { parent: this };
    const exclusions = args.open.flatMap(({ vpc: { name: vpc, region, internet }, vpcId }) =>
      internet === null || !args.regions.includes(region)
        ? []
        : new aws.ec2.VpcBlockPublicAccessExclusion(
            `${name}-but-${vpc}`,
            {
              region,
              vpcId,
              internetGatewayExclusionMode: MODES[internet],
              tags: { Name: vpc },
            },
            parent,
          ),
    );
    for (const region of args.regions) {
      new aws.ec2.VpcBlockPublicAccessOptions(
        `${name}-${region}`,
        { region, internetGatewayBlockMode: "block-bidirectional" },
        // A VPC in use is excluded before the region is closed.
        { ...parent, dependsOn: exclusions },
      );
    }
    this.registerOutputs({});
  }
}
