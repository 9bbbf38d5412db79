import type { Finding, Path } from "../problem";
import { CORE_ACCOUNTS, CORE_MEMBERS } from "../schema";
import type { Rule } from "./rule";

/** Names, former names and core accounts' names: none twice, none that means something else. */
export const accountNames: Rule = {
  reads: ["organization.coreAccounts", "accounts.name", "accounts.formerNames"],
  *check({ organization, accounts }) {
    const taken = new Map(CORE_ACCOUNTS.map((type): [string, Owner] => [type, { core: type }]));
    for (const type of CORE_MEMBERS) {
      const { name } = organization.coreAccounts[type];
      if (name === undefined || name === type) continue;
      const path = ["organization", "coreAccounts", type, "name"];
      yield* claim(taken, name, path, { core: type });
    }
    for (const [index, { name, formerNames }] of accounts.entries()) {
      const own: Owner = { leaf: name };
      yield* claim(taken, name, ["accounts", index, "name"], own);
      for (const [at, former] of formerNames.entries()) {
        yield* claim(taken, former, ["accounts", index, "formerNames", at], own);
      }
    }
  },
};

type Owner = { readonly core: string } | { readonly leaf: string };

function* claim(
  taken: Map<string, Owner>,
  name: string,
  path: Path,
  owner: Owner,
): Generator<Finding> {
  const other = taken.get(name);
  if (other === undefined) {
    taken.set(name, owner);
  } else if (other === owner) {
    yield { path, message: `the account has the name "${name}" twice`, fix: "take one out" };
  } else {
    yield {
      path,
      message: `the name "${name}" is taken already by ${inWords(other, name)}; account names are unique, former ones too`,
      fix: "choose another name, or take one of the two out",
    };
  }
}

function inWords(owner: Owner, name: string): string {
  if ("core" in owner) return `the ${owner.core} account`;
  return owner.leaf === name ? "another account" : `"${owner.leaf}", which had it before`;
}
