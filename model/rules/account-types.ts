import { isCoreAccount, typeNames } from "../catalogue";
import { suggestion } from "../nearest";
import { oneOf } from "../problem";
import type { Rule } from "./rule";

/** Every account has a known type, and no type takes the name of a core account. */
export const accountTypes: Rule = {
  reads: ["accounts.type", "accountTypes.names"],
  *check(stack) {
    const known = typeNames(stack).filter((name) => !isCoreAccount(name));
    for (const name of Object.keys(stack.accountTypes).filter(isCoreAccount)) {
      yield {
        path: ["accountTypes", name],
        atKey: true,
        message: `"${name}" is a core account, not an account type`,
        fix: "choose another name; what functions may do in core accounts is fixed",
      };
    }
    for (const [index, { type }] of stack.accounts.entries()) {
      if (known.includes(type)) continue;
      yield {
        path: ["accounts", index, "type"],
        message: `found "${type}"; allowed: ${oneOf(known)}`,
        fix: isCoreAccount(type)
          ? "take the account out: the core accounts are not listed here, see organization.coreAccounts"
          : suggestion(type, known, "use a known type, or define this one under accountTypes"),
      };
    }
  },
};
