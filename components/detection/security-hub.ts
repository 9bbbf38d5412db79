import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedSecurityHub } from "../../model/detection/plan";

export interface SecurityHubAccountArgs {
  readonly regions: readonly string[];
}

/**
 * Security Hub of one account, in every governed region, without standards of its own. AWS switches it
 * on in an account that becomes administrator, so that ours is made before.
 */
export class SecurityHubAccount extends pulumi.ComponentResource {
  constructor(name: string, args: SecurityHubAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:SecurityHubAccount", name, {}, opts);
    for (const region of args.regions) {
      new aws.securityhub.Account(
        `${name}-${region}`,
        {
          autoEnableControls: true,
          controlFindingGenerator: "SECURITY_CONTROL",
          enableDefaultStandards: false,
          region,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

export interface SecurityHubDelegationArgs {
  /** The home region first. */
  readonly regions: readonly string[];
  /** The account that becomes Security Hub's administrator, in each region. */
  readonly accountId: pulumi.Input<string>;
}

/**
 * What the management account says to Security Hub, in each region: who is its administrator. One region
 * after the other, the home region first: in a new organization the first of these calls makes things
 * for all regions, and AWS refuses the others as long as it is at it.
 * https://github.com/aws-samples/aws-secure-environment-accelerator/issues/778
 */
export class SecurityHubDelegation extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: SecurityHubDelegationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:detection:SecurityHubDelegation", name, {}, opts);
    const made: pulumi.Resource[] = [];
    for (const region of args.regions) {
      made.push(
        new aws.securityhub.OrganizationAdminAccount(
          `${name}-${region}`,
          { adminAccountId: args.accountId, region },
          { parent: this, dependsOn: made.slice(-1) },
        ),
      );
    }
    this.registerOutputs({});
  }
}

export interface SecurityHubOrganizationArgs {
  readonly securityHub: PlannedSecurityHub;
  /** Root of the organization: the policy holds for every account that there is or comes. */
  readonly rootId: pulumi.Input<string>;
}

/**
 * Central configuration: one policy for all accounts and governed regions, and all findings in the home
 * region, which one needs the other for.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 */
export class SecurityHubOrganization extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: SecurityHubOrganizationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:detection:SecurityHubOrganization", name, {}, opts);
    const { homeRegion: region, linkedRegions, standards } = args.securityHub;
    const aggregator = new aws.securityhub.FindingAggregator(
      `${name}-aggregator`,
      linkedRegions.length > 0
        ? { linkingMode: "SPECIFIED_REGIONS", specifiedRegions: [...linkedRegions], region }
        : { linkingMode: "NO_REGIONS", region },
      { parent: this },
    );
    const central = new aws.securityhub.OrganizationConfiguration(
      `${name}-central`,
      {
        organizationConfiguration: { configurationType: "CENTRAL" },
        // Policies say who has what: AWS takes nothing else here.
        autoEnable: false,
        autoEnableStandards: "NONE",
        region,
      },
      { parent: this, dependsOn: aggregator },
    );
    const policy = new aws.securityhub.ConfigurationPolicy(
      `${name}-policy`,
      {
        name: "landing-zone",
        description: "What the landing zone looks for in every account",
        configurationPolicy: {
          serviceEnabled: true,
          enabledStandardArns: [...standards],
          securityControlsConfiguration: { disabledControlIdentifiers: [] },
        },
        region,
      },
      { parent: this, dependsOn: central },
    );
    new aws.securityhub.ConfigurationPolicyAssociation(
      `${name}-everywhere`,
      { policyId: policy.id, targetId: args.rootId, region },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
