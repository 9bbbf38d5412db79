import assert from "node:assert/strict";
import { planAsRegistered } from "../../access/registered/plan-as-registered";
import type { Registered } from "../../access/registered/resource";
import { UNKNOWN } from "../../access/registered/values";
import { zoneOf } from "../../access/registered/zone";
import type { Plan } from "../../model/plan";
import { thingsIn } from "../../policies/judge";
import { RULES } from "../../policies/rules";
import { EVERY_PART } from "../parts";
import { planOf, stackText } from "../stacks";
import { programOf, programOfText } from "./program";
import { found } from "./registered";

/** What the program registers of each, and the plan that it follows. */
const PROGRAMS: Readonly<
  Record<string, () => Promise<{ plan: Plan; registered: readonly Registered[] }>>
> = {
  example: () => ofStack("example"),
  enterprise: () => ofStack("enterprise"),
  "every part": async () => ({
    plan: planOf(EVERY_PART),
    registered: await programOfText(EVERY_PART),
  }),
};

async function ofStack(stack: string): Promise<{ plan: Plan; registered: readonly Registered[] }> {
  return { plan: planOf(stackText(stack)), registered: await programOf(stack) };
}

describe("the policy pack and the shipped stacks", function () {
  this.timeout(120_000);
  const programs = new Map<string, { plan: Plan; registered: readonly Registered[] }>();

  before(async () => {
    for (const [stack, run] of Object.entries(PROGRAMS)) programs.set(stack, await run());
  });

  for (const stack of Object.keys(PROGRAMS)) {
    it(`finds nothing in ${stack}`, async () => {
      const { plan, registered } = programs.get(stack) ?? assert.fail();
      assert.deepEqual(await found(registered, { plan }), []);
    });

    it(`finds ${stack} as its plan says, with every document known`, () => {
      const { plan, registered } = programs.get(stack) ?? assert.fail();
      const zone = zoneOf(plan, registered);
      const things = registered.flatMap((one) => thingsIn(one, zone));
      const seen = planAsRegistered(plan, things, zone);
      assert.deepEqual(seen.changed, []);
      assert.deepEqual(seen.plan, plan);
      assert.ok(
        plan.accounts.filter(({ unit }) => unit !== null).every(({ name }) => zone.ids.has(name)),
      );
    });

    it(`refuses nothing of ${stack} where a first preview knows nothing`, async () => {
      const { plan, registered } = programs.get(stack) ?? assert.fail();
      const early = registered.map((one) => ({
        ...one,
        outputs: {},
        inputs: Object.fromEntries(
          Object.entries(one.inputs).map(([key, value]) => [
            key,
            /arn:|\d{12}|id-of|o-example/.test(JSON.stringify(value)) && key !== "templateBody"
              ? UNKNOWN
              : value,
          ]),
        ),
        provider: one.provider && {
          ...one.provider,
          inputs: one.provider.name.startsWith("management")
            ? one.provider.inputs
            : { allowedAccountIds: UNKNOWN },
        },
        madeOf: Object.fromEntries(
          ["bucket", "s3BucketName", "targetBucket", "targetKeyId"].map((key) => [
            key,
            registered
              .filter(
                ({ outputs }) =>
                  outputs.id === one.inputs[key] || outputs.keyId === one.inputs[key],
              )
              .map(({ urn }) => urn),
          ]),
        ),
      }));
      const refused = (await found(early, { plan })).filter(({ unseen }) => !unseen);
      assert.deepEqual(refused, []);
    });
  }

  it("has rules with names of their own, and a sentence and a reason each", () => {
    const names = RULES.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
    for (const { name, sentence, why, each, resource, all } of RULES) {
      assert.match(name, /^[a-z-]+$/);
      assert.match(sentence, /^[A-Z].*[^.]$/);
      assert.match(why, /[^.]$/);
      assert.equal(all !== undefined, each === undefined && resource === undefined, name);
    }
  });
});
