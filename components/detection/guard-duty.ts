import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedGuardDuty } from "../../model/detection/plan";

export interface GuardDutyDetectorsArgs {
  readonly regions: readonly string[];
}

/**
 * GuardDuty of one account, in every governed region. AWS makes a detector where there is none when an
 * account becomes administrator, so that ours are made before; and it takes the management account for
 * a member only once it has detectors of its own.
 * https://docs.aws.amazon.com/guardduty/latest/ug/add-member-accounts-guardduty-organization.html
 */
export class GuardDutyDetectors extends pulumi.ComponentResource {
  /** Detector ids by region. */
  public readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: GuardDutyDetectorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:GuardDutyDetectors", name, {}, opts);
    this.ids = Object.fromEntries(
      args.regions.map((region) => [
        region,
        new aws.guardduty.Detector(
          `${name}-${region}`,
          { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES", region },
          { parent: this },
        ).id,
      ]),
    );
    this.registerOutputs({ ids: this.ids });
  }
}

export interface GuardDutyDelegationArgs {
  /** The home region first. */
  readonly regions: readonly string[];
  /** The account that becomes GuardDuty's administrator, in each region. */
  readonly accountId: pulumi.Input<string>;
}

/**
 * What the management account says to GuardDuty, in each region: who is its administrator. One region
 * after the other, the home region first: in a new organization the first of these calls makes things
 * for all regions, and AWS refuses the others as long as it is at it.
 * https://github.com/aws-samples/aws-secure-environment-accelerator/issues/778
 */
export class GuardDutyDelegation extends pulumi.ComponentResource {
  constructor(name: string, args: GuardDutyDelegationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:GuardDutyDelegation", name, {}, opts);
    const made: pulumi.Resource[] = [];
    for (const region of args.regions) {
      made.push(
        new aws.guardduty.OrganizationAdminAccount(
          `${name}-${region}`,
          { adminAccountId: args.accountId, region },
          { parent: this, dependsOn: made.slice(-1) },
        ),
      );
    }
    this.registerOutputs({});
  }
}

export interface GuardDutyOrganizationArgs {
  readonly guardDuty: PlannedGuardDuty;
  /** The administrator's detectors by region. */
  readonly detectorIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** GuardDuty for every account that there is or comes, said by its administrator. */
export class GuardDutyOrganization extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: GuardDutyOrganizationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:detection:GuardDutyOrganization", name, {}, opts);
    const { regions, features } = args.guardDuty;
    for (const region of regions) {
      const detectorId = args.detectorIds[region];
      if (detectorId === undefined) throw new Error(`there is no detector in ${region}`);
      const members = new aws.guardduty.OrganizationConfiguration(
        `${name}-${region}`,
        { autoEnableOrganizationMembers: "ALL", detectorId, region },
        { parent: this },
      );
      for (const { name: feature, autoEnable, additional } of features) {
        new aws.guardduty.OrganizationConfigurationFeature(
          `${name}-${region}-${feature}`,
          {
            name: feature,
            autoEnable,
            detectorId,
            region,
            ...(additional.length > 0 ? { additionalConfigurations: [...additional] } : {}),
          },
          { parent: this, dependsOn: members },
        );
      }
    }
    this.registerOutputs({});
  }
}
