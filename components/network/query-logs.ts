import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface QueryLogsArgs {
  /** ARN of where they go. */
  readonly destination: pulumi.Input<string>;
  /** What has to be there before logs are delivered. */
  readonly delivery: readonly pulumi.Resource[];
  readonly vpcs: readonly {
    readonly name: string;
    readonly region: string;
    readonly vpcId: pulumi.Input<string>;
  }[];
}

/**
 * What the resolvers of VPCs are asked, by one configuration in each region.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
 */
export class QueryLogs extends pulumi.ComponentResource {
  constructor(name: string, args: QueryLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:network:QueryLogs", name, {}, opts);
    const parent = { parent: this };
    for (const region of new Set(args.vpcs.map((vpc) => vpc.region))) {
      const config = new aws.route53.ResolverQueryLogConfig(
        `${name}-${region}`,
        {
          region,
          name: "landing-zone",
          destinationArn: args.destination,
          tags: { Name: "landing-zone" },
        },
        { ...parent, dependsOn: [...args.delivery] },
      );
      for (const { name: vpc, vpcId } of args.vpcs.filter((one) => one.region === region)) {
        new aws.route53.ResolverQueryLogConfigAssociation(
          `${name}-${vpc}`,
          { region, resolverQueryLogConfigId: config.id, resourceId: vpcId },
          parent,
        );
      }
    }
    this.registerOutputs({});
  }
}
