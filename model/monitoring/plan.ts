import type { Stack } from "../schema";

/** Who is told of what, wherever it happens. */
export interface PlannedMonitoring {
  readonly regions: readonly string[];
}

export function plannedMonitoring({ organization }: Stack): PlannedMonitoring {
  return { regions: [organization.homeRegion] };
}
