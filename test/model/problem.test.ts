import assert from "node:assert/strict";
import { oneOf, pathText, problemsText, show, type Path } from "../../model/problem";

describe("pathText", () => {
  const cases: readonly (readonly [Path, string])[] = [
    [[], ""],
    [["accounts"], "accounts"],
    [["accounts", 3, "name"], "accounts[3].name"],
    [["functions", "on-call", "permissions"], "functions.on-call.permissions"],
    [["accounts", 0, "tags", "aws:cost"], 'accounts[0].tags["aws:cost"]'],
    [["accounts", 0, "tags", 'a"b'], 'accounts[0].tags["a\\"b"]'],
    [["1st"], '["1st"]'],
    [[0, 1], "[0][1]"],
  ];
  for (const [path, expected] of cases) {
    it(`writes ${JSON.stringify(path)} as ${expected}`, () => {
      assert.equal(pathText(path), expected);
    });
  }
});

describe("show", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, "nothing"],
    [null, "nothing"],
    ["", '""'],
    ["web", '"web"'],
    ['a"b', '"a\\"b"'],
    ["two\nlines", '"two\\nlines"'],
    ["zero\u200bwidth", '"zero\\u200bwidth"'],
    ["no\u00a0break", '"no\\u00a0break"'],
    ["café", '"café"'],
    [12, "12"],
    [Number.NaN, "NaN"],
    [Infinity, "Infinity"],
    [true, "true"],
    [[], "an empty list"],
    [[1], "a list"],
    [{}, "a map"],
  ];
  for (const [value, expected] of cases) {
    it(`shows ${expected}`, () => {
      assert.equal(show(value), expected);
    });
  }

  it("cuts long text", () => {
    assert.equal(show("x".repeat(200)), `"${"x".repeat(99)}…`);
  });
});

describe("oneOf", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], ""],
    [["a"], '"a"'],
    [["a", "b"], '"a" or "b"'],
    [["a", "b", "c"], '"a", "b" or "c"'],
  ];
  for (const [values, expected] of cases) {
    it(`writes ${values.length} as ${expected}`, () => {
      assert.equal(oneOf(values), expected);
    });
  }
});

describe("problemsText", () => {
  const problem = { path: "accounts[0].name", line: 7, column: 13, message: "no", fix: "yes" };

  it("gives each problem its place, and counts", () => {
    assert.equal(
      problemsText([problem, { ...problem, path: "" }], "a.yaml"),
      "a.yaml:7:13 accounts[0].name\n  no\n  fix: yes\na.yaml:7:13 (top level)\n  no\n  fix: yes\n2 problems",
    );
  });

  it("knows the singular", () => {
    assert.match(problemsText([problem], "a.yaml"), /\n1 problem$/);
  });
});
