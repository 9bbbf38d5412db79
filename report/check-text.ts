import { SHOWN, type CheckResult } from "../access/check";
import { visible } from "./diff-words";
import { counted } from "./words";
import { indented, wrap } from "./wrap";

const isException = ({ name }: CheckResult): boolean => name.startsWith("guardrails.exceptions[");

/** What was tried, for people: a line for what holds, and counter-examples below what fails. */
export function checkText(all: readonly CheckResult[]): string {
  const [exceptions, results] = [all.filter(isException), all.filter((one) => !isException(one))];
  const widest = Math.max(0, ...results.map(({ name }) => name.length));
  const lines = results.map((result) => resultText(result, widest));
  return visible(
    [
      ...lines,
      ...(exceptions.length === 0 ? [] : ["", "Exceptions from guardrails:"]),
      ...exceptions.map(exceptionText),
      "",
      verdict(results, exceptions),
    ].join("\n"),
  );
}

/** An exception that has ended fails, until it is taken out or its end is put off. */
function exceptionText({ name, sentence, ok, counterExamples }: CheckResult): string {
  if (ok) return hanging("  ", sentence);
  return [
    hanging("FAILS  ", `${name}  ${sentence}`),
    ...counterExamples.map((one) => `       - ${one}`),
  ].join("\n");
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

/** `14 proofs and 3 expectations hold; 1 exception is in force`, `2 of 18 fail`. */
function verdict(results: readonly CheckResult[], exceptions: readonly CheckResult[]): string {
  const all = [...results, ...exceptions];
  const failed = all.filter(({ ok }) => !ok).length;
  if (failed > 0) return `${failed} of ${all.length} ${failed === 1 ? "fails" : "fail"}`;
  if (exceptions.length === 0) return holdWords(results);
  const are = exceptions.length === 1 ? "is" : "are";
  return `${holdWords(results)}; ${counted(exceptions.length, "exception")} ${are} in force`;
}

function holdWords(results: readonly CheckResult[]): string {
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
