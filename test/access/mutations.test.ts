import assert from "node:assert/strict";
import { check, type CheckResult } from "../../access/check";
import { PROOFS } from "../../access/proofs";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { stackFiles } from "../iam/stacks";
import { everyWay } from "./every-way";
import { BOUNDARY } from "./mutations/boundary";
import { BREAK_GLASS } from "./mutations/break-glass";
import type { Mutation } from "./mutations/change";
import { ENTERPRISE } from "./mutations/enterprise";
import { FUNCTIONS } from "./mutations/functions";
import { GUARDRAIL_MUTATIONS } from "./mutations/guardrails";
import { LOGS } from "./mutations/logs";
import { PARTNERS } from "./mutations/partners";
import { PEOPLE } from "./mutations/people";
import { PIPELINES } from "./mutations/pipelines";
import { ROOT_ACCESS } from "./mutations/root-access";
import { SERVICES } from "./mutations/services";
import { SIGN_INS } from "./mutations/sign-ins";
import { TRUST } from "./mutations/trust";
import { worldMaker } from "./worlds";

const TODAY = "2026-11-21";

/** Weaknesses by the stack into which they are put. */
const MUTATIONS: Readonly<Record<string, Readonly<Record<string, readonly Mutation[]>>>> = {
  example: {
    trust: TRUST,
    boundary: BOUNDARY,
    people: PEOPLE,
    functions: FUNCTIONS,
    logs: LOGS,
    "roles of services": SERVICES,
    guardrails: GUARDRAIL_MUTATIONS,
  },
  enterprise: { "what a stack adds": ENTERPRISE },
  "every-way": {
    "ways to sign in": SIGN_INS,
    "break-glass": BREAK_GLASS,
    "root access": ROOT_ACCESS,
    pipelines: PIPELINES,
    partners: PARTNERS,
  },
};

/** Of so many weaknesses one is tried with every proof, to see that no other fails: it takes time. */
const FULLY = 15;

describe("proofs", () => {
  const plans = new Map([
    ...stackFiles().map(({ name, plan }) => [name, plan] as const),
    ["every-way", everyWay()] as const,
  ]);
  const all = Object.values(MUTATIONS).flatMap((topics) => Object.values(topics).flat());
  let worldOf: (plan: Plan) => World;

  before(async () => {
    worldOf = await worldMaker();
  });

  for (const [name, plan] of plans) {
    it(`all hold for the stack ${name}`, () => {
      assert.deepEqual(broken(check(worldOf(plan), TODAY)), {});
    });
  }

  it("each fails for some weakness", () => {
    const failed = new Set(all.flatMap(({ fails }) => Object.keys(fails)));
    assert.deepEqual(
      PROOFS.map(({ name }) => name).filter((name) => !failed.has(name)),
      [],
    );
  });

  it("no weakness twice, and none that nothing catches", () => {
    const names = all.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
    assert.deepEqual(
      all.filter(({ fails }) => Object.keys(fails).length === 0).map(({ name }) => name),
      [],
    );
  });

  for (const [stack, topics] of Object.entries(MUTATIONS)) {
    for (const [topic, mutations] of Object.entries(topics)) {
      describe(`catch a weakness of ${stack}: ${topic}`, () => {
        for (const [index, { name, change, fails }] of mutations.entries()) {
          const caught = Object.keys(fails);
          it(`${name}: ${caught.join(", ")}`, () => {
            const whole = plans.get(stack);
            assert.ok(whole);
            // What other proofs find does not depend on guardrails, and is found faster without.
            const plan = mutations === GUARDRAIL_MUTATIONS ? whole : { ...whole, guardrails: [] };
            const proofs =
              index % FULLY === 0 ? PROOFS : PROOFS.filter((proof) => caught.includes(proof.name));
            const found = broken(check(worldOf(change(plan)), TODAY, proofs));
            assert.deepEqual(Object.keys(found).sort(), [...caught].sort());
            for (const [proof, part] of Object.entries(fails)) {
              const examples = found[proof] ?? [];
              assert.ok(
                examples.some((example) => example.includes(part)),
                `${proof} says:\n${examples.join("\n")}`,
              );
            }
          });
        }
      });
    }
  }
});

function broken(results: readonly CheckResult[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    results.filter(({ ok }) => !ok).map(({ name, counterExamples }) => [name, counterExamples]),
  );
}
