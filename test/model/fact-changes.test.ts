import assert from "node:assert/strict";
import fc from "fast-check";
import { byNames, factChanges, shortFacts } from "../../model/fact-changes";
import { partChanges } from "../../model/part-changes";

const DOCUMENT = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*" }] };

describe("facts that two values have differently", () => {
  const cases: readonly (readonly [string, unknown, unknown, readonly string[]])[] = [
    ["a number", { a: { days: 365 } }, { a: { days: 400 } }, ["a.days: 365 -> 400"]],
    ["a switch", { queries: true }, { queries: false }, ["queries: on -> off"]],
    ["what was not there", { a: {} }, { a: { b: "x" } }, ["a.b: none -> x"]],
    ["what comes with more in it", { a: null }, { a: { b: { c: 1 } } }, ["a added"]],
    ["what goes with all that is in it", { a: { b: 1 } }, { a: false }, ["a removed"]],
    ["a short list", { to: ["a"] }, { to: ["b", "a"] }, ["to: a -> b, a"]],
    ["the order of words", { to: ["a", "b"] }, { to: ["b", "a"] }, []],
    ["a long list", { to: ["x".repeat(70)] }, { to: ["x".repeat(70), "new"] }, ["to: +new"]],
    [
      "things by their names",
      { vpcs: [{ name: "main", zones: 2 }, { name: "old" }] },
      { vpcs: [{ name: "new" }, { name: "main", zones: 3 }] },
      ["vpcs: +new, -old", "vpcs.main.zones: 2 -> 3"],
    ],
    ["a document, by name alone", { p: DOCUMENT }, { p: { ...DOCUMENT, Id: "x" } }, ["p changed"]],
    ["a long text", { sql: "a".repeat(200) }, { sql: "b".repeat(200) }, ["sql changed"]],
    ["things without names", { rules: [{ from: 1 }] }, { rules: [{ from: 2 }] }, ["rules changed"]],
  ];
  for (const [what, base, head, expected] of cases) {
    it(what, () => {
      assert.deepEqual(factChanges(base, head), expected);
    });
  }

  it("tells things of a list by a name that each has, and none twice", () => {
    assert.deepEqual(
      [...(byNames([{ path: "a" }, { path: "b" }]) ?? new Map()).keys()],
      ["a", "b"],
    );
    assert.equal(byNames([{ name: "a" }, { name: "a" }]), null);
    assert.equal(byNames(["a"]), null);
  });

  it("says of a thing that comes what it is, in few facts", () => {
    const vpc = { name: "main", cidr: "10.0.0.0/16", zones: 3, policy: DOCUMENT, ipv6: false };
    assert.deepEqual(shortFacts(vpc), ["cidr: 10.0.0.0/16", "zones: 3"]);
    assert.deepEqual(shortFacts("main"), []);
  });

  it("there are none of equal values, and some of others, whatever they are", () => {
    const anything = fc.jsonValue();
    fc.assert(
      fc.property(anything, (value) => {
        assert.deepEqual(factChanges(value, structuredClone(value)), []);
      }),
    );
    const flat = fc.dictionary(fc.string({ minLength: 1 }), fc.integer());
    fc.assert(
      fc.property(flat, flat, (a, b) => {
        const differ = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
          (key) => a[key] !== b[key],
        );
        assert.equal(factChanges(a, b).length, differ.length);
      }),
    );
  });
});

describe("what a part of two plans has differently", () => {
  const lines = (base: unknown, head: unknown, rest = "settings"): readonly string[] =>
    partChanges(base, head, rest).map(({ kind, name, details }) =>
      [kind, name, ...details].join(" | "),
    );

  it("things with names one by one, and all other facts together", () => {
    const base = { cidr: "10.0.0.0/8", vpcs: [{ name: "main", zones: 2 }], flowLogs: true };
    const head = {
      cidr: "10.0.0.0/9",
      vpcs: [
        { name: "main", zones: 3 },
        { name: "more", zones: 1 },
      ],
      flowLogs: false,
    };
    assert.deepEqual(lines(base, head), [
      "changed | settings | cidr: 10.0.0.0/8 -> 10.0.0.0/9 | flowLogs: on -> off",
      "changed | vpcs main | zones: 2 -> 3",
      "added | vpcs more | zones: 1",
    ]);
    assert.deepEqual(lines(base, { ...base, vpcs: [] }), ["removed | vpcs main | zones: 2"]);
    assert.deepEqual(lines(base, base), []);
  });

  it("a part that comes or goes", () => {
    assert.deepEqual(lines(null, { days: 1 }), ["added | settings"]);
    assert.deepEqual(lines({ days: 1, rules: [{ name: "a" }] }, undefined), [
      "removed | settings",
      "removed | rules a",
    ]);
    assert.deepEqual(lines(null, undefined), []);
  });

  it("a part that is nothing but things with names", () => {
    assert.deepEqual(
      lines({ "deploy in management": { hours: 1 } }, { "hub in access": { hours: 2 } }, ""),
      ["removed | deploy in management | hours: 1", "added | hub in access | hours: 2"],
    );
    assert.deepEqual(lines({ sets: [{ name: "a", n: 1 }] }, { sets: [{ name: "a", n: 2 }] }, ""), [
      "changed | a | n: 1 -> 2",
    ]);
  });
});
