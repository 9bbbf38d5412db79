import type { Command } from "commander";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";
import { stackCommand, validStack, type StackOptions } from "../stack-option";

/** `lz validate`: all problems of a stack file. */
export function validate(finish: Finish): Command {
  return stackCommand("validate", "find all problems of a stack file").action(
    (options: StackOptions) => {
      const stack = validStack(options, finish);
      if (!stack) return;
      if (options.json) printJson({ ok: true, problems: [] });
      else print(`${stack.organization.name}: no problems`);
      finish(EXIT.fine);
    },
  );
}
