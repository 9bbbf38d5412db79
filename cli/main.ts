import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { access } from "./commands/access";
import { check } from "./commands/check";
import { demo } from "./commands/demo";
import { diff } from "./commands/diff";
import { invite } from "./commands/invite";
import { offboard } from "./commands/offboard";
import { people } from "./commands/people";
import { plan } from "./commands/plan";
import { previewCheck } from "./commands/preview-check";
import { profiles } from "./commands/profiles";
import { regions } from "./commands/regions";
import { rootCredentials } from "./commands/root-credentials";
import { validate } from "./commands/validate";
import { EXIT, UsageError } from "./exit";

/** Runs `lz` with these arguments and gives its exit code. Mistakes in use get no stack trace. */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = EXIT.fine;
  const program = new Command("lz")
    .description(
      "Checks and plans an AWS landing zone from one stack file; calls AWS where it says so",
    )
    .version(version)
    .showHelpAfterError("(lz --help lists what there is)")
    .exitOverride();
  for (const command of [
    validate,
    plan,
    access,
    check,
    diff,
    previewCheck,
    profiles,
    regions,
    invite,
    offboard,
    people,
    rootCredentials,
    demo,
  ]) {
    program.addCommand(
      strict(
        command((result) => {
          code = result;
        }),
      ),
    );
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.usage;
    }
    throw error;
  }
}

/** Mistakes in use of a command, or of one below it, end here, with its help. */
function strict(command: Command): Command {
  for (const below of command.commands) strict(below);
  return command.exitOverride().showHelpAfterError();
}
