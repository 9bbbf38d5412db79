import assert from "node:assert/strict";
import fc from "fast-check";
import { arnPattern, type ArnPattern } from "../../../access/policy/arn";
import { inResource, presence, test, type Atom, type Qualifier } from "../../../access/policy/atom";
import { contextOf, type Context } from "../../../access/policy/context";
import { and, atomic, keyOf, not, or, type Formula } from "../../../access/policy/formula";
import { literal } from "../../../iam/glob";
import type { BaseOperator } from "../../../access/policy/operators";
import { implies, possible, witness } from "../../../access/policy/possible";
import { holds } from "./holds";

/** Values of one key, such that each operator tells some of them apart. */
const VALUES = [
  ...["", "a", "b", "ab", "A", "a*", "true", "True", "false", "0", "1", "1.0", "1.5", "2", "3"],
  ...["arn:aws:x:::a", "arn:aws:x:::ab", "arn:aws:x:r:1:a:b", "2026-01-01", "2027-01-01"],
  ...["10.0.0.1", "10.0.0.2"],
];
const POLICY_VALUES: Readonly<Record<string, readonly string[]>> = {
  StringEquals: ["", "a", "b", "ab", "true", "1", "arn:aws:x:::a"],
  StringEqualsIgnoreCase: ["a", "TRUE"],
  StringLike: ["a", "a*", "*b", "?", literal("a*"), "*", "arn:aws:x:*:a*"],
  Bool: ["true", "false", "no"],
  BinaryEquals: ["a", "b"],
  NumericEquals: ["1", "1.0", "2"],
  NumericLessThan: ["1", "1.5", "none"],
  NumericGreaterThanEquals: ["1", "2", "100000000000000000000000"],
  DateLessThan: ["2026-06-01"],
  IpAddress: ["10.0.0.1"],
  ArnLike: ["arn:aws:x:::a", "arn:aws:x:::*", "arn:aws:x:*:*:a*", "arn:aws:x*", "*"],
  ArnEquals: ["arn:aws:x:::a", "arn:aws:x:*:*:*"],
};

const RESOURCES = ["arn:aws:s3:::b", "arn:aws:s3:::b/c", "arn:aws:s3:::d", "arn:aws:s3:::b/d"];
const PATTERNS = ["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::*", "arn:aws:s3:::d*"];

const atom: fc.Arbitrary<Atom> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("one", "two"),
        fc.constantFrom<Qualifier>("", "", "", "ForAllValues", "ForAnyValue"),
        fc.constantFrom(...(Object.keys(POLICY_VALUES) as BaseOperator[])),
        fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      )
      .map(([key, qualifier, operator, picks]) => {
        const values = POLICY_VALUES[operator] ?? [];
        return test(
          qualifier,
          operator,
          key,
          picks.map((pick) => values[pick % values.length] ?? ""),
        );
      }),
  },
  { weight: 1, arbitrary: fc.constantFrom("one", "two").map(presence) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...PATTERNS).map((text) => inResource(text, arnPattern(text))),
  },
);

const formula: fc.Arbitrary<Formula> = fc.letrec<{ any: Formula; leaf: Formula }>((tie) => ({
  leaf: fc.tuple(atom, fc.boolean()).map(([one, negated]) => atomic(one, negated)),
  any: fc.oneof(
    { maxDepth: 3 },
    tie("leaf"),
    fc.array(tie("any"), { minLength: 2, maxLength: 4 }).map((parts) => and(...parts)),
    fc.array(tie("any"), { minLength: 2, maxLength: 3 }).map((parts) => or(...parts)),
    tie("any").map(not),
  ),
})).any;

const CONTEXTS: readonly Context[] = [null, ...VALUES].flatMap((one) =>
  [null, "a", "ab", "1", "true", ["a", "b"]].map((two) =>
    contextOf({ one, two: two ?? null }, () => null),
  ),
);

/** A way in which it is true, by trying all. */
function found(one: Formula): boolean {
  return RESOURCES.some((resource) =>
    CONTEXTS.some((context) => holds(one, context, arnPattern(resource))),
  );
}

const ANYWHERE: readonly ArnPattern[] = [arnPattern("arn:aws:s3:::*")];

