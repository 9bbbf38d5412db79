import { check as tried } from "../../access/check";
import { checkJson, checkText } from "../../report/check-text";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { validStack, type StackOptions } from "../stack-option";
import { today } from "../today";
import { worldOfStack } from "../world";

/** `lz check`: every proof and every expectation, with counter-examples of those that fail. */
export async function check(options: StackOptions, finish: Finish): Promise<void> {
  const stack = validStack(options, finish);
  if (!stack) return;
  const results = tried(await worldOfStack(stack), today());
  if (options.json) printJson(checkJson(results));
  else print(checkText(results));
  finish(results.every(({ ok }) => ok) ? EXIT.fine : EXIT.no);
}
