import { accountIds } from "../guardrails";
import type { Rule } from "./rule";

/** Accounts outside the organization are outside, each once. */
export const outsideAccounts: Rule = {
  reads: [
    "guardrails.outsideAccounts",
    "accounts.id",
    "organization.coreAccounts",
    "organization.managementAccountId",
  ],
  *check(stack) {
    const own = new Map(
      accountIds(stack).flatMap(({ name, id }) => (id ? [[id, name] as const] : [])),
    );
    own.set(stack.organization.managementAccountId, "management");
    const seen = new Set<string>();
    for (const [index, { id }] of stack.guardrails.outsideAccounts.entries()) {
      const path = ["guardrails", "outsideAccounts", index, "id"];
      const name = own.get(id);
      if (name !== undefined) {
        yield {
          path,
          message: `${id} is the account ${name} of this organization`,
          fix: "take it out",
        };
      } else if (seen.has(id)) {
        yield { path, message: `${id} is there twice`, fix: "take one out" };
      }
      seen.add(id);
    }
  },
};
