import type { Finding } from "../problem";
import type { Stack } from "../schema";

/** A rule over a whole stack: what one value alone cannot show. */
export interface Rule {
  /** Sections of the stack file that the rule reads. It is not run while one of them is malformed. */
  readonly reads: readonly (keyof Stack)[];
  check(stack: Stack): Iterable<Finding>;
}
