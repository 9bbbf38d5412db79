import { functionNames, isCoreAccount, levelNames, typeNames } from "../catalogue";
import { known } from "../known-names";
import type { Rule } from "./rule";

/** Functions, types and permission levels that are named exist; no two places disagree. */
export const references: Rule = {
  reads: ["accountTypes.names", "functions.names", "permissions.names", "access.people"],
  *check(stack) {
    const functions = functionNames(stack);
    const levels = levelNames(stack);
    const types = typeNames(stack).filter((name) => !isCoreAccount(name));
    for (const [type, own] of Object.entries(stack.accountTypes)) {
      for (const [fn, level] of Object.entries(own.functions)) {
        const path = ["accountTypes", type, "functions", fn];
        yield* known("function", fn, functions, path, true);
        yield* known("permission level", level, levels, path, false);
        const other = stack.functions[fn]?.permissions[type];
        if (other !== undefined && other !== level) {
          yield {
            path,
            message: `accountTypes gives ${fn} "${level}" in ${type}, functions gives it "${other}"`,
            fix: "write it in one place only",
          };
        }
      }
    }
    for (const [fn, { permissions }] of Object.entries(stack.functions)) {
      for (const [type, level] of Object.entries(permissions)) {
        const path = ["functions", fn, "permissions", type];
        yield* known("account type", type, types, path, true);
        yield* known("permission level", level, levels, path, false);
      }
    }
    for (const [index, person] of stack.access.people.entries()) {
      for (const [at, fn] of person.functions.entries()) {
        yield* known(
          "function",
          fn,
          functions,
          ["access", "people", index, "functions", at],
          false,
        );
      }
    }
  },
};
