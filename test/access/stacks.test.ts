import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { check } from "../../access/check";
import { PROOFS } from "../../access/proofs";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { EXAMPLE, planOf } from "../stacks";
import { worldMaker } from "./worlds";

const TODAY = "2026-11-21";

/** A row of `test/cases/access/stacks.yaml`. */
interface Row {
  readonly name: string;
  readonly stack: Keys;
  readonly fails: readonly string[];
}

type Keys = Readonly<Record<string, unknown>>;

const ROWS = parse(
  readFileSync(resolve(__dirname, "../cases/access/stacks.yaml"), "utf8"),
) as readonly Row[];

describe("proofs of what a stack file can say", () => {
  let worldOf: (plan: Plan) => World;

  before(async () => {
    worldOf = await worldMaker();
  });

  for (const { name, stack, fails } of ROWS) {
    it(`${name}: ${fails.length === 0 ? "all hold" : fails.join(", ")}`, () => {
      const text = JSON.stringify(over(parse(EXAMPLE) as Keys, stack));
      // To try them all takes time: where some fail, the mutations show that others do not.
      const proofs = fails.length === 0 ? PROOFS : PROOFS.filter((one) => fails.includes(one.name));
      const found = check(worldOf(planOf(text)), TODAY, proofs).filter(({ ok }) => !ok);
      assert.deepEqual(
        found.map((result) => result.name),
        fails,
        found.map(({ counterExamples }) => counterExamples.join("\n")).join("\n"),
      );
    });
  }
});

/** Maps are joined key by key; anything else takes the place of what was there. */
function over(base: Keys, keys: Keys): Keys {
  const joined = Object.entries(keys).map(([key, value]) => {
    const before = base[key];
    return [key, isMap(before) && isMap(value) ? over(before, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(joined) };
}

function isMap(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
