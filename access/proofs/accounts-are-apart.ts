import { pathText } from "../reach/reach";
import { everythingNode } from "../reach/nodes";
import { examples } from "./actors";
import type { Proof } from "./proof";

export const accountsAreApart: Proof = {
  name: "accounts-are-apart",
  sentence:
    "Whoever has everything in an account other than access and management comes to no other account",
  *counterExamples({ world, reach }) {
    const { access, management } = world.core;
    for (const account of examples(world)) {
      if (account === access || account === management) continue;
      for (const { node, path } of reach.from(everythingNode(world, account))) {
        if (node.actor.account !== account) yield pathText(path);
      }
    }
  },
};
