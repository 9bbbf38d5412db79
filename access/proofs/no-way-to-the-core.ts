import { pathText } from "../reach/reach";
import { everythingNode } from "../reach/nodes";
import { examples } from "./actors";
import type { Proof } from "./proof";

/** The worry of whoever keeps people in an account of their own: a service that is broken into. */
export const noWayToTheCore: Proof = {
  name: "no-way-to-the-core",
  sentence:
    "Whoever has everything in a leaf, the audit or the network account comes neither to the access nor to the management account",
  *counterExamples({ world, reach }) {
    const { access, management } = world.core;
    for (const account of examples(world)) {
      if (account === access || account === management) continue;
      for (const { node, path } of reach.from(everythingNode(world, account))) {
        if (node.actor.account === access || node.actor.account === management) {
          yield pathText(path);
        }
      }
    }
  },
};
