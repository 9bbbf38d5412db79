import { actionFault } from "../action-names";
import { isActionPattern, textsOf } from "../statements";
import type { Rule } from "./rule";

/** What statements of own levels name are actions of AWS: a misspelt one would do nothing. */
export const actions: Rule = {
  reads: ["permissions.names"],
  *check(stack, aws) {
    if (!aws) return;
    for (const [level, { statements, deny }] of Object.entries(stack.permissions)) {
      for (const [kind, list] of Object.entries({ statements, deny })) {
        for (const [index, statement] of list.entries()) {
          const place = ["permissions", level, kind, index];
          for (const { text, path } of textsOf(statement, ["Action", "NotAction"], place)) {
            // Another rule says what is no pattern at all.
            if (!isActionPattern(text) || text === "*") continue;
            const fault = actionFault(text, aws);
            if (fault) yield { path, ...fault };
          }
        }
      }
    }
  },
};
