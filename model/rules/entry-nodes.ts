import { show } from "../problem";
import type { Rule } from "./rule";

/** Entry nodes: one in a region, and in regions in which something is done. */
export const entryNodes: Rule = {
  reads: ["network", "organization.homeRegion", "organization.regions"],
  *check({ network, organization }) {
    const governed = [organization.homeRegion, ...organization.regions];
    const seen = new Set<string>();
    for (const [index, { region }] of network.entry.entries()) {
      const path = ["network", "entry", index, "region"];
      if (!governed.includes(region)) {
        yield {
          path,
          message: `${show(region)} is no governed region: ${governed.join(", ")}`,
          fix: "choose one of these, or add the region to organization.regions",
        };
      }
      if (seen.has(region)) {
        yield {
          path,
          message: `${show(region)} has an entry node already`,
          fix: "take one out: a second node serves in another region, when this one is down",
        };
      }
      seen.add(region);
    }
  },
};
