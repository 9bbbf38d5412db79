import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedConfig } from "../../model/detection/plan";

export interface ConfigRulesArgs {
  readonly config: PlannedConfig;
}

/** AWS makes a rule in every account before it says that there is one. */
const LONG = { create: "60m", update: "60m", delete: "60m" };

/**
 * Managed rules in every account of the organization, made by the audit account. AWS refuses a rule
 * where an account has no recorder.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
 */
export class ConfigRules extends pulumi.ComponentResource {
  constructor(name: string, args: ConfigRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:ConfigRules", name, {}, opts);
    const { rules, excludedAccounts } = args.config;
    for (const { name: rule, ruleName, identifier, description, parameters, regions } of rules) {
      const inputParameters = JSON.stringify(parameters);
      for (const region of regions) {
        new aws.cfg.OrganizationManagedRule(
          `${name}-${rule}-${region}`,
          {
            name: ruleName,
            region,
            ruleIdentifier: identifier,
            description,
            ...(Object.keys(parameters).length > 0 ? { inputParameters } : {}),
            ...(excludedAccounts.length > 0 ? { excludedAccounts: [...excludedAccounts] } : {}),
          },
          { parent: this, customTimeouts: LONG },
        );
      }
    }
    this.registerOutputs({});
  }
}
