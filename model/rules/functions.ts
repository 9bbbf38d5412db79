import { CORE_FUNCTIONS, functionNames, resolveCatalogue } from "../catalogue";
import { RESERVED_ROLE_NAMES } from "../../iam/names";
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
      if (RESERVED_ROLE_NAMES.includes(name)) {
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
