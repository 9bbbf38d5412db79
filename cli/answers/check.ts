import { planLandingZone } from "../../model/plan";
import { prove } from "../../prove";
import { checkJson, checkText } from "../../report/check-text";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { validStack, type StackOptions } from "../stack-option";

/** `lz check`: every proof and every expectation, with counter-examples of those that fail. */
export async function check(options: StackOptions, finish: Finish): Promise<void> {
  const stack = validStack(options, finish);
  if (!stack) return;
  const results = await prove(planLandingZone(stack));
  if (options.json) printJson(checkJson(results));
  else print(checkText(results));
  finish(results.every(({ ok }) => ok) ? EXIT.fine : EXIT.no);
}
