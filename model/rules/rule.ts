import type { Finding } from "../problem";
import type { Stack } from "../schema";

/** A rule over a whole stack: what one value alone cannot show. */
export interface Rule {
  /**
   * What the rule reads: sections of the stack file, or single keys of `organization`. The rule is
   * not run while one of them is malformed.
   */
  readonly reads: readonly (keyof Stack | `organization.${keyof Stack["organization"]}`)[];
  check(stack: Stack): Iterable<Finding>;
}
