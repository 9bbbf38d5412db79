import { createRequire } from "node:module";
import { Command } from "commander";
import type { Finish } from "../exit";
import type { PrincipalQuestionOptions, QuestionOptions } from "../question";
import { stackCommand } from "../stack-option";
import type * as Can from "../answers/can";
import type * as Explain from "../answers/explain";
import type * as Matrix from "../answers/matrix";
import type * as Reach from "../answers/reach";
import type * as WhoCan from "../answers/who-can";

/** Loads what answers when it is asked: `import()` knows nothing of TypeScript where tsx runs it. */
const load = createRequire(__filename);

/** `lz access …`: who can do what. */
export function access(finish: Finish): Command {
  return new Command("access")
    .description("ask who can do what, from the stack file alone")
    .addCommand(
      principalCommand("can", "decide whether somebody can do something, and say why").action(
        async (options: PrincipalQuestionOptions) => {
          const { can } = load("../answers/can") as typeof Can;
          await can(options, finish);
        },
      ),
    )
    .addCommand(
      principalCommand("explain", "show all that has a say in such a decision").action(
        async (options: PrincipalQuestionOptions) => {
          const { explain } = load("../answers/explain") as typeof Explain;
          await explain(options, finish);
        },
      ),
    )
    .addCommand(
      questionOptions(stackCommand("who-can", "list everybody who can do something")).action(
        async (options: QuestionOptions) => {
          const { whoCan } = load("../answers/who-can") as typeof WhoCan;
          await whoCan(options, finish);
        },
      ),
    )
    .addCommand(
      stackCommand("matrix", "show what functions can do, by account type")
        .option("--function <name>", "one function")
        .option("--person <name>", "one person: all functions together")
        .option("--type <name>", "one account type; with a function or person: each service")
        .option("--service <prefix>", "one service, e.g. s3; with both: each action")
        .option("--counts", "show the number of actions of each level, too")
        .action(async (options: Matrix.MatrixOptions) => {
          const { matrix } = load("../answers/matrix") as typeof Matrix;
          await matrix(options, finish);
        }),
    )
    .addCommand(
      stackCommand("reach", "find everybody that somebody can become, and how")
        .option("--from <principal>", "a function, a person, or an ARN")
        .action(async (options: Reach.ReachOptions) => {
          const { reach } = load("../answers/reach") as typeof Reach;
          await reach(options, finish);
        }),
    );
}

/** A question about one principal. */
function principalCommand(name: string, description: string): Command {
  const asked = stackCommand(name, description).option(
    "--as <principal>",
    "a function, a person, an AWS service, or an ARN",
  );
  return questionOptions(asked).option("--no-mfa", "signed in by an access key, without MFA");
}

function questionOptions(command: Command): Command {
  return command
    .option("--account <name>", "the account in which it is done, by name or id")
    .option("--action <action>", "e.g. s3:GetObject")
    .option("--resource <arn>", "on this resource; without it, on any that there can be")
    .option("--context <key=value...>", "keys of the request; a key given twice has both values")
    .option("--without <key...>", "keys that the request does not have");
}
