import type { Stack } from "../schema";

/**
 * Services for which the audit account speaks in the organization's name, as AWS Organizations
 * registers them. GuardDuty and Security Hub have calls of their own for it, in each region.
 * https://docs.aws.amazon.com/config/latest/developerguide/aggregated-register-delegated-administrator.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-delegated-administrator-add.html
 */
export function delegatedToAudit({
  config,
  accessAnalyzer,
}: {
  readonly config: unknown;
  readonly accessAnalyzer: unknown;
}): readonly string[] {
  return [...(config ? OF_CONFIG : []), ...(accessAnalyzer ? [ACCESS_ANALYZER] : [])];
}

/** Aggregators, and rules in all accounts. */
const OF_CONFIG = ["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"];
const ACCESS_ANALYZER = "access-analyzer.amazonaws.com";

/**
 * Services that need trusted access for this part of the landing zone.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export function detectionServices({ audit }: Stack): readonly string[] {
  const { guardDuty, securityHub } = audit;
  return [
    ...delegatedToAudit(audit),
    ...(guardDuty ? ["guardduty.amazonaws.com"] : []),
    ...(guardDuty && guardDuty.features.includes("ebs-malware-protection")
      ? ["malware-protection.guardduty.amazonaws.com"]
      : []),
    ...(securityHub ? ["securityhub.amazonaws.com"] : []),
  ];
}
