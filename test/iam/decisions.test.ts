import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PlanSimulation, type Decision, type Question } from "./simulation";
import { stackFiles } from "./stacks";

/** A row of `test/cases/documents/*.json`. `because` says what the row cannot. */
interface Case extends Question {
  readonly name: string;
  readonly expect: Decision;
  readonly because?: string;
}

const CASES = resolve(__dirname, "../cases/documents");

const KEYS = ["name", "as", "action", "resource", "owner", "open", "context", "expect", "because"];

function casesIn(file: string): readonly Case[] {
  return JSON.parse(readFileSync(join(CASES, file), "utf8")) as readonly Case[];
}

describe("decisions over the documents of the example, by iam-simulate", () => {
  const example = stackFiles().find(({ name }) => name === "example");
  assert.ok(example);
  const { plan } = example;
  let simulation: PlanSimulation;

  before(() => {
    simulation = new PlanSimulation(plan);
  });

  for (const file of readdirSync(CASES)) {
    describe(file.replace(/\.json$/, ""), () => {
      const cases = casesIn(file);

      it("has no case twice, and no misspelt key", () => {
        const names = cases.map(({ name }) => name);
        assert.deepEqual(
          names.filter((name, index) => names.indexOf(name) !== index),
          [],
        );
        assert.deepEqual(
          cases.flatMap((row) => Object.keys(row).filter((key) => !KEYS.includes(key))),
          [],
        );
      });

      for (const row of cases) {
        it(`${row.name}: ${row.expect}`, async () => {
          assert.equal(await simulation.decide(row), row.expect);
        });
      }
    });
  }
});
