import type { Path } from "../problem";
import { CORE_ACCOUNTS, CORE_MEMBERS } from "../schema";
import type { Rule } from "./rule";

/** Names, former names and core accounts' names: none twice, none that means something else. */
export const accountNames: Rule = {
  reads: ["organization.coreAccounts", "accounts"],
  *check({ organization, accounts }) {
    const taken = new Map(CORE_ACCOUNTS.map((type) => [type as string, `the ${type} account`]));
    for (const type of CORE_MEMBERS) {
      const { name } = organization.coreAccounts[type];
      if (name === undefined || name === type) continue;
      const path = ["organization", "coreAccounts", type, "name"];
      yield* claim(taken, name, path, `the ${type} account`);
    }
    for (const [index, { name, formerNames }] of accounts.entries()) {
      const own = `accounts[${index}]`;
      yield* claim(taken, name, ["accounts", index, "name"], own);
      for (const [at, former] of formerNames.entries()) {
        yield* claim(taken, former, ["accounts", index, "formerNames", at], own);
      }
    }
  },
};

function* claim(taken: Map<string, string>, name: string, path: Path, owner: string) {
  const other = taken.get(name);
  if (other === undefined) {
    taken.set(name, owner);
    return;
  }
  yield {
    path,
    message: `the name "${name}" is taken already by ${other}; account names are unique, former ones too`,
    fix: "choose another name, or take one of the two out",
  };
}
