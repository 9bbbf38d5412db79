import assert from "node:assert/strict";
import { LEVELS, matrixOf, summaryOf, type Matrix } from "../../access/matrix";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { EXAMPLE, ORGANIZATION, planOf } from "../stacks";
import { roleOf, worldMaker } from "./worlds";

/** The table of the README, in one word each: the highest that a function can do. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  management: { auditor: "read" },
  // The auditor's queries of logs run, and leave their answers, in the audit account.
  audit: { auditor: "write" },
  network: { auditor: "read", network: "administer" },
  access: { auditor: "read" },
  production: {
    operations: "write",
    developer: "read",
    auditor: "read",
    network: "administer",
  },
  nonproduction: {
    operations: "write",
    developer: "administer",
    auditor: "read",
    network: "administer",
  },
  sandbox: { developer: "administer", auditor: "read", network: "administer" },
  storage: { operations: "administer", auditor: "read" },
};

describe("the matrix", () => {
  let worldOf: (plan: Plan) => World;
  let world: World;
  let matrix: Matrix;

  before(async () => {
    worldOf = await worldMaker();
    world = worldOf(planOf(EXAMPLE));
    matrix = matrixOf(world);
  });

  it("says of each function in each type of account what it can do at most", () => {
    const found: Record<string, Record<string, string>> = {};
    for (const { type, function: fn, summary } of matrix.cells) {
      (found[type] ??= {})[fn] = summary;
    }
    assert.deepEqual(found, EXPECTED);
    assert.deepEqual(matrix.types, Object.keys(EXPECTED));
    assert.deepEqual(matrix.functions, ["operations", "developer", "auditor", "network"]);
  });

  it("counts every action by level, in all and by service", () => {
    const all = LEVELS.reduce((sum, level) => sum + matrix.total[level], 0);
    assert.equal(all, world.actions.all.length);
    for (const { counts, services, type, function: fn } of matrix.cells) {
      for (const level of LEVELS) {
        assert.ok(counts[level] <= matrix.total[level]);
        assert.equal(
          services.reduce((sum, service) => sum + service.counts[level], 0),
          counts[level],
          `${fn} in ${type}`,
        );
      }
    }
  });

  it("counts what a role's grants list", () => {
    const cell = matrix.cells.find(
      (one) => one.type === "production" && one.function === "operations",
    );
    const granted = world.grants(roleOf(world, "operations", "web-production"));
    assert.equal(
      LEVELS.reduce((sum, level) => sum + (cell?.counts[level] ?? 0), 0),
      granted.size,
    );
  });

  it("takes an account of a type that has roles, where the first has none", () => {
    const plan = planOf(`${ORGANIZATION}
accounts:
  - { name: waiting, type: sandbox, lifecycle: moving }
  - { name: playground, type: sandbox }`);
    const cells = matrixOf(worldOf(plan)).cells.filter(({ type }) => type === "sandbox");
    assert.deepEqual(
      cells.map((cell) => cell.function),
      ["developer", "auditor", "network"],
    );
  });

  it("calls by the highest level that there is", () => {
    const none = { list: 0, read: 0, write: 0, tagging: 0, permissions: 0 };
    for (const [counts, summary] of [
      [none, "none"],
      [{ ...none, list: 1 }, "list"],
      [{ ...none, list: 5, read: 1 }, "read"],
      [{ ...none, read: 5, tagging: 1 }, "write"],
      [{ ...none, write: 1 }, "write"],
      [{ ...none, list: 5, permissions: 1 }, "administer"],
    ] as const) {
      assert.equal(summaryOf(counts), summary);
    }
  });
});
