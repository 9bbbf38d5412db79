import type { Command } from "commander";
import { stackCommand } from "../stack-option";

/** A command that calls AWS, from the management account. */
export function liveCommand(name: string, description: string): Command {
  return stackCommand(name, description)
    .option("--profile <name>", "profile of the management account, as the AWS command line has it")
    .option(
      "--ids <file>",
      "account ids, as pulumi stack output accounts --json writes them; - for standard input",
    );
}
