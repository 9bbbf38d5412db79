import type { StampedRole, StampTemplate } from "../iam/stamp-template";
import { detectionStackSets } from "./detection/stack-sets";
import type { PlannedUnit } from "./plan";
import { monitoringStackSets } from "./monitoring/stack-sets";
import type { Stack } from "./schema";

/** What is stamped into every member account beside function roles, by a service-managed StackSet. */
export interface PlannedStackSet {
  /** Name in AWS, after `landing-zone-`. */
  readonly name: string;
  readonly description: string;
  readonly template: StampTemplate;
  /** The home region first, where what is global is made. */
  readonly regions: readonly string[];
  /** Paths of units, of accounts below them; `/` for all members of the organization. */
  readonly units: readonly string[];
  /** Roles that its template makes in each account, as decisions about access need them. */
  readonly roles: readonly StampedRole[];
  /** Names of sets that an account has before this one. */
  readonly after?: readonly string[];
}

/** All of them, in the order in which they are made. */
export function stackSetsOf(
  stack: Stack,
  units: readonly PlannedUnit[],
): readonly PlannedStackSet[] {
  const own = units.flatMap(({ path, parent }) => (parent === null ? [path] : []));
  return [...monitoringStackSets(stack), ...detectionStackSets(stack, own)];
}
