import assert from "node:assert/strict";
import { check } from "../../access/check";
import { knownPrincipals } from "../../access/proofs/known-principals";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { EXAMPLE, planOf } from "../stacks";
import { sourceMutations } from "./mutations/services";
import { worldMaker } from "./worlds";

describe("policies of core accounts' resources ask services for whom they come", () => {
  const plan = planOf(EXAMPLE);
  const mutations = sourceMutations(plan);
  let worldOf: (plan: Plan) => World;

  before(async () => {
    worldOf = await worldMaker();
  });

  const faultsOf = (changed: Plan): readonly string[] =>
    check(worldOf({ ...changed, guardrails: [] }), "2026-11-21", [knownPrincipals]).flatMap(
      ({ counterExamples }) => counterExamples,
    );

  it("of buckets, keys, topics and queues, and of a bus", () => {
    assert.deepEqual(faultsOf(plan), []);
    for (const what of ["bucket", "key", "topic", "queue", "bus"]) {
      assert.ok(
        mutations.some(({ name }) => name.includes(what)),
        what,
      );
    }
  });

  for (const { name, change } of mutations) {
    it(`${name}: known-principals`, () => {
      const [, policy = ""] = /^(the policy of .*) does not ask/.exec(name) ?? [];
      const faults = faultsOf(change(plan));
      assert.ok(
        faults.some((fault) => fault.startsWith(policy)),
        faults.join("\n"),
      );
    });
  }
});
