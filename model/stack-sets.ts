import type { StampedRole, StampTemplate } from "../iam/stamp-template";
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
}

/** All of them, in the order in which they are made. */
export function stackSetsOf(_stack: Stack): readonly PlannedStackSet[] {
  return [];
}
