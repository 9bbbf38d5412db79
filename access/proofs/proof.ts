import type { Reach } from "../reach/reach";
import type { World } from "../world/world";

/** Something that must hold of every landing zone, whatever its stack file says. */
export interface Proof {
  /** Name, for reports. */
  readonly name: string;
  /** What holds, in a sentence. */
  readonly sentence: string;
  /** Every case in which it does not hold, each with what makes it so. None: it is proved. */
  readonly counterExamples: (examined: Examined) => Iterable<string>;
}

export interface Examined {
  /**
   * The landing zone as if there were no guardrails. What the documents of roles and people promise
   * must not lean on them: guardrails have exceptions, and bind nothing in the management account.
   */
  readonly world: World;
  readonly reach: Reach;
  /** The landing zone as it is, for what guardrails themselves promise. */
  readonly guarded: World;
}
