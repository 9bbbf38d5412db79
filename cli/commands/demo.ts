import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { loadStack } from "../../model/load";
import { planLandingZone } from "../../model/plan";
import { planRecord } from "../../model/plan-record";
import { problemsText } from "../../model/problem";
import { planText } from "../../report/plan-text";
import { stackFilePath } from "../../stack-file";
import type * as Demo from "../answers/demo";
import { EXIT, type Finish } from "../exit";
import { print, printJson } from "../print";

const load = createRequire(__filename);

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
    .action(async ({ json }: { json?: boolean }) => {
      const path = stackFilePath(STACK);
      const text = readFileSync(join(resolve(__dirname, "../.."), path), "utf8");
      const loaded = loadStack(text);
      const mistaken = loadStack(
        MISTAKES.reduce((t, [right, wrong]) => t.replace(right, wrong), text),
      );
      if (!loaded.ok || mistaken.ok) throw new Error(`${path} is not the example any more`);
      const plan = planLandingZone(loaded.stack);
      const { accessOfExample } = load("../answers/demo") as typeof Demo;
      const shown = await accessOfExample(plan, STACK);
      if (json) {
        const access = shown.map(({ command, json: output }) => ({ command, output }));
        printJson({ plan: planRecord(plan), problems: mistaken.problems, access });
      } else {
        heading(`The stack file, ${path}`);
        print(text.trimEnd());
        heading(`What it builds: lz plan --stack ${STACK}`);
        print(planText(plan));
        heading(`The same file, if it had ${MISTAKES.length} mistakes: lz validate`);
        print(problemsText(mistaken.problems, path));
        for (const { command, text: output } of shown) {
          heading(`Who can do what: ${command}`);
          print(output);
        }
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