describe("formulas", () => {
  it("are possible wherever some request makes them true", () => {
    let impossible = 0;
    fc.assert(
      fc.property(formula, (one) => {
        const isPossible = possible(one, ANYWHERE);
        if (found(one)) assert.ok(isPossible);
        if (!isPossible) impossible += 1;
        assert.equal(witness(one, ANYWHERE) !== null, isPossible);
      }),
      { numRuns: 2000 },
    );
    assert.ok(impossible > 50, `impossible in ${impossible} cases only`);
  });

  it("mean the same after they are joined and opposed", () => {
    fc.assert(
      fc.property(formula, formula, fc.nat(), fc.nat(), (a, b, which, where) => {
        const context = CONTEXTS[which % CONTEXTS.length] ?? (() => null);
        const resource = arnPattern(RESOURCES[where % RESOURCES.length] ?? "");
        const is = (one: Formula): boolean => holds(one, context, resource);
        assert.equal(is(and(a, b)), is(a) && is(b));
        assert.equal(is(or(a, b)), is(a) || is(b));
        assert.equal(is(not(a)), !is(a));
        assert.equal(keyOf(not(not(a))), keyOf(a));
        assert.equal(keyOf(and(a, b)), keyOf(and(b, a)));
      }),
      { numRuns: 3000 },
    );
  });

  it("imply what holds in every request in which they do", () => {
    fc.assert(
      fc.property(formula, formula, (a, b) => {
        if (implies(a, not(b), ANYWHERE)) assert.ok(!found(and(a, not(b))));
      }),
      { numRuns: 1500 },
    );
  });

  const equals = (key: string, ...values: string[]): Formula =>
    atomic(test("", "StringEquals", key, values));
  const like = (key: string, ...values: string[]): Formula =>
    atomic(test("", "StringLike", key, values));
  const x = equals("x", "1");
  const y = equals("y", "1");
  const z = equals("z", "1");

  const SIMPLER: readonly { readonly of: Formula; readonly is: Formula; readonly name: string }[] =
    [
      { name: "a and a is a", of: and(x, x), is: x },
      { name: "a and not a is false", of: and(x, not(x)), is: false },
      { name: "a or not a is true", of: or(x, not(x)), is: true },
      { name: "a and (a or b) is a", of: and(x, or(x, y)), is: x },
      { name: "a or (a and b) is a", of: or(x, and(x, y)), is: x },
      { name: "a and (not a or b) is a and b", of: and(x, or(not(x), y)), is: and(x, y) },
      {
        name: "a and (not a or not b) and b is false",
        of: and(x, y, or(not(x), not(y))),
        is: false,
      },
      {
        name: "what is left of one part takes out another",
        of: and(or(not(y), z), or(not(x), y), x),
        is: and(x, y, z),
      },
      {
        name: "a or (not a and b and c) is a or (b and c)",
        of: or(x, and(not(x), y, z)),
        is: or(x, and(y, z)),
      },
      { name: "nothing and a is a", of: and(true, x), is: x },
      { name: "no parts are true for and", of: and(), is: true },
      { name: "no parts are false for or", of: or(), is: false },
    ];
  for (const { name, of, is } of SIMPLER) {
    it(name, () => {
      assert.equal(keyOf(of), keyOf(is));
    });
  }

  const a = atomic(test("", "DateLessThan", "a", ["2026-01-01"]));
  const b = atomic(test("", "DateLessThan", "b", ["2026-01-01"]));
  const numeric = (operator: BaseOperator, value: string): Formula =>
    atomic(test("", operator, "n", [value]));
  const IMPOSSIBLE: readonly { readonly name: string; readonly of: Formula }[] = [
    { name: "two values at once", of: and(equals("k", "a"), equals("k", "b")) },
    { name: "a value that a pattern excludes", of: and(equals("k", "ab"), not(like("k", "a*"))) },
    { name: "patterns that share no text", of: and(like("k", "a*"), like("k", "b*")) },
    {
      name: "a pattern in another that is excluded",
      of: and(like("k", "ab*"), not(like("k", "a*"))),
    },
    {
      name: "ARNs of two accounts",
      of: and(
        atomic(test("", "ArnLike", "k", ["arn:aws:iam::1:role/*"])),
        atomic(test("", "ArnEquals", "k", ["arn:aws:iam::2:role/a"])),
      ),
    },
    {
      name: "less than 1 and more than 2",
      of: and(numeric("NumericLessThan", "1"), numeric("NumericGreaterThan", "2")),
    },
    {
      name: "true and false",
      of: and(atomic(test("", "Bool", "k", ["true"])), atomic(test("", "Bool", "k", ["FALSE"]))),
    },
    { name: "a value, and no key", of: and(equals("k", "a"), not(atomic(presence("K")))) },
    {
      name: "one of several values, and no key",
      of: and(atomic(test("ForAnyValue", "StringEquals", "k", ["a"])), not(atomic(presence("k")))),
    },
    {
      name: "each of two before and not before a date",
      of: and(or(a, b), or(not(a), b), or(a, not(b)), or(not(a), not(b))),
    },
    { name: "a value that no variable can have", of: atomic(test("", "StringEquals", "k", [])) },
    {
      name: "two resources at once",
      of: and(
        atomic(inResource("arn:aws:s3:::b", arnPattern("arn:aws:s3:::b"))),
        atomic(inResource("arn:aws:s3:::d", arnPattern("arn:aws:s3:::d"))),
      ),
    },
    {
      name: "no resource of those in question",
      of: not(atomic(inResource("arn:aws:s3:::*", arnPattern("arn:aws:s3:::*")))),
    },
  ];
  for (const { name, of } of IMPOSSIBLE) {
    it(`impossible: ${name}`, () => {
      assert.equal(possible(of, ANYWHERE), false);
      assert.equal(witness(of, ANYWHERE), null);
    });
  }

  const POSSIBLE: readonly { readonly name: string; readonly of: Formula }[] = [
    {
      name: "less than 2 and more than 1",
      of: and(numeric("NumericLessThan", "2"), numeric("NumericGreaterThan", "1")),
    },
    { name: "1.0 is 1", of: and(numeric("NumericEquals", "1.0"), equals("n", "1")) },
    {
      name: "a number that JavaScript writes otherwise",
      of: and(
        numeric("NumericGreaterThan", "100000000000000000000000"),
        numeric("NumericLessThan", "300000000000000000000000"),
      ),
    },
    { name: "True is true", of: and(atomic(test("", "Bool", "k", ["true"])), equals("k", "True")) },
    {
      name: "a text that is no ARN",
      of: and(like("k", "*"), not(atomic(test("", "ArnLike", "k", ["*"])))),
    },
    {
      name: "an empty value, which is none to set operators",
      of: and(equals("k", ""), atomic(test("ForAllValues", "StringEquals", "k", ["a"]))),
    },
    { name: "a literal asterisk", of: and(like("k", literal("a*")), equals("k", "a*")) },
    {
      name: "a variable that may be anything",
      of: and(equals("k", "${aws:username}"), equals("k", "a")),
    },
    {
      name: "another value of several",
      of: and(
        atomic(test("ForAnyValue", "StringEquals", "k", ["a"])),
        atomic(test("ForAnyValue", "StringEquals", "k", ["b"])),
      ),
    },
    {
      name: "outside of a resource that holds a variable",
      of: not(atomic(inResource("arn:aws:s3:::${aws:username}", arnPattern("arn:aws:s3:::*")))),
    },
  ];
  for (const { name, of } of POSSIBLE) {
    it(`possible: ${name}`, () => {
      assert.equal(possible(of, ANYWHERE), true);
    });
  }

  it("too many to tell are possible, and have no witness", () => {
    // 20 choices between two, and two in each that exclude each other by patterns alone.
    const choices = Array.from({ length: 20 }, (_, i) =>
      or(equals(`k${i}`, "a"), equals(`k${i}`, "b")),
    );
    const never = Array.from({ length: 2 }, (_, i) =>
      or(like("last", `${i}*`, `${i}${i}*`), like("last", `${i}?`)),
    );
    const of = and(
      ...choices,
      ...never.map((one) => or(one, and(like("last", "a*"), like("last", "b*")))),
    );
    assert.equal(possible(of, ANYWHERE), true);
    assert.equal(witness(of, ANYWHERE), null);
  });
});
