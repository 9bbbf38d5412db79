import assert from "node:assert/strict";
import { check } from "../../access/check";
import { planAsRegistered } from "../../access/registered/plan-as-registered";
import type { Registered } from "../../access/registered/resource";
import { zoneOf } from "../../access/registered/zone";
import type { AccessPlan } from "../../access/world/accounts";
import type { StampedRole } from "../../iam/stamp-template";
import type { Plan, PlannedRole } from "../../model/plan";
import { thingsIn } from "../../policies/judge";
import { BOUNDARY } from "../access/mutations/boundary";
import type { Mutation } from "../access/mutations/change";
import { ENTERPRISE } from "../access/mutations/enterprise";
import { FUNCTIONS } from "../access/mutations/functions";
import { GUARDRAIL_MUTATIONS } from "../access/mutations/guardrails";
import { LOGS } from "../access/mutations/logs";
import { PEOPLE } from "../access/mutations/people";
import { SERVICES } from "../access/mutations/services";
import { TRUST } from "../access/mutations/trust";
import { worldMaker } from "../access/worlds";
import { planOf, stackText } from "../stacks";
import { filler, mutated } from "./mutated";
import { programOf } from "./program";
import { found } from "./registered";

const WEAKNESSES: Readonly<Record<string, readonly Mutation[]>> = {
  example: [
    ...[...TRUST, ...BOUNDARY, ...PEOPLE, ...FUNCTIONS, ...LOGS],
    ...[...GUARDRAIL_MUTATIONS, ...SERVICES],
  ],
  enterprise: ENTERPRISE,
};

/** Of so many weaknesses one is given to the whole pack: what the others have in common is tried. */
const FULLY = 12;

describe("weaknesses that somebody puts into resources", function () {
  this.timeout(60_000);

  for (const [stack, weaknesses] of Object.entries(WEAKNESSES)) {
    describe(stack, () => {
      const plan = planOf(stackText(stack));
      let registered: readonly Registered[];
      let worldOf: Awaited<ReturnType<typeof worldMaker>>;

      before(async () => {
        registered = await programOf(stack);
        worldOf = await worldMaker();
      });

      for (const [index, { name, change, fails }] of weaknesses.entries()) {
        const after = change(plan);
        // The role by which management enters an account stands in the stack file alone.
        if (JSON.stringify(after.accounts) !== JSON.stringify(plan.accounts)) continue;

        it(`${name}: is seen as it is`, () => {
          const zone = zoneOf(plan, registered);
          const weak = mutated(registered, plan, after, zone);
          const things = weak.flatMap((one) => thingsIn(one, zone));
          const { plan: seen, changed } = planAsRegistered(plan, things, zone);
          assert.ok(changed.length > 0);
          const fill = filler(plan, zone);
          for (const role of differing(plan, after)) {
            assert.deepEqual(wordsOf(seen.roles, role, fill), wordsOf(after.roles, role, fill));
          }
          for (const { name: set, roles } of after.stackSets) {
            for (const role of roles) {
              const found = seen.stackSets.find((one) => one.name === set)?.roles;
              const same = found?.find((one) => one.name === role.name);
              assert.ok(same, `${role.name} in ${set}`);
              assert.deepEqual(wordsOfService(same, fill), wordsOfService(role, fill));
            }
          }
          assert.equal(restOf(seen, fill), restOf(after, fill));
        });

        if (index % FULLY !== 0) continue;
        it(`${name}: is refused, for ${Object.keys(fails).join(", ")}`, async () => {
          const zone = zoneOf(plan, registered);
          const weak = mutated(registered, plan, after, zone);
          const prove = (changed: AccessPlan) =>
            Promise.resolve(check(worldOf(changed as Plan), "2026-11-21"));
          const all = await found(weak, { plan, prove });
          const says = all
            .filter(({ rule }) => rule === "what-is-proved-holds")
            .map((one) => one.says);
          for (const proof of Object.keys(fails)) {
            assert.ok(
              says.some((text) => text.includes(`${proof} does not hold`)),
              `${proof} is not in:\n${says.join("\n")}`,
            );
          }
        });
      }
    });
  }
});

function differing(before: Plan, after: Plan): readonly PlannedRole[] {
  const texts = new Set(before.roles.map((role) => JSON.stringify(role)));
  return after.roles.filter((role) => !texts.has(JSON.stringify(role)));
}

type Fill = ReturnType<typeof filler>;

/** A role's documents with all ids filled in; where only a type is known, as that of any account. */
function wordsOf(
  roles: readonly PlannedRole[],
  { type, function: fn }: PlannedRole,
  fill: Fill,
): unknown {
  const role = roles.find((one) => one.type === type && one.function === fn);
  assert.ok(role, `${fn} has no role in ${type}`);
  const { trust, policies, boundary } = role;
  const { inline, managed } = policies;
  return JSON.parse(
    symbols(JSON.stringify({ trust, inline, managed: [...managed].sort(), boundary }), type, fill),
  );
}

function wordsOfService({ trust, policies }: StampedRole, fill: Fill): unknown {
  return JSON.parse(symbols(JSON.stringify({ trust, policies }), "every type", fill));
}

function restOf({ guardrails, people, logs }: AccessPlan, fill: Fill): string {
  return [
    symbols(JSON.stringify([people.groups, people.policy]), "access", fill),
    symbols(
      JSON.stringify([
        logs.bucketPolicy,
        logs.keyPolicy,
        ...logs.buckets.map(({ policy }) => policy),
      ]),
      "audit",
      fill,
    ),
    symbols(JSON.stringify(guardrails.map(({ document }) => document)), "management", fill),
  ].join("\n");
}

/** Symbols of accounts stand for what the placeholders of core accounts stand for. */
function symbols(text: string, type: string, fill: Fill): string {
  const isCore = ["management", "audit", "network", "access"].includes(type);
  const placed = text
    .replaceAll(/<(audit|network|access)>/g, "{{account:$1}}")
    .replaceAll("<organization>", "{{organization:id}}");
  return fill(
    isCore ? placed : placed.replaceAll("{{account:self}}", "<self>"),
    isCore ? type : "management",
  );
}
