import { SHOWN, type CheckResult } from "../access/check";
import { counted } from "./access-words";
import { visible } from "./diff-words";
import { indented, wrap } from "./wrap";

/** What was tried, for people: a line for what holds, and counter-examples below what fails. */
export function checkText(results: readonly CheckResult[]): string {
  const widest = Math.max(0, ...results.map(({ name }) => name.length));
  const lines = results.map((result) => resultText(result, widest));
  return visible([...lines, "", verdict(results)].join("\n"));
}

function resultText({ name, sentence, ok, counterExamples }: CheckResult, widest: number): string {
  const title = `${ok ? "holds" : "FAILS"}  ${name.padEnd(widest)}  `;
  const more =
    counterExamples.length < SHOWN ? [] : [`the first ${SHOWN} cases; there may be more`];
  return [
    hanging(title, sentence),
    ...[...counterExamples, ...more].map((one) => indented(wrap(`- ${one}`, "  ", 93), "       ")),
  ].join("\n");
}

/** A title, and a text beside it in lines of their own width. */
function hanging(title: string, text: string): string {
  const [first = "", ...rest] = wrap(text, "", Math.max(40, 100 - title.length)).split("\n");
  return [`${title}${first}`, ...rest.map((line) => `${" ".repeat(title.length)}${line}`)].join(
    "\n",
  );
}

/** `14 proofs and 3 expectations hold`, `2 of 17 fail`. */
function verdict(results: readonly CheckResult[]): string {
  const failed = results.filter(({ ok }) => !ok).length;
  if (failed > 0) return `${failed} of ${results.length} ${failed === 1 ? "fails" : "fail"}`;
  const expectations = results.filter(({ name }) => name.startsWith("expectations[")).length;
  const proofs = counted(results.length - expectations, "proof");
  if (expectations === 0) return `${proofs} ${results.length === 1 ? "holds" : "hold"}`;
  return `${proofs} and ${counted(expectations, "expectation")} hold`;
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
