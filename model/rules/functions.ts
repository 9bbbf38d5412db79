import { CORE_FUNCTIONS, functionNames, resolveCatalogue } from "../catalogue";
import { isReservedName } from "../../iam/names";
import { MFA_TAG, PERSON_TAG } from "../../iam/trust";
import type { Rule } from "./rule";

/** Every function that a stack names permits something somewhere, and takes no reserved name. */
export const functions: Rule = {
  reads: ["accountTypes", "functions"],
  *check(stack) {
    const { types } = resolveCatalogue(stack);
    const permitted = new Set([
      ...Object.values(CORE_FUNCTIONS).flatMap((levels) => Object.keys(levels)),
      ...[...types.values()].flatMap((type) => Object.keys(type.functions)),
    ]);
    for (const name of functionNames(stack)) {
      if (!Object.hasOwn(stack.functions, name)) continue;
      const path = ["functions", name];
      // AWS compares the keys of tags without regard to case.
      if ([MFA_TAG, PERSON_TAG].includes(name.toLowerCase())) {
        yield {
          path,
          atKey: true,
          message: `"${name}" is the name of a session tag that says something else; a function's name is a tag, too`,
          fix: "choose another name",
        };
      }
      if (isReservedName(name)) {
        yield {
          path,
          atKey: true,
          message: `"${name}" is reserved for a role or group of the landing zone itself`,
          fix: "choose another name",
        };
      }
      if (permitted.has(name)) continue;
      yield {
        path,
        atKey: true,
        message: `no account type permits the function "${name}" anything, so its people could do nothing`,
        fix: "give it permissions, e.g. permissions: { production: observe }, or take it out",
      };
    }
  },
};
