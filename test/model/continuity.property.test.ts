import assert from "node:assert/strict";
import fc from "fast-check";
import { continuityRefusals, importsOf, type Previous } from "../../model/continuity";
import {
  isInQuarantine,
  isLeaving,
  livingMembers,
  type Plan,
  type PlannedAccount,
} from "../../model/plan";
import { accountNames } from "../../model/rules/account-names";
import { ids } from "../../model/rules/ids";
import type { Lifecycle, Stack } from "../../model/schema";
import { EXAMPLE, planOf, stackOf } from "../stacks";

/** Few names, ids and types, so that edits collide. */
const name = fc.constantFrom("web", "shop", "store");
const id = fc.constantFrom("5", "6", "7").map((digit) => digit.repeat(12));
const type = fc.constantFrom("production", "sandbox");
const lifecycle = fc.constantFrom<Lifecycle>(
  ...(["active", "active", "moving", "leaving", "left", "closed"] as const),
  ...(["quarantined", "leaving-quarantine"] as const),
);
const stamping = fc.constantFrom<Plan["stamping"]>("stackset", "stackset", "provider", "none");

const previous: fc.Arbitrary<Previous> = fc.record({
  stamping,
  accounts: fc
    .uniqueArray(fc.record({ name, id, type, lifecycle }), { selector: (account) => account.name })
    // Accounts that exist have ids of their own.
    .filter((accounts) => new Set(accounts.map((account) => account.id)).size === accounts.length),
});

const stack = stackOf(EXAMPLE);
const plan = planOf(EXAMPLE);
const [someAccount] = stack.accounts;
const somePlanned = plan.accounts.find(({ kind }) => kind === "leaf");

const edited: fc.Arbitrary<Stack> = fc
  .uniqueArray(
    fc.record({
      name,
      type,
      id: fc.option(id, { nil: undefined }),
      lifecycle,
      formerNames: fc.uniqueArray(name, { maxLength: 2 }),
    }),
    { selector: (account) => account.name },
  )
  .map((accounts) => ({
    ...stack,
    accounts: accounts.map(
      (account) => ({ ...someAccount, ...account }) as Stack["accounts"][number],
    ),
  }))
  .filter((candidate) =>
    [accountNames, ids].every((rule) => [...rule.check(candidate)].length === 0),
  );

/** The accounts of a stack as its plan has them; the rest of the plan does not matter here. */
function planned({ accounts }: Stack, how: Plan["stamping"]): Plan {
  const leaves = accounts.map(
    (account) =>
      ({
        ...somePlanned,
        ...account,
        id: account.id ?? null,
        unit: isGone(account) ? null : "unit",
      }) as PlannedAccount,
  );
  return {
    ...plan,
    stamping: how,
    accounts: [...plan.accounts.filter(({ kind }) => kind === "core"), ...leaves],
  };
}

const isGone = (account: { readonly lifecycle: string }): boolean =>
  account.lifecycle === "left" || account.lifecycle === "closed";

describe("whatever is edited between two runs", () => {
  it("every account that exists goes on as itself, or the run is refused", () => {
    fc.assert(
      fc.property(previous, edited, stamping, (before, file, now) => {
        const after = planned(file, now);
        fc.pre(continuityRefusals(after, before).length === 0);
        const imports = importsOf(after, before).accounts;
        const living = before.accounts.filter((account) => !isGone(account));
        const followers = living.map((account) => {
          const names = after.accounts.filter(
            (next) => next.name === account.name || next.formerNames.includes(account.name),
          );
          assert.equal(names.length, 1, `${account.name} goes on as one account`);
          const [next] = names;
          assert.ok(next);
          assert.ok(next.id === null || next.id === account.id, "the id stays");
          assert.ok(!imports.has(next.name), "nothing is imported twice");
          assert.ok(!isGone(next) || isLeaving(account.lifecycle), "nothing goes without notice");
          assert.ok(
            !isInQuarantine(account.lifecycle) || next.lifecycle !== "leaving",
            "nothing goes back to its roles on its way out",
          );
          return next.name;
        });
        assert.equal(new Set(followers).size, living.length, "no two accounts become one");
        for (const { name: imported, id: importedId } of livingMembers(after)) {
          if (!imports.has(imported)) continue;
          assert.ok(!living.some((account) => account.id === importedId), "no second resource");
        }
      }),
      { numRuns: 2000, maxSkipsPerRun: 1000 },
    );
  });
});
