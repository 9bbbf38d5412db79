import type { Stack } from "../schema";

/** Settings of every account that are no roles. */
export interface PlannedBaseline {
  readonly regions: readonly string[];
}

export function plannedBaseline({ organization }: Stack): PlannedBaseline {
  return { regions: [organization.homeRegion] };
}
