import type { Plan } from "../plan";

/** How many resources of each type this part of the landing zone has. */
export function managementCounts(_plan: Plan): Readonly<Record<string, number>> {
  return {};
}
