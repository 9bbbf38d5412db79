import assert from "node:assert/strict";
import fc from "fast-check";
import { arnPattern } from "../../../access/policy/arn";
import { contextOf, type ContextValue } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import { compilePolicy } from "../../../access/policy/policy";
import type { Principal } from "../../../access/policy/principal";
import { minified, type Conditions, type OneOrMore, type Statement } from "../../../iam/document";
import { GUARDRAILS } from "../../../iam/guardrails";
import type { GuardrailStatement } from "../../../iam/guardrails/guardrail";
import { pack, type Packable, type PackedPolicy, type Room } from "../../../iam/guardrails/pack";
import { LONGEST, type Placeholder } from "../../../iam/placeholder";
import { FULL } from "../../access/policy/requests";
import { CONTEXT, SMALL, VALUES, valuesOf } from "./tried";
import { filledDocument } from "../documents";

const RUNS = 250;

const ACTIONS = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "ec2:RunInstances",
  "iam:PassRole",
];
const PATTERNS = [...ACTIONS, "s3:*", "s3:Get*", "s3:*Object", "ec2:*", "*"];
const RESOURCES = [
  "arn:aws:s3:::logs/a",
  "arn:aws:s3:::web/a",
  "arn:aws:ec2:eu-west-1:222222222222:instance/i-1",
  "arn:aws:iam::222222222222:role/web",
];
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  "arn:{{partition}}:s3:::logs/*",
  "arn:aws:s3:::*",
  "arn:aws:iam::{{account:self}}:role/*",
  "*",
];
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/ci", "arn:aws:iam::222222222222:role/ada"],
  "aws:RequestedRegion": ["eu-west-1", "us-east-1", "sa-east-1"],
  "aws:PrincipalTag/team": ["red", "blue"],
};
/** So long that a few of them fill a policy. */
const MANY = Array.from({ length: 12 }, (_, index) => `s3:GetSomethingLongNumber${index}`);

const some = (values: readonly string[], maxLength = 4): fc.Arbitrary<OneOrMore> =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength }),
  );

const conditions: fc.Arbitrary<Conditions | undefined> = fc.option(
  fc
    .tuple(
      fc.constantFrom("StringEquals", "StringNotEquals", "StringNotEqualsIfExists", "ArnNotLike"),
      fc.constantFrom(...Object.keys(KEYS)),
    )
    .chain(([operator, key]) =>
      some(KEYS[key] ?? [], 2).map((values) => ({ [operator]: { [key]: values } })),
    ),
  { nil: undefined },
);

const statements: fc.Arbitrary<GuardrailStatement> = fc
  .tuple(
    fc.oneof(
      some(PATTERNS).map((Action) => ({ Action })),
      some(PATTERNS).map((NotAction) => ({ NotAction })),
      fc.subarray(MANY, { minLength: 4 }).map((more) => ({ Action: [...more, "s3:GetObject"] })),
    ),
    fc.oneof(
      some(RESOURCE_PATTERNS).map((Resource) => ({ Resource })),
      some(RESOURCE_PATTERNS.slice(0, -1)).map((NotResource) => ({ NotResource })),
    ),
    conditions,
  )
  .map(([action, resource, Condition]) => ({
    Effect: "Deny",
    ...action,
    ...resource,
    ...(Condition ? { Condition } : {}),
  }));

const NAMES = ["deny-a", "deny-a1", "deny-b", "keep-c", "keep-d", "only-e", "only-f", "tag-g"];

const guardrails: fc.Arbitrary<readonly Packable[]> = fc
  .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 6 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .array(statements, { minLength: 1, maxLength: 4 })
          .map((list): Packable => ({ name, kind: "scp", statements: list })),
      ),
    ),
  );

const rooms: fc.Arbitrary<Room> = fc.record({
  characters: fc.integer({ min: 450, max: 2400 }),
  policies: fc.integer({ min: 1, max: 5 }),
});

const requests = fc.record({
  action: fc.constantFrom(...ACTIONS, ...MANY),
  resource: fc.constantFrom(...RESOURCES),
  keys: fc.record(
    Object.fromEntries(
      Object.entries(KEYS).map(([key, values]) => [
        key,
        fc.constantFrom<ContextValue>(null, ...values),
      ]),
    ),
  ),
});

