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
  readonly world: World;
  readonly reach: Reach;
}
