import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { loadStack } from "../../model/load";
import { planLandingZone } from "../../model/plan";
import { problemsText } from "../../model/problem";
import { planJson } from "../../report/plan-json";
import { planText } from "../../report/plan-text";
import { stackFilePath } from "../../stack-file";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";

const STACK = "example";

/** Mistakes that people make, put into the example's text. */
const MISTAKES: readonly (readonly [string, string])[] = [
  ["type: sandbox", "type: sandbocks"],
  ['"111111111111"', "111111111111"],
  ["functions: [auditor]", "function: [auditor]"],
  ["name: web-staging", "name: web-production"],
];

/** `lz demo`: all of it for the example stack, offline. */
export function demo(finish: Finish): Command {
  return new Command("demo")
    .description("show all of it for the example stack, offline")
    .option("--json", "print JSON, for machines")
    .allowExcessArguments(false)
    .action(({ json }: { json?: boolean }) => {
      const path = stackFilePath(STACK);
      const text = readFileSync(join(resolve(__dirname, "../.."), path), "utf8");
      const loaded = loadStack(text);
      const mistaken = loadStack(
        MISTAKES.reduce((t, [right, wrong]) => t.replace(right, wrong), text),
      );
      if (!loaded.ok || mistaken.ok) throw new Error(`${path} is not the example any more`);
      const plan = planLandingZone(loaded.stack);
      if (json) {
        printJson({ plan: planJson(plan), problems: mistaken.problems });
      } else {
        heading(`The stack file, ${path}`);
        print(text.trimEnd());
        heading(`What it builds: lz plan --stack ${STACK}`);
        print(planText(plan));
        heading(`The same file, if it had ${MISTAKES.length} mistakes: lz validate`);
        print(problemsText(mistaken.problems, path));
        heading("Next");
        print(
          "Copy the file to stacks/<your stack>.yaml, run lz validate, then follow the README.",
        );
      }
      finish(EXIT.fine);
    });
}

function heading(text: string): void {
  print(`\n== ${text}\n`);
}
