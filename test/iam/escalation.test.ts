import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PlanSimulation } from "./simulation";
import { stackFiles } from "./stacks";

/** A known way from some permissions to more, of the catalogue of pathfinding.cloud. */
interface EscalationPath {
  readonly id: string;
  readonly needs: readonly string[];
}

/** `test/cases/escalation.json`: what each step is aimed at, and which paths are open on purpose. */
interface Expected {
  readonly targets: Readonly<Record<string, { readonly resource?: string }>>;
  readonly open: readonly {
    readonly paths: readonly string[];
    readonly function: string;
    readonly in: readonly string[];
    readonly because: string;
  }[];
}

const CATALOGUE = resolve(__dirname, "../../../shared/data/escalation-paths.json");
const CASES = resolve(__dirname, "../cases/escalation.json");

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

describe("known ways to more permissions, for every function in every account type", () => {
  const example = stackFiles().find(({ name }) => name === "example");
  assert.ok(example);
  const { plan } = example;
  const { open, targets } = read(CASES) as Expected;
  let paths: readonly EscalationPath[];
  let simulation: PlanSimulation;

  before(function () {
    if (!existsSync(CATALOGUE)) {
      process.stderr.write(`\nSKIPPED: ways to more permissions: there is no ${CATALOGUE}\n\n`);
      this.skip();
    }
    paths = read(CATALOGUE) as readonly EscalationPath[];
    simulation = new PlanSimulation(plan);
  });

  async function isOpen(steps: readonly string[], fn: string, type: string): Promise<boolean> {
    for (const action of steps) {
      const question = { as: { function: fn, in: type }, action, ...targets[action] };
      if ((await simulation.decide(question)) === "denied") return false;
    }
    return true;
  }

  it("every step of the catalogue has a target", () => {
    const steps = new Set(paths.flatMap(({ needs }) => needs));
    assert.deepEqual(
      [...steps].filter((step) => !Object.hasOwn(targets, step)),
      [],
    );
  });

  for (const { type, function: fn } of plan.roles) {
    const expected = open
      .filter((entry) => entry.function === fn && entry.in.includes(type))
      .flatMap((entry) => entry.paths);
    const how = expected.length === 0 ? "no way" : expected.join(", ");
    it(`${fn} in ${type}: ${how}`, async () => {
      const found: string[] = [];
      for (const { id, needs } of paths) {
        if (await isOpen(needs, fn, type)) found.push(id);
      }
      assert.deepEqual(found, expected);
    });
  }
});
