import { readFileSync } from "node:fs";
import { readPreview } from "../../access/registered/preview";
import { planLandingZone } from "../../model/plan";
import { checkPreview } from "../../policies/check-preview";
import { prove } from "../../policies/plan";
import { previewCheckJson, previewCheckText } from "../../report/preview-check";
import { textOf } from "../../stack-file";
import { EXIT, UsageError, type Finish } from "../exit";
import { print, printJson } from "../print";
import { validStack, type StackOptions } from "../stack-option";

/** Stands for standard input. */
const STDIN = "-";

/** `lz preview-check`: judges what `pulumi preview --json` wrote. */
export async function previewCheck(
  file: string,
  options: StackOptions,
  finish: Finish,
): Promise<void> {
  const name = file === STDIN ? "standard input" : file;
  const preview = readPreview(await textIn(file, name));
  if (!preview.ok) {
    throw new UsageError(
      `${name} is nothing that pulumi preview --json --show-sames wrote: ${preview.why}`,
    );
  }
  const stack = validStack(options, finish);
  if (!stack) return;
  const found = await checkPreview(preview, planLandingZone(stack), prove);
  if (options.json) printJson(previewCheckJson(found));
  else print(previewCheckText(found));
  finish(found.refusals.length === 0 ? EXIT.fine : EXIT.no);
}

async function textIn(file: string, name: string): Promise<string> {
  try {
    if (file !== STDIN) return textOf(readFileSync(file));
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return textOf(Buffer.concat(chunks));
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${error instanceof Error ? error.message : ""}`);
  }
}
