/** Protection plans of GuardDuty that a stack may choose, by their names in the stack file. */
export const FEATURES = [
  "s3-data-events",
  "eks-audit-logs",
  "ebs-malware-protection",
  "rds-login-events",
  "lambda-network-logs",
  "runtime-monitoring",
] as const;
export type Feature = (typeof FEATURES)[number];

/** One of GuardDuty's settings for all accounts of the organization. */
export interface PlannedFeature {
  /** AWS's name of it. */
  readonly name: string;
  readonly autoEnable: "ALL" | "NONE";
  /** Settings below it, in AWS's order. */
  readonly additional: readonly { readonly name: string; readonly autoEnable: "ALL" | "NONE" }[];
}

/** Agents that AWS installs for runtime monitoring. */
const AGENTS = [
  "EKS_ADDON_MANAGEMENT",
  "ECS_FARGATE_AGENT_MANAGEMENT",
  "EC2_AGENT_MANAGEMENT",
] as const;

/**
 * The settings of a choice. What is not chosen says so, since a setting that is only taken out of the
 * program stays as it was. Other partitions do not have all of them: there, nothing is said of the rest.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
 */
export function featuresOf(
  chosen: readonly Feature[],
  partition: string,
): readonly PlannedFeature[] {
  return FEATURES.filter((one) => partition === "aws" || chosen.includes(one)).map((one) => {
    const autoEnable = chosen.includes(one) ? "ALL" : "NONE";
    return {
      name: one.toUpperCase().replaceAll("-", "_"),
      autoEnable,
      additional: one === "runtime-monitoring" ? AGENTS.map((name) => ({ name, autoEnable })) : [],
    };
  });
}
