import { createRequire } from "node:module";
import type { Command } from "commander";
import type { Finish } from "../exit";
import { stackCommand } from "../stack-option";
import type * as RootCredentials from "../live/root-credentials";

const load = createRequire(__filename);

/** `lz root-credentials`: what members' root users could sign in with, and takes it away. */
export function rootCredentials(finish: Finish): Command {
  return stackCommand(
    "root-credentials",
    "show what root users of member accounts could sign in with, or remove it (calls AWS)",
  )
    .option(
      "--profile <name>",
      "profile of the role root-access, as the AWS command line has it; or of the management account",
    )
    .option("--account <name>", "this account alone, by its name or id; may be repeated", collected)
    .option("--remove", "remove it, after a question for each account")
    .option("--yes", "with --remove: do not ask")
    .action(async (options: RootCredentials.RootCredentialsOptions) => {
      const { rootCredentials: answer } = load(
        "../live/root-credentials",
      ) as typeof RootCredentials;
      await answer(options, finish);
    });
}

function collected(one: string, before: readonly string[] = []): readonly string[] {
  return [...before, one];
}
