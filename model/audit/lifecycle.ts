import type { StorageClass } from "./schema";

/** What becomes of a bucket's objects as they get older. */
export interface Lifecycle {
  /** Classes of storage that objects move to, by age. */
  readonly moves: readonly { readonly afterDays: number; readonly class: StorageClass }[];
  /** Days after which an object expires. */
  readonly days: number;
  /**
   * Days for which a version stays that was written over, or that has expired. Nobody deletes one
   * before: that is what is left when somebody found a way to write.
   */
  readonly oldVersionDays: number;
}

const A_YEAR = 365;

/** Moves that an object does not live to see are left out: S3 refuses them. */
export function lifecycleOf(days: number, moves: Lifecycle["moves"]): Lifecycle {
  return {
    moves: moves.filter(({ afterDays }) => afterDays < days),
    days,
    oldVersionDays: Math.min(days, A_YEAR),
  };
}
