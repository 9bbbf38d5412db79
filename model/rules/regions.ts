import { suggestion } from "../nearest";
import { regionsOf } from "../regions";
import type { Rule } from "./rule";

/** The home region exists, in the stack's partition. */
export const regions: Rule = {
  reads: ["organization.homeRegion", "organization.partition"],
  *check({ organization: { homeRegion, partition } }) {
    const known = regionsOf(partition);
    if (known.includes(homeRegion)) return;
    yield {
      path: ["organization", "homeRegion"],
      message: `found "${homeRegion}"; allowed in the partition ${partition}: ${known.join(", ")}`,
      fix: suggestion(homeRegion, known, "write a region of this partition"),
    };
  },
};
