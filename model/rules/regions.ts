import { suggestion } from "../nearest";
import { partitionOf, regionsOf } from "../regions";
import type { Path } from "../problem";
import type { Rule } from "./rule";

/** The home region, and the other governed ones, exist in the stack's partition. */
export const regions: Rule = {
  reads: ["organization.homeRegion", "organization.regions", "organization.partition"],
  *check({ organization: { homeRegion, regions: governed, partition } }) {
    const known = regionsOf(partition);
    const places: readonly (readonly [string, Path])[] = [
      [homeRegion, ["organization", "homeRegion"]],
      ...governed.map((region, index) => [region, ["organization", "regions", index]] as const),
    ];
    for (const [region, path] of places) {
      if (known.includes(region)) continue;
      const other = partitionOf(region);
      yield {
        path,
        message: `found "${region}"; allowed in the partition ${partition}: ${known.join(", ")}`,
        fix:
          other === undefined
            ? suggestion(region, known, "write a region of this partition")
            : `write partition: ${other}, or a region of the partition ${partition}`,
      };
    }
  },
};
