import { functionsOf } from "../principals";
import { person } from "../world/actors";
import { anywhere, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

/** Identity, and nothing else. */
const IDENTITY = ["iam", "sts"];

export const coreIsQuiet: Proof = {
  name: "core-is-quiet",
  sentence:
    "In the access account people do nothing but identity, and no function writes there or in the management account",
  *counterExamples({ world }) {
    const { access, management } = world.core;
    for (const account of [access, management]) {
      for (const role of world.roles(account)) {
        for (const action of world.grants(role).keys()) {
          if (writes(action)) yield says(role, action.name, "");
        }
      }
    }
    const somebody = person(world.cast, "<anybody>", functionsOf(world), "mfa");
    const asks = tries(world, somebody, access);
    for (const { name, service } of world.named(somebody)) {
      if (IDENTITY.includes(service)) continue;
      const found = asks(name, anywhere(world, name));
      if (found !== null) yield says(somebody, name, found);
    }
  },
};
