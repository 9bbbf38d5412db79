import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedConfig } from "../../model/detection/plan";
import type { Bindings } from "../bindings";
import { reservedRole } from "../reserved-role";

export interface ConfigAggregatorArgs {
  readonly config: PlannedConfig;
  /** Placeholders of the audit account. */
  readonly bindings: Bindings;
}

/** What AWS Config has of all accounts and regions, to be looked at in one place. */
export class ConfigAggregator extends pulumi.ComponentResource {
  constructor(name: string, args: ConfigAggregatorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:ConfigAggregator", name, {}, opts);
    const { config, bindings } = args;
    const { role } = reservedRole(
      name,
      { role: config.aggregator.role, bindings },
      { parent: this },
    );
    new aws.cfg.ConfigurationAggregator(
      `${name}-aggregator`,
      {
        name: config.aggregator.name,
        region: config.regions[0] ?? "",
        organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
