import { suggestion } from "../nearest";
import { partitionOf, regionsOf } from "../regions";
import type { Rule } from "./rule";

/** The home region exists, in the stack's partition. */
export const regions: Rule = {
  reads: ["organization.homeRegion", "organization.partition"],
  *check({ organization: { homeRegion, partition } }) {
    const known = regionsOf(partition);
    if (known.includes(homeRegion)) return;
    const other = partitionOf(homeRegion);
    yield {
      path: ["organization", "homeRegion"],
      message: `found "${homeRegion}"; allowed in the partition ${partition}: ${known.join(", ")}`,
      fix:
        other === undefined
          ? suggestion(homeRegion, known, "write a region of this partition")
          : `write partition: ${other}, or a region of the partition ${partition}`,
    };
  },
};
