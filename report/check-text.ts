import { SHOWN, type CheckResult } from "../access/check";
import { counted } from "./access-words";
import { wrap } from "./wrap";

/** What was tried, for people: what holds, and what fails with its counter-examples. */
export function checkText(organization: string, results: readonly CheckResult[]): string {
  const failed = results.filter(({ ok }) => !ok).length;
  const end =
    failed === 0
      ? `${organization}: all ${results.length} hold`
      : `${organization}: ${failed} of ${results.length} ${failed === 1 ? "fails" : "fail"}`;
  return `${results.map(resultText).join("\n")}\n\n${end}`;
}

function resultText({ name, sentence, ok, counterExamples }: CheckResult): string {
  const cases = counterExamples.map((one) => `       - ${wrap(one, "         ", 93)}`);
  const more =
    counterExamples.length < SHOWN
      ? []
      : [`       there may be more than these ${counted(SHOWN, "case")}`];
  return [
    wrap(`${ok ? "holds" : "FAILS"}  ${name}: ${sentence}`, "       "),
    ...cases,
    ...more,
  ].join("\n");
}

/** The same for machines. */
export function checkJson(results: readonly CheckResult[]): unknown {
  return {
    ok: results.every(({ ok }) => ok),
    results: results.map(({ name, sentence, ok, counterExamples }) => ({
      name,
      sentence,
      ok,
      counterExamples,
    })),
  };
}
