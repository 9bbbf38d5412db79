import type { Path } from "../problem";
import { CORE_MEMBERS } from "../schema";
import type { Rule } from "./rule";

/**
 * Account ids: none twice, and the management account is no other account. An account that is gone
 * may have come back under another name.
 */
export const ids: Rule = {
  reads: [
    "organization.managementAccountId",
    "organization.coreAccounts",
    "accounts.id",
    "accounts.lifecycle",
  ],
  *check({ organization, accounts }) {
    const given: { id: string | undefined; owner: string; path: Path }[] = [
      ...CORE_MEMBERS.map((type) => ({
        id: organization.coreAccounts[type].id,
        owner: `the ${type} account`,
        path: ["organization", "coreAccounts", type, "id"],
      })),
      ...accounts.flatMap(({ id, name, lifecycle }, index) =>
        lifecycle === "left" || lifecycle === "closed"
          ? []
          : [{ id, owner: `"${name}"`, path: ["accounts", index, "id"] }],
      ),
    ];
    const taken = new Map<string, string>();
    for (const { id, owner, path } of given) {
      if (id === undefined) continue;
      if (id === organization.managementAccountId) {
        yield {
          path,
          message: `${owner} has the id ${id} of the management account, which runs nothing but the organization`,
          fix: "take the account out: the management account is no other account",
        };
        continue;
      }
      const other = taken.get(id);
      if (other !== undefined) {
        yield {
          path,
          message: `${owner} and ${other} have the same id ${id}`,
          fix: "correct one of the two ids",
        };
      }
      taken.set(id, owner);
    }
  },
};
