import type { Stack } from "../schema";

/** Networks of the network account. */
export interface PlannedNetwork {
  readonly regions: readonly string[];
}

export function plannedNetwork({ organization }: Stack): PlannedNetwork {
  return { regions: [organization.homeRegion] };
}
