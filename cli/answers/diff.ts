import { accessDiff, type AccessDiff } from "../../access/diff";
import { PolicyError } from "../../access/policy/policy";
import { landingZoneBefore } from "../../model/landing-zone-before";
import { planChanges, resourceChanges } from "../../model/plan-changes";
import { withRolesInPlace, type PlanRecord } from "../../model/plan-record";
import { problemsText } from "../../model/problem";
import { loadActions } from "../../reference-data";
import { diffJson } from "../../report/diff-json";
import { diffMarkdown } from "../../report/diff-markdown";
import { diffText } from "../../report/diff-text";
import type { Diff, DiffSide } from "../../report/diff-view";
import { readSide, STDIN, type Side } from "../diff-side";
import { EXIT, UsageError, type Finish } from "../exit";
import { gatherMistakes } from "../mistakes";
import { print, printJson } from "../print";
import { worldOfPlan } from "../../prove";

export interface DiffOptions {
  readonly format: "text" | "markdown";
  readonly all?: boolean;
  readonly json?: boolean;
}

/** `lz diff`: everything that two plans have differently, and what it does to access. */
export async function diff(
  base: string,
  head: string,
  { format, all, json }: DiffOptions,
  finish: Finish,
): Promise<void> {
  const [before, after] = await sides(base, head);
  if (!before.ok || !after.ok) {
    const bad = [{ of: "base", side: before } as const, { of: "head", side: after } as const];
    if (json) printJson({ ok: false, problems: bad.flatMap(problemsJson) });
    else print(bad.flatMap(problemsWords).join("\n\n"));
    finish(EXIT.no);
    return;
  }
  const found: Diff = {
    base: sideOf(base, before.name, before.plan),
    head: sideOf(head, after.name, after.plan),
    plan: planChanges(before.plan, after.plan),
    resources: resourceChanges(before.plan, after.plan),
    access: await accessOf(before.plan, after.plan),
  };
  if (json) printJson(diffJson(found));
  else print(format === "markdown" ? diffMarkdown(found) : diffText(found, all));
  finish(EXIT.fine);
}

async function sides(base: string, head: string): Promise<readonly [Side, Side]> {
  if (base === STDIN && head === STDIN) {
    throw new UsageError("only one of BASE and HEAD can be -, standard input");
  }
  const mistakes = gatherMistakes();
  const read = async (argument: string): Promise<Side | undefined> => {
    try {
      return await readSide(argument);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.note(error.message);
      return undefined;
    }
  };
  const [before, after] = [await read(base), await read(head)];
  if (!before || !after) throw mistakes.error();
  if (before.ok && after.ok && before.plan === null && after.plan === null) {
    throw new UsageError(`${before.name} and ${after.name} are both empty`);
  }
  return [before, after];
}

function sideOf(argument: string, name: string, plan: PlanRecord | null): DiffSide {
  return { name, argument, users: plan?.people.users ?? [] };
}

/** What a plan lets people do, or what they can do before there is one. */
async function accessOf(base: PlanRecord | null, head: PlanRecord | null): Promise<AccessDiff> {
  const some = head ?? base;
  if (!some) return { gained: [], lost: [] };
  const nothing = landingZoneBefore(some);
  const actions = await loadActions();
  try {
    const [before, after] = [base, head].map((plan) =>
      worldOfPlan(plan ? withRolesInPlace(plan) : nothing, actions),
    );
    return before && after ? accessDiff(before, after) : { gained: [], lost: [] };
  } catch (error) {
    // Of plans of this program's own making this cannot be said.
    if (error instanceof PolicyError)
      throw new UsageError(`a plan has a bad policy: ${error.message}`);
    throw error;
  }
}

interface Named {
  readonly of: "base" | "head";
  readonly side: Side;
}

function problemsJson({ of, side }: Named): readonly unknown[] {
  return side.ok ? [] : side.problems.map((problem) => ({ of, file: side.name, ...problem }));
}

function problemsWords({ of, side }: Named): readonly string[] {
  return side.ok ? [] : [`The ${of} is not valid:\n${problemsText(side.problems, side.name)}`];
}
