import { readFileSync, statSync } from "node:fs";
import { planLandingZone } from "../model/plan";
import { planRecord, readPlanRecord, type PlanRecord } from "../model/plan-record";
import type { Problem } from "../model/problem";
import { awsNames } from "../reference-data";
import { loadStackText, textOf } from "../stack-file";
import { UsageError } from "./exit";
import { stackPath } from "./stack-option";
import { managedPolicyNames } from "../access/world/documents";

/** What is compared, by the name that people know it by. */
export type Side = { readonly name: string } & (
  | { readonly ok: true; readonly plan: PlanRecord | null }
  | { readonly ok: false; readonly problems: readonly Problem[] }
);

/** Stands for standard input, as in `git show main:stacks/acme.yaml | lz diff - acme`. */
export const STDIN = "-";

/**
 * A stack by its name or file, or a plan that `lz plan --json` wrote. What is empty is a landing zone
 * that is not there, as `/dev/null` is to `git diff`. Throws a UsageError for what cannot be read.
 */
export async function readSide(argument: string): Promise<Side> {
  const name = argument === STDIN ? "standard input" : pathOf(argument);
  const text = argument === STDIN ? await standardInput() : fileText(name);
  if (text.trim() === "") return { name, ok: true, plan: null };
  const read = readPlanRecord(text);
  if (read) {
    if (!read.ok) throw notAPlan(name, read.message);
    const aws = awsNames();
    const missing = managedPolicyNames(read.record).filter((one) => !aws.hasDocument(one));
    if (missing.length > 0) {
      throw notAPlan(name, `there is no copy of AWS's policy ${missing.join(", ")}`);
    }
    return { name, ok: true, plan: read.record };
  }
  const loaded = loadStackText(text);
  return loaded.ok
    ? { name, ok: true, plan: planRecord(planLandingZone(loaded.stack)) }
    : { name, ok: false, problems: loaded.problems };
}

function notAPlan(name: string, why: string): UsageError {
  return new UsageError(`${name} is no plan that this lz plan --json wrote: ${why}`);
}

/** A file that there is, or the file of the stack of that name. A path is never taken for a name. */
function pathOf(argument: string): string {
  const found = statSync(argument, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return argument;
  if (/[\\/]/.test(argument)) {
    throw new UsageError(found ? `${argument} is a folder` : `there is no file ${argument}`);
  }
  return stackPath({ stack: argument });
}

function fileText(path: string): string {
  try {
    return textOf(readFileSync(path));
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : ""}`);
  }
}

async function standardInput(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  try {
    return textOf(Buffer.concat(chunks));
  } catch (error) {
    throw new UsageError(`standard input: ${error instanceof Error ? error.message : ""}`);
  }
}
