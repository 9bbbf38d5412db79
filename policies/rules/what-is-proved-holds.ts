import { planAsRegistered } from "../../access/registered/plan-as-registered";
import type { CheckResult } from "../../access/check";
import type { Placed, Rule } from "./rule";

export const whatIsProvedHolds: Rule = {
  name: "what-is-proved-holds",
  sentence: "What lz check proves of the stack file holds of what the program registers, too",
  why: "code that changes a document on its way from the plan to AWS makes a proof of the plan worthless",
  async all({ things, prove }, zone) {
    if (zone.plan === null) return [];
    const { plan, changed } = planAsRegistered(zone.plan, things, zone);
    const [first] = changed;
    // A run proves the stack file's plan before it begins: where nothing is changed, nothing is new.
    if (first === undefined) return [];
    const differs = [...new Set(changed.map(({ what }) => what))].join(", ");
    const violation = (found: string): Placed => ({
      at: first.thing,
      found,
      allowed: `documents are those of the stack file's plan, or others of which everything is proved, too; other here: ${differs}`,
      fix: "Change the stack file, or iam/ and its tests, instead of the document on its way",
    });
    let results: readonly CheckResult[];
    try {
      results = await prove(plan);
    } catch (error) {
      return [
        violation(
          `nothing can be proved: ${error instanceof Error ? error.message : String(error)}`,
        ),
      ];
    }
    return results
      .filter(({ ok }) => !ok)
      .map(({ name, sentence, counterExamples }) =>
        violation(
          `${name} does not hold (${sentence}), but ${counterExamples.slice(0, 3).join("; but ")}`,
        ),
      );
  },
};
