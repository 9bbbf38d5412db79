import { createRequire } from "node:module";
import { Command, Option } from "commander";
import type * as Diff from "../answers/diff";
import type { Finish } from "../exit";

const load = createRequire(__filename);

/** `lz diff`: what two stacks or plans build differently, and what access people gain or lose. */
export function diff(finish: Finish): Command {
  return new Command("diff")
    .description("compare two stacks or plans: what is built, and who gains or loses access")
    .argument(
      "<base>",
      "a stack's name or file, what lz plan --json wrote, or - for standard input",
    )
    .argument("<head>", "the same, after the change")
    .addOption(
      new Option("--format <format>", "text, or markdown that fits a pull request's comment")
        .choices(["text", "markdown"])
        .default("text"),
    )
    .option("--all", "name every action, account and condition in the text")
    .option("--json", "print JSON, for machines")
    .allowExcessArguments(false)
    .action(async (base: string, head: string, options: Diff.DiffOptions) => {
      const { diff: answer } = load("../answers/diff") as typeof Diff;
      await answer(base, head, options, finish);
    });
}
