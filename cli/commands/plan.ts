import { createRequire } from "node:module";
import type { Command } from "commander";
import type * as Plan from "../answers/plan";
import type { Finish } from "../exit";
import { stackCommand, type StackOptions } from "../stack-option";

const load = createRequire(__filename);

/** `lz plan`: what will be built. */
export function plan(finish: Finish): Command {
  return stackCommand("plan", "show what will be built, from the stack file alone").action(
    (options: StackOptions) => {
      const { plan: answer } = load("../answers/plan") as typeof Plan;
      answer(options, finish);
    },
  );
}
