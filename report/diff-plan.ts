import type { PlanChange } from "../model/plan-changes";
import { code, codeName } from "./diff-code";
import type { Diff } from "./diff-view";
import { cut, groupLines, resourceWords, SIGNS, someOf } from "./diff-words";
import { counted } from "./words";

/** Changes that are shown unfolded. */
const OPEN = 12;
/** Types of resources. */
const TYPES = 40;
const LONGEST_DETAIL = 300;

export interface Section {
  readonly text: string;
  /** Is everything named that there is? */
  readonly complete: boolean;
}

/** What is built differently: each change, or, where that is too long, names, or only numbers. */
export function planSection(diff: Diff, room: number): Section {
  const { plan, resources } = diff;
  if (plan.length === 0) return { text: "", complete: true };
  const types = resources.map(resourceWords);
  const counts = types.length === 0 ? [] : [`- resources: ${someOf(types, TYPES, code)}`];
  const details = [...plan.map((change) => `- ${changeLine(change)}`), ...counts];
  const cuts = plan.some((change) => change.details.join("; ").length > LONGEST_DETAIL);
  const full = folded(plan, details);
  if (full.length <= room) return { text: full, complete: !cuts && types.length <= TYPES };
  const names = folded(plan, [
    ...groupLines(plan, changeLine, codeName).map((line) => `- ${line}`),
    ...counts,
  ]);
  return { text: names.length <= room ? names : "", complete: false };
}

function folded(plan: readonly PlanChange[], lines: readonly string[]): string {
  const list = lines.join("\n");
  if (plan.length <= OPEN) return `#### What is built\n\n${list}`;
  const title = `<b>What is built</b>: ${counted(plan.length, "change")}`;
  return `<details><summary>${title}</summary>\n\n${list}\n\n</details>`;
}

function changeLine({ kind, what, name, details }: PlanChange): string {
  const more = details.length === 0 ? "" : `: ${code(cut(details.join("; "), LONGEST_DETAIL))}`;
  return `${SIGNS[kind]} ${what} ${codeName(name)}${more}`;
}
