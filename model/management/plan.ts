import type { Stack } from "../schema";

/** What the management account does beside the organization itself. */
export interface PlannedManagement {
  readonly regions: readonly string[];
}

export function plannedManagement({ organization }: Stack): PlannedManagement {
  return { regions: [organization.homeRegion] };
}
