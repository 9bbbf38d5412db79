import assert from "node:assert/strict";
import { ancestors, coreUnit } from "../../model/units";
import { messagesOf, ORGANIZATION } from "../stacks";

describe("units", () => {
  it("have their ancestors, parents first", () => {
    assert.deepEqual(ancestors("a"), ["a"]);
    assert.deepEqual(ancestors("a/b/c"), ["a", "a/b", "a/b/c"]);
  });

  it("of core accounts lie in core", () => {
    assert.equal(coreUnit("audit"), "core/audit");
  });

  const types = (count: number): string => {
    const entries = Array.from({ length: count }, (_, i) => `  t-${i}: { unit: a-${i}/b/c/d }`);
    return `${ORGANIZATION}accountTypes:\n${entries.join("\n")}\n`;
  };

  it("are not more than AWS allows", () => {
    assert.deepEqual(messagesOf(types(497)), []);
    assert.deepEqual(messagesOf(types(510)), ["2050 units; AWS allows 2000"]);
  });

  const moved: readonly (readonly [string, string])[] = [
    ["a built-in type can move", "{ production: { unit: live } }"],
    [
      "types can change places",
      "{ production: { unit: workloads/sandbox }, sandbox: { unit: x } }",
    ],
    ["names may have spaces", '{ analytics: { unit: "Work Loads/Data Lake" } }'],
    [
      "a unit may lie beside another of a longer name",
      "{ a: { unit: x/data }, b: { unit: x/data-2 } }",
    ],
    ["five levels are allowed", "{ a: { unit: a/b/c/d/e } }"],
  ];
  for (const [name, accountTypes] of moved) {
    it(name, () => {
      assert.deepEqual(messagesOf(`${ORGANIZATION}accountTypes: ${accountTypes}\n`), []);
    });
  }
});
