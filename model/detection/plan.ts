import type { Stack } from "../schema";

/** What finds mistakes and intruders. */
export interface PlannedDetection {
  readonly regions: readonly string[];
}

export function plannedDetection({ organization }: Stack): PlannedDetection {
  return { regions: [organization.homeRegion] };
}
