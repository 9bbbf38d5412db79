import { pathText } from "../reach/reach";
import { waysFromEverything } from "./actors";
import type { Proof } from "./proof";

/** The worry of whoever keeps people in an account of their own: a service that is broken into. */
export const noWayToTheCore: Proof = {
  name: "no-way-to-the-core",
  sentence:
    "Whoever has everything in a leaf, the audit or the network account comes neither to the access nor to the management account",
  *counterExamples(examined) {
    const { access, management } = examined.world.core;
    for (const { reached } of waysFromEverything(examined)) {
      const { account } = reached.node.actor;
      if (account === access || account === management) yield pathText(reached.path);
    }
  },
};
