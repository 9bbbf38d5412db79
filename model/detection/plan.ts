import { aggregatorRole, RECORDER, recorderRole } from "../../iam/detection/recorder";
import { configBucketName } from "../../iam/names";
import type { StampedRole } from "../../iam/stamp-template";
import type { Stack } from "../schema";
import { knownRule } from "./config-rules";
import { featuresOf, type PlannedFeature } from "./guard-duty";
import { standardArn } from "./standards";

/** What finds mistakes and intruders. Each is null where a stack switches it off. */
export interface PlannedDetection {
  readonly config: PlannedConfig | null;
  readonly accessAnalyzer: PlannedAccessAnalyzer | null;
  readonly guardDuty: PlannedGuardDuty | null;
  readonly securityHub: PlannedSecurityHub | null;
}

export interface PlannedConfig {
  /** Name of the recorder and of its delivery channel. */
  readonly recorder: string;
  /** Role of the recorder of the management account, where no StackSet goes. */
  readonly recorderRole: StampedRole;
  /** Bucket of the audit account. */
  readonly bucketName: string;
  /** Governed regions, the home region first. What is global is recorded in the first alone. */
  readonly regions: readonly string[];
  readonly aggregator: { readonly name: string; readonly role: StampedRole };
  readonly rules: readonly PlannedConfigRule[];
  /** Ids of accounts that the rules leave out. */
  readonly excludedAccounts: readonly string[];
}

export interface PlannedConfigRule {
  /** Name in the stack file. */
  readonly name: string;
  /** Name in AWS. */
  readonly ruleName: string;
  readonly identifier: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly regions: readonly string[];
}

export interface PlannedAccessAnalyzer {
  /** Regions with an analyzer of what strangers reach. */
  readonly externalAccess: readonly string[];
  readonly unusedAccess: { readonly region: string; readonly days: number } | null;
  readonly homeRegion: string;
}

export interface PlannedGuardDuty {
  readonly regions: readonly string[];
  readonly features: readonly PlannedFeature[];
}

export interface PlannedSecurityHub {
  readonly homeRegion: string;
  /** Governed regions beside the home region, whose findings come there. */
  readonly linkedRegions: readonly string[];
  /** ARNs in the home region. */
  readonly standards: readonly string[];
}

export function plannedDetection({ organization, accounts, audit }: Stack): PlannedDetection {
  const { homeRegion, partition } = organization;
  const regions = [...new Set([homeRegion, ...organization.regions])];
  const { config, accessAnalyzer, guardDuty, securityHub } = audit;
  return {
    config:
      config === false
        ? null
        : {
            recorder: RECORDER,
            recorderRole: recorderRole(null),
            bucketName: configBucketName(organization.name),
            regions,
            aggregator: { name: RECORDER, role: aggregatorRole() },
            rules: config.rules.map((rule) =>
              plannedRule(
                typeof rule === "string" ? { name: rule, parameters: {} } : rule,
                regions,
              ),
            ),
            // AWS keeps a closed account for 90 days, in which nothing can be made there.
            excludedAccounts: [
              ...new Set([
                ...config.excludedAccounts,
                ...accounts.flatMap(({ id, lifecycle }) =>
                  lifecycle === "closed" ? (id ?? []) : [],
                ),
              ]),
            ].sort(),
          },
    accessAnalyzer:
      accessAnalyzer === false
        ? null
        : {
            homeRegion,
            externalAccess: accessAnalyzer.externalAccess ? regions : [],
            unusedAccess:
              accessAnalyzer.unusedAccessDays === false
                ? null
                : { region: homeRegion, days: accessAnalyzer.unusedAccessDays },
          },
    guardDuty:
      guardDuty === false ? null : { regions, features: featuresOf(guardDuty.features, partition) },
    securityHub:
      securityHub === false
        ? null
        : {
            homeRegion,
            linkedRegions: regions.filter((region) => region !== homeRegion),
            standards: securityHub.standards.map((one) => standardArn(one, partition, homeRegion)),
          },
  };
}

interface NamedRule {
  readonly name: string;
  readonly identifier?: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

function plannedRule(
  { name, identifier, parameters }: NamedRule,
  regions: readonly string[],
): PlannedConfigRule {
  const known = knownRule(name);
  return {
    name,
    ruleName: `landing-zone-${name}`,
    identifier: known?.identifier ?? identifier ?? "",
    description: known ? `Finds ${known.finds}` : `Managed rule ${name}`,
    parameters,
    regions: known?.where === "home" ? regions.slice(0, 1) : regions,
  };
}
