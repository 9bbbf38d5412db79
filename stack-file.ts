import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadStack, type Loaded } from "./model/load";
import { awsNames } from "./reference-data";

/** Path of a stack's file below the project's root folder. */
export function stackFilePath(stack: string): string {
  return join("stacks", `${stack}.yaml`);
}

/**
 * Reads and checks a stack file, also against AWS's names. The command line and the Pulumi program
 * both read it here, so both see the same data and the same lines. Throws when the file cannot be
 * read or is not UTF-8 text.
 */
export function loadStackFile(path: string): Loaded {
  return loadStackText(textOf(readFileSync(path)));
}

/** The same of a text that was read already. */
export function loadStackText(text: string): Loaded {
  return loadStack(text, awsNames());
}

/** The text that some bytes are. Throws when they are no UTF-8 text. */
export function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Not UTF-8: said below.
  }
  throw new Error("it is not UTF-8 text");
}
