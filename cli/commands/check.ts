import { createRequire } from "node:module";
import type { Command } from "commander";
import type * as Check from "../answers/check";
import type { Finish } from "../exit";
import { stackCommand, type StackOptions } from "../stack-option";

const load = createRequire(__filename);

/** `lz check`: what must hold of every landing zone, and what the stack expects of itself. */
export function check(finish: Finish): Command {
  return stackCommand("check", "prove what must hold of access, and what the stack expects").action(
    async (options: StackOptions) => {
      const { check: answer } = load("../answers/check") as typeof Check;
      await answer(options, finish);
    },
  );
}
