import assert from "node:assert/strict";
import { planOf } from "../stacks";
import { caseFiles, stackOfCase } from "./case-files";
import { PlanSimulation } from "./simulation";

const KEYS = [
  ...["name", "as", "action", "resource", "owner", "open", "context", "expect", "because"],
  "stack",
];

describe("decisions over the documents of the example and its variants, by iam-simulate", () => {
  const simulations = new Map<string, PlanSimulation>();
  const simulationOf = (text: string): PlanSimulation => {
    let found = simulations.get(text);
    if (!found) simulations.set(text, (found = new PlanSimulation(planOf(text))));
    return found;
  };

  for (const { name: file, cases } of caseFiles()) {
    describe(file, () => {
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
          assert.equal(await simulationOf(stackOfCase(row)).decide(row), row.expect);
        });
      }
    });
  }
});
