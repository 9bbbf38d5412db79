import { planLandingZone } from "../../model/plan";
import { planRecord } from "../../model/plan-record";
import { planText } from "../../report/plan-text";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { validStack, type StackOptions } from "../stack-option";

/** `lz plan`: what will be built. */
export function plan(options: StackOptions, finish: Finish): void {
  const stack = validStack(options, finish);
  if (!stack) return;
  const planned = planLandingZone(stack);
  if (options.json) printJson(planRecord(planned));
  else print(planText(planned));
  finish(EXIT.fine);
}
