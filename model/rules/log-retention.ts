import { STORAGE_CLASSES } from "../audit/schema";
import type { Finding } from "../problem";
import type { Rule } from "./rule";

/** Days in which S3 moves nothing into this class, nor on from it. */
const INFREQUENT_ACCESS = "STANDARD_IA";
const INFREQUENT_ACCESS_DAYS = 30;

/**
 * Logs live longer than their lock, and move to cheaper classes of storage as S3 does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const logRetention: Rule = {
  reads: ["audit"],
  *check({ audit }) {
    const { objectLock, retentionDays, storageClasses } = audit;
    if (objectLock !== false && objectLock.days > retentionDays) {
      yield {
        path: ["audit", "objectLock", "days"],
        message: `logs are locked for ${objectLock.days} days and expire after ${retentionDays}`,
        fix: "lock them for as long as they stay, or shorter, or raise retentionDays",
      };
    }
    for (const [index, move] of storageClasses.entries()) {
      const fault = faultOf(move, storageClasses[index - 1], retentionDays);
      if (fault) yield { path: ["audit", "storageClasses", index, fault.at], ...fault.says };
    }
  },
};

interface Move {
  readonly afterDays: number;
  readonly class: (typeof STORAGE_CLASSES)[number];
}

interface Fault {
  readonly at: keyof Move;
  readonly says: Pick<Finding, "message" | "fix">;
}

function faultOf(
  { afterDays, class: to }: Move,
  before: Move | undefined,
  retentionDays: number,
): Fault | null {
  if (before && STORAGE_CLASSES.indexOf(to) <= STORAGE_CLASSES.indexOf(before.class)) {
    return {
      at: "class",
      says: {
        message: `logs cannot move from ${before.class} to ${to}; S3's order is ${STORAGE_CLASSES.join(", ")}`,
        fix: "put the classes into this order, or take one out",
      },
    };
  }
  const least = leastDays(to, before);
  if (afterDays < least) {
    return {
      at: "afterDays",
      says: {
        message: `found ${afterDays}; S3 moves logs to ${to} after ${least} days or more${before ? `, since they move to ${before.class} after ${before.afterDays}` : ""}`,
        fix: `write ${least}, or more`,
      },
    };
  }
  if (afterDays >= retentionDays) {
    return {
      at: "afterDays",
      says: {
        message: `logs expire after ${retentionDays} days, before they move`,
        fix: "let them move earlier, take the class out, or raise retentionDays",
      },
    };
  }
  return null;
}

function leastDays(to: Move["class"], before: Move | undefined): number {
  const own = to === INFREQUENT_ACCESS ? INFREQUENT_ACCESS_DAYS : 1;
  if (!before) return own;
  const stay = before.class === INFREQUENT_ACCESS ? INFREQUENT_ACCESS_DAYS : 1;
  return Math.max(own, before.afterDays + stay);
}
