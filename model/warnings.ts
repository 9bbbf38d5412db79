import { detectionWarnings } from "./detection/warnings";
import { identityWarnings } from "./identity-warnings";
import { LIMITS } from "./limits";
import { monitoringWarnings } from "./monitoring/plan";
import { networkWarnings } from "./network/warnings";
import { isInQuarantine, isLeaving, type Plan } from "./plan";
import { isOptIn } from "./regions";

/** Accounts above which a provider for each takes more memory than most machines have to spare. */
const PROVIDERS_WITHOUT_WARNING = 25;
/** Memory of one provider process, in MB (pulumi-aws issues 5226 and 5860). */
const PROVIDER_MEMORY = { least: 170, most: 430 } as const;

/** What a person should know before deploying; none of it stops a deployment. */
export function warningsOf(plan: Omit<Plan, "warnings">): readonly string[] {
  const living = plan.accounts.filter(({ unit }) => unit !== null);
  const leaves = living.filter(({ kind }) => kind === "leaf");
  const warnings: string[] = [];
  if (plan.stamping === "provider" && leaves.length > PROVIDERS_WITHOUT_WARNING) {
    const gigabytes = (each: number): string => ((leaves.length * each) / 1000).toFixed(1);
    warnings.push(
      `stamping: provider starts one process for each of ${leaves.length} leaf accounts: ` +
        `${gigabytes(PROVIDER_MEMORY.least)} to ${gigabytes(PROVIDER_MEMORY.most)} GB of memory; ` +
        "stamping: stackset needs none",
    );
  }
  if (plan.stamping === "none" && leaves.length > 0) {
    warnings.push("stamping: none: nobody has a function role in any leaf account");
  }
  if (living.length > LIMITS.accountsByDefault.value) {
    warnings.push(
      `${living.length} accounts: AWS allows ${LIMITS.accountsByDefault.value} by default, ` +
        "ask for more in Service Quotas before the first run",
    );
  }
  const { homeRegion, regions } = plan.organization;
  const optIn = [...new Set([homeRegion, ...regions])].filter(isOptIn);
  if (optIn.length > 0) {
    warnings.push(
      `${optIn.join(", ")}: off in every account until somebody switches ${optIn.length === 1 ? "it" : "them"} on, ` +
        "and what is made there fails until then: for management, each core account and each leaf account, " +
        "follow `Regions that are off` in docs/runbooks/first-run.md",
    );
  }
  const unmade = living.filter(({ id }) => id === null).length;
  if (plan.organization.partition === "aws-us-gov" && unmade > 0) {
    warnings.push(
      `${unmade} accounts have no id: AWS makes accounts of GovCloud from a commercial organization ` +
        "(CreateGovCloudAccount); make them there, invite them here, and write their ids",
    );
  }
  for (const { name } of living.filter(({ lifecycle }) => lifecycle === "moving")) {
    warnings.push(`${name} waits in the staging unit: nobody has a function role there`);
  }
  for (const { name } of living.filter(({ lifecycle }) => isInQuarantine(lifecycle))) {
    warnings.push(
      `${name} is in quarantine: nobody does anything there but the landing zone itself`,
    );
  }
  for (const { name } of living.filter(({ lifecycle }) => isLeaving(lifecycle))) {
    warnings.push(`${name} is leaving: it is no longer protected; set left or closed next`);
  }
  return [
    ...warnings,
    ...identityWarnings(plan),
    ...detectionWarnings(plan.detection),
    ...monitoringWarnings(plan.monitoring),
    ...networkWarnings(plan.network),
  ];
}
