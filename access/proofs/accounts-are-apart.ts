import { pathText } from "../reach/reach";
import { waysFromEverything } from "./actors";
import type { Proof } from "./proof";

export const accountsAreApart: Proof = {
  name: "accounts-are-apart",
  sentence:
    "Whoever has everything in an account other than access and management comes to no other account",
  *counterExamples(examined) {
    for (const { account, reached } of waysFromEverything(examined)) {
      if (reached.node.actor.account !== account) yield pathText(reached.path);
    }
  },
};