const ADA: Principal = {
  kind: "session",
  arn: "arn:aws:sts::222222222222:assumed-role/ada/session",
  account: "222222222222",
  issuer: "arn:aws:iam::222222222222:role/ada",
};
const ALL = compilePolicy(FULL, "identity", "everything");
const FULL_SCP = compilePolicy(FULL, "scp", "FullAWSAccess");

type Asked = typeof requests extends fc.Arbitrary<infer T> ? T : never;

/** Says what statements decide, each list of which is one policy. */
function deciderOf(documents: readonly (readonly Statement[])[]): (asked: Asked) => unknown {
  const scps = documents.map((Statement) =>
    compilePolicy(filledDocument({ Version: "2012-10-17", Statement }, VALUES), "scp", "guardrail"),
  );
  return ({ action, resource, keys }) =>
    decide(
      {
        principal: ADA,
        action,
        resources: [arnPattern(resource)],
        owner: "222222222222",
        context: contextOf(keys, () => null),
      },
      { identity: [ALL], scps: [[FULL_SCP, ...scps]] },
    );
}

const list = (value: OneOrMore | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (Array.isArray(part)) {
      const values = part.map(String).sort();
      return values.length === 1 ? values[0] : values;
    }
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** What a statement denies, in its smallest parts: an action on a resource under a condition. */
function triples(statement: Statement): readonly string[] {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const actions = NotAction ? [`not ${sorted(list(NotAction))}`] : list(Action);
  const resources = NotResource ? [`not ${sorted(list(NotResource))}`] : list(Resource);
  return actions.flatMap((action) =>
    resources.map((resource) => [action, resource, sorted(Condition)].join(" ")),
  );
}

/** A triple, and those that say more. */
function covering(triple: string): readonly string[] {
  const [, action = "", resource = "", condition = ""] =
    /^((?:not )?\S+) ((?:not )?\S+) (.*)$/.exec(triple) ?? [];
  return ["*", action].flatMap((a) => ["*", resource].map((r) => [a, r, condition].join(" ")));
}

/** The length of what AWS gets, with the longest values that it could have. */
function sentLength({ document }: PackedPolicy): number {
  return minified(document).replaceAll(
    /\{\{([^{}]*)\}\}/g,
    (_, placeholder: string) => LONGEST[placeholder as Placeholder],
  ).length;
}

const texts = (policies: readonly PackedPolicy[]): readonly string[] =>
  policies.map(({ document }) => minified(document)).sort();

function packedOrFail(input: readonly Packable[], room: Room): readonly PackedPolicy[] {
  const packing = pack(input, room);
  assert.ok(packing.ok, "they do not fit");
  return packing.policies;
}

/** Do the guardrails fit in any distribution at all, each of them whole? */
function fitsSomehow(input: readonly Packable[], room: Room): boolean {
  const fits = (group: readonly Packable[]): boolean =>
    pack(group, { characters: room.characters, policies: 1 }).ok;
  const place = (left: readonly Packable[], groups: readonly (readonly Packable[])[]): boolean => {
    const [first, ...others] = left;
    if (!first) return true;
    if (groups.length < room.policies && fits([first]) && place(others, [...groups, [first]])) {
      return true;
    }
    return groups.some((group, index) => {
      const larger = [...group, first];
      return fits(larger) && place(others, groups.with(index, larger));
    });
  };
  return place(input, []);
}

/** All guardrails of one kind, as they come. */
function shipped(kind: "scp" | "rcp"): readonly Packable[] {
  return [...GUARDRAILS.values()]
    .filter((guardrail) => guardrail.kind === kind)
    .map((guardrail) => ({
      name: guardrail.name,
      kind,
      statements: guardrail.statements(CONTEXT, valuesOf(guardrail)),
    }));
}

describe("guardrails, packed", () => {
  it("decide as they do apart, and none of them is lost, in any room in which they fit", () => {
    let packings = 0;
    let shared = 0;
    fc.assert(
      fc.property(
        guardrails,
        rooms,
        fc.array(requests, { minLength: 20 }),
        (input, room, asked) => {
          const packing = pack(input, room);
          if (!packing.ok) return;
          packings += 1;
          const { policies } = packing;
          if (policies.some(({ guardrails: names }) => names.length > 1)) shared += 1;
          const apart = deciderOf(input.map((one) => one.statements));
          const together = deciderOf(policies.map(({ document }) => document.Statement));
          for (const request of asked) assert.deepEqual(together(request), apart(request));

          const before = new Set(input.flatMap((one) => one.statements).flatMap(triples));
          const after = new Set(
            policies.flatMap(({ document }) => document.Statement).flatMap(triples),
          );
          for (const one of before)
            assert.ok(
              covering(one).some((other) => after.has(other)),
              one,
            );
          for (const one of after) assert.ok(before.has(one), `${one} was not there`);
        },
      ),
      { numRuns: RUNS },
    );
    assert.ok(packings > RUNS / 4, `${packings} packings of ${RUNS}`);
    assert.ok(shared > RUNS / 20, `${shared} packings of ${RUNS} had policies that are shared`);
  });

  it("stay within size and count, name what is in them, and each statement has a Sid of its own", () => {
    fc.assert(
      fc.property(guardrails, rooms, (input, room) => {
        const packing = pack(input, room);
        if (!packing.ok) return;
        const { policies } = packing;
        assert.ok(policies.length <= room.policies);
        for (const policy of policies) {
          assert.equal(policy.size, sentLength(policy));
          assert.ok(policy.size <= room.characters);
          const sids = policy.document.Statement.map(({ Sid = "" }) => Sid);
          assert.equal(new Set(sids).size, sids.length, sids.join());
          for (const sid of sids) assert.match(sid, /^[A-Za-z0-9]+$/);
        }
        assert.deepEqual(
          [...new Set(policies.flatMap((one) => one.guardrails))].sort(),
          input.map(({ name }) => name).sort(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("are packed the same way whatever their order", () => {
    fc.assert(
      fc.property(
        guardrails.chain((input) =>
          fc.tuple(
            fc.constant(input),
            fc.shuffledSubarray([...input], { minLength: input.length }),
          ),
        ),
        rooms,
        ([input, other], room) => {
          assert.deepEqual(pack(other, room), pack(input, room));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("are refused only where there is no room, with sizes, what fits and what is left", () => {
    let refused = 0;
    fc.assert(
      fc.property(guardrails, rooms, (input, room) => {
        const packing = pack(input, room);
        if (packing.ok) return;
        refused += 1;
        const { sizes, fitting, left, unsplittable } = packing.refusal;
        assert.ok(unsplittable.length > 0 || !fitsSomehow(input, room), "they fit");
        assert.deepEqual(
          sizes.map(({ name }) => name).sort(),
          input.map(({ name }) => name).sort(),
        );
        for (const { name, size } of sizes) {
          const own = input.filter((one) => one.name === name);
          const [policy] = packedOrFail(own, { characters: Infinity, policies: 1 });
          assert.equal(policy?.size, size);
        }
        for (const { size } of unsplittable) assert.ok(size > room.characters);
        assert.deepEqual([...fitting, ...left].sort(), input.map(({ name }) => name).sort());
        const inside = input.filter(({ name }) => fitting.includes(name));
        packedOrFail(inside, room);
        for (const name of left) {
          const more = [...inside, ...input.filter((one) => one.name === name)];
          assert.equal(pack(more, room).ok, false, `${name} fits, too`);
        }
      }),
      { numRuns: RUNS },
    );
    assert.ok(refused > RUNS / 20, `${refused} refusals of ${RUNS}`);
  });

  it("each have a policy of their own as long as there are policies enough: a change changes one", () => {
    fc.assert(
      fc.property(guardrails, statements, fc.nat(), (input, added, number) => {
        const room = { characters: 10240, policies: input.length };
        const before = packedOrFail(input, room);
        assert.deepEqual(
          before.map((one) => one.guardrails),
          input.map(({ name }) => [name]).sort(),
        );
        const changed = input.map((one, index) =>
          index === number % input.length
            ? { ...one, statements: [...one.statements, added] }
            : one,
        );
        const after = texts(packedOrFail(changed, room));
        const lost = texts(before).filter((text) => !after.includes(text));
        assert.ok(lost.length <= 1, `${lost.length} policies changed`);
      }),
      { numRuns: RUNS },
    );
  });

  it("move at most one other policy when one comes or goes", function () {
    const figures = [8, 3, 2].map((policies) => {
      // What denies everything takes the place of all that denies the same to the same.
      const all = shipped("scp").filter(({ name }) => name !== "deny-all");
      const room = { ...SMALL, characters: policies === 8 ? 10240 : 5120, policies };
      const moved: number[] = [];
      // Runs of the guardrails from one of them on, as long as they fit.
      for (let from = 0; from < all.length; from += 2) {
        for (let count = 1; count < all.length; count += 2) {
          const set = [...all, ...all].slice(from, from + count);
          const packing = pack(set, room);
          if (!packing.ok) break;
          for (const gone of set) {
            const after = texts(
              packedOrFail(
                set.filter((one) => one !== gone),
                room,
              ),
            );
            const others = packing.policies.filter((one) => !one.guardrails.includes(gone.name));
            moved.push(texts(others).filter((text) => !after.includes(text)).length);
          }
        }
      }
      const average = moved.reduce((sum, one) => sum + one, 0) / moved.length;
      assert.ok(average <= 1, `${average} of ${moved.length} changes with ${policies} policies`);
      return `${average.toFixed(2)} of ${policies}`;
    });
    if (this.test) this.test.title += ` (on average ${figures.join(", ")} policies)`;
  });

  it("of those shipped, a changed statement changes one policy", () => {
    for (const kind of ["scp", "rcp"] as const) {
      const all = shipped(kind);
      const room = { characters: 10240, policies: all.length };
      const before = texts(packedOrFail(all, room));
      for (const one of all) {
        const [first, ...others] = one.statements;
        assert.ok(first);
        const changed = { ...first, Condition: { StringEquals: { "aws:username": "ada" } } };
        const after = texts(
          packedOrFail(
            all.map((other) =>
              other === one ? { ...one, statements: [changed, ...others] } : other,
            ),
            room,
          ),
        );
        assert.equal(before.filter((text) => !after.includes(text)).length, 1, one.name);
      }
    }
  });

  it("are as one may foresee: a policy for each, the smallest in one, a long one in pieces", () => {
    const deny = (name: string, ...actions: readonly string[]): Packable => ({
      name,
      kind: "scp",
      statements: [{ Effect: "Deny", Action: actions, Resource: "*" }],
    });
    const a = deny("deny-a", "s3:GetObject");
    const b = deny("deny-b", ...MANY);
    const c = deny("deny-c", "ec2:RunInstances");
    const names = (input: readonly Packable[], room: Room): readonly (readonly string[])[] =>
      packedOrFail(input, room).map((one) => one.guardrails);
    assert.deepEqual(names([a, b, c], SMALL), [["deny-a"], ["deny-b"], ["deny-c"]]);
    assert.deepEqual(names([a, b, c], { ...SMALL, policies: 2 }), [
      ["deny-a", "deny-c"],
      ["deny-b"],
    ]);
    assert.deepEqual(names([b], { characters: 300, policies: 3 }), [["deny-b"], ["deny-b"]]);
    const [shared] = packedOrFail([a, c], { ...SMALL, policies: 1 });
    assert.deepEqual(shared?.document.Statement, [
      {
        Sid: "DenyAAndDenyC",
        Effect: "Deny",
        Action: ["ec2:RunInstances", "s3:GetObject"],
        Resource: "*",
      },
    ]);
    // A Sid is there once, although names and numbers can make the same of two statements.
    const but = (NotAction: string): GuardrailStatement => ({
      Effect: "Deny",
      NotAction,
      Resource: "*",
    });
    const two: Packable = { ...a, statements: [but("s3:*"), but("ec2:*")] };
    const [sids] = packedOrFail([two, { ...a, name: "deny-a1", statements: [but("iam:*")] }], {
      ...SMALL,
      policies: 1,
    });
    assert.deepEqual(
      sids?.document.Statement.map(({ Sid }) => Sid),
      ["DenyA1", "DenyA2", "DenyA1Part2"],
    );
    const never = deny("never", `s3:${"Get".repeat(100)}`);
    const refused = pack([a, never], { characters: 300, policies: 3 });
    assert.ok(!refused.ok);
    assert.deepEqual(refused.refusal.fitting, ["deny-a"]);
    assert.deepEqual(refused.refusal.left, ["never"]);
    assert.deepEqual(
      refused.refusal.unsplittable.map(({ name }) => name),
      ["never"],
    );
  });
});
