import { createRequire } from "node:module";
import type { Command } from "commander";
import type * as PreviewCheck from "../answers/preview-check";
import type { Finish } from "../exit";
import { stackCommand, type StackOptions } from "../stack-option";

const load = createRequire(__filename);

/** `lz preview-check`: what a preview would take away or make that nobody may. */
export function previewCheck(finish: Finish): Command {
  return stackCommand(
    "preview-check",
    "refuse a preview that deletes what stays, or makes what the policy pack refuses",
  )
    .argument("<preview>", "what pulumi preview --json --show-sames wrote, or - for standard input")
    .action(async (preview: string, options: StackOptions) => {
      const { previewCheck: answer } = load("../answers/preview-check") as typeof PreviewCheck;
      await answer(preview, options, finish);
    });
}
