import type { PlannedDetection } from "./plan";

/** What a person should know of what finds mistakes and intruders. */
export function detectionWarnings({ config, securityHub }: PlannedDetection): readonly string[] {
  return securityHub && !config
    ? [
        "audit.securityHub is on without audit.config: most controls of Security Hub look at what " +
          "AWS Config records, and find nothing in accounts without a recorder",
      ]
    : [];
}
