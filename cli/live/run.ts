import { planLandingZone, type Plan } from "../../model/plan";
import { nearest } from "../../model/nearest";
import { show } from "../../model/problem";
import type { Finish } from "../exit";
import { printJson } from "../print";
import { validStack } from "../stack-option";
import { LiveError } from "./errors";
import type { LiveOptions } from "./session";

/**
 * Runs a command's work on the plan of its stack. What AWS says no to is told on standard error; for
 * machines, on standard output too.
 */
export async function live(
  options: LiveOptions,
  finish: Finish,
  work: (plan: Plan) => Promise<number>,
): Promise<void> {
  const stack = validStack(options, finish);
  if (!stack) return;
  try {
    finish(await work(planLandingZone(stack)));
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    if (options.json) printJson({ ok: false, problem: error.message });
    process.stderr.write(`${error.message}\n`);
    finish(error.code);
  }
}

/** `"adda" …; did you mean "ada"?` */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? "" : `; did you mean ${show(near)}?`;
}

/** How the command line names the stack again. */
export function stackWords({ stack, file }: LiveOptions): string {
  return stack === undefined ? `--file ${file ?? ""}` : `--stack ${stack}`;
}
