import { readFileSync, statSync } from "node:fs";
import { accessDiff } from "../../access/diff";
import { planLandingZone } from "../../model/plan";
import { planChanges, resourceChanges } from "../../model/plan-changes";
import { planRecord, readPlanRecord, type PlanRecord } from "../../model/plan-record";
import { problemsText, type Problem } from "../../model/problem";
import { loadActions } from "../../reference-data";
import { diffJson, type Diff } from "../../report/diff";
import { diffMarkdown } from "../../report/diff-markdown";
import { diffText } from "../../report/diff-text";
import { EXIT, UsageError, type Finish } from "../exit";
import { gatherMistakes } from "../mistakes";
import { print, printJson } from "../print";
import { load, stackPath } from "../stack-option";
import { worldOfPlan } from "../world";

export interface DiffOptions {
  readonly format: "text" | "markdown";
  readonly json?: boolean;
}

/** `lz diff`: everything that two plans have differently, and what it does to access. */
export async function diff(
  base: string,
  head: string,
  { format, json }: DiffOptions,
  finish: Finish,
): Promise<void> {
  const mistakes = gatherMistakes();
  const [before, after] = [base, head].map((name) => mistakes.attempt(() => planned(name)));
  if (!before || !after) throw mistakes.error();
  if (!before.ok || !after.ok) {
    const bad = [before, after].filter((one) => !one.ok);
    if (json) printJson({ ok: false, stacks: bad });
    else print(bad.map(({ problems, path }) => problemsText(problems, path)).join("\n\n"));
    finish(EXIT.no);
    return;
  }
  const actions = await loadActions();
  const found: Diff = {
    base,
    head,
    plan: planChanges(before.plan, after.plan),
    resources: resourceChanges(before.plan, after.plan),
    access: accessDiff(worldOfPlan(before.plan, actions), worldOfPlan(after.plan, actions)),
  };
  if (json) printJson(diffJson(found));
  else print(format === "markdown" ? diffMarkdown(found) : diffText(found));
  finish(EXIT.fine);
}

type Planned =
  | { readonly ok: true; readonly plan: PlanRecord }
  | { readonly ok: false; readonly path: string; readonly problems: readonly Problem[] };

/** The plan of a stack, by its name or file, or one that was written before. */
function planned(name: string): Planned {
  const path = isFile(name) ? name : stackPath({ stack: name });
  const read = readPlanRecord(textOf(path));
  if (read?.ok === true) return { ok: true, plan: read.record };
  if (read || path.endsWith(".json")) {
    const why = read ? `: ${read.message}` : "";
    throw new UsageError(`${path} is no plan that lz plan --json wrote${why}`);
  }
  const loaded = load(path);
  return loaded.ok
    ? { ok: true, plan: planRecord(planLandingZone(loaded.stack)) }
    : { ok: false, path, problems: loaded.problems };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : ""}`);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
