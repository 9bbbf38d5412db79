import assert from "node:assert/strict";
import type { CheckResult } from "../../access/check";
import type { Registered } from "../../access/registered/resource";
import { programOf } from "./program";
import { assertFine, assertFound, PLAN } from "./registered";

const RULE = "what-is-proved-holds";

/** `mutations.test.ts` has each weakness that proofs know of; here is what the rule makes of them. */
describe("rule what-is-proved-holds", function () {
  this.timeout(60_000);
  let compliant: readonly Registered[];
  let changed: readonly Registered[];

  before(async () => {
    compliant = await programOf("example");
    changed = compliant.map((one) =>
      one.name === "people-group-auditor-enter"
        ? { ...one, inputs: { ...one.inputs, policy: '{"Version":"2012-10-17","Statement":[]}' } }
        : one,
    );
    assert.notDeepEqual(changed, compliant);
  });

  const result = (ok: boolean): CheckResult => {
    return { name: "a-proof", sentence: "Something holds", ok, counterExamples: ok ? [] : ["it"] };
  };

  it("proves nothing where every document is the plan's", async () => {
    const prove = () => Promise.reject(new Error("this takes time"));
    await assertFine(compliant, { prove });
  });

  it("proves the plan that the program follows, where it is another", async () => {
    const asked: unknown[] = [];
    await assertFine(changed, {
      prove: (plan) => {
        asked.push(plan.people.groups.find((one) => one.function === "auditor")?.policy.Statement);
        return Promise.resolve([result(true)]);
      },
    });
    assert.deepEqual(asked, [[]]);
  });

  it("says which proof fails, with a case, and what is other than planned", async () => {
    const prove = () => Promise.resolve([result(true), result(false)]);
    await assertFound(RULE, /a-proof does not hold \(Something holds\), but it; /, changed, {
      prove,
    });
    await assertFound(RULE, /other here: the policy of the group auditor/, changed, { prove });
  });

  it("refuses what cannot be proved at all", async () => {
    const prove = () => Promise.reject(new Error("no copy of AWS's policy X"));
    await assertFound(RULE, /nothing can be proved: no copy of AWS's policy X/, changed, { prove });
    assert.ok(PLAN.people.groups.length > 0);
  });
});
