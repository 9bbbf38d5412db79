import { ALL, detailOf, FIXED, isComplete, rowsOf, type Detail } from "./diff-rows";
import { sharesOf, type Diff, type Part, type Share } from "./diff-view";
import {
  DANGER_WORDS,
  partWords,
  groupLines,
  PLAIN,
  planChangeWords,
  planCounts,
  resourceWords,
  visible,
  whoNote,
  shareWords,
} from "./diff-words";
import { counted, number } from "./words";
import { indented, wrap } from "./wrap";

/** Lines at the top about who gains and who loses; of more, how many there are. */
const SUMMED_UP = 10;
/** Changes of the plan that are shown one by one. */
const CHANGES = 40;
/** People that are named one by one. */
const NAMED = 8;

/** What is built differently, and who gains and loses what, the most dangerous first. */
export function diffText(diff: Diff, all = false): string {
  const { base, head, plan, access } = diff;
  const shares = [...sharesOf(access.gained, true), ...sharesOf(access.lost, false)];
  if (plan.length === 0 && shares.length === 0) {
    return visible(`${base.name} and ${head.name} build the same, and nobody's access changes.`);
  }
  const short =
    isGrouped(plan, all) ||
    shares.some(
      (share) =>
        (!all && share.names.length > NAMED) ||
        share.parts.some((part) => !isComplete(part, all ? ALL : detailOf(share, part))),
    );
  return visible(
    [
      summary(diff, shares),
      ...planText(diff, all),
      ...shares.map((share) => shareText(diff, share, all)),
      ...(short ? ["Numbers stand for names: --all names all."] : []),
    ].join("\n\n"),
  ).replaceAll(FIXED, " ");
}

function summary(diff: Diff, shares: readonly Share[]): string {
  const { plan, base, head } = diff;
  const lines = shares.slice(0, SUMMED_UP).map((share) => {
    const what = share.parts.map((part) => partWords(part, share.gains)).join(", ");
    return `${shareWords(share, 3)} ${what}`;
  });
  const more = shares.length - lines.length;
  return [
    `${base.name} -> ${head.name}`,
    titled("Built:", [plan.length === 0 ? "no change" : planCounts(plan)]),
    titled("Access:", [
      ...(lines.length === 0 ? ["nobody's access changes"] : lines),
      ...(more > 0 ? [`and ${number(more)} more, below`] : []),
    ]),
  ].join("\n");
}

/** A word, and texts beside it. */
function titled(title: string, texts: readonly string[]): string {
  const lines = texts.map((text) => indented(wrap(text, "  ", 92), " ".repeat(8))).join("\n");
  return `${title.padEnd(8)}${lines.slice(8)}`;
}

function planText({ plan, resources }: Diff, all: boolean): readonly string[] {
  if (plan.length === 0) return [];
  const counts = resources.map(resourceWords).join(", ");
  const changes = isGrouped(plan, all)
    ? groupLines(plan, planChangeWords)
    : plan.map(planChangeWords);
  const lines = [...changes, ...(counts === "" ? [] : [`resources: ${counts}`])];
  return [
    ["What is built:", ...lines.map((line) => indented(wrap(line, "    ", 98), "  "))].join("\n"),
  ];
}

const isGrouped = (plan: Diff["plan"], all: boolean): boolean => !all && plan.length > CHANGES;

function shareText(diff: Diff, share: Share, all: boolean): string {
  const most = all ? Infinity : NAMED;
  const title = wrap(`${shareWords(share, most)} (${whoNote(share, diff)}):`, "  ");
  const parts = share.parts.map((part) => partText(part, all ? ALL : detailOf(share, part)));
  return [title, ...parts].join("\n");
}

function partText(part: Part, detail: Detail): string {
  const { danger, actions, services } = part;
  const many = `${counted(actions, "action")} of ${counted(services.length, "service")}`;
  const title = danger === "entry" ? "entry" : `${DANGER_WORDS[danger]}: ${many}`;
  const rows = rowsOf(part, detail, PLAIN).map(({ where, what }) =>
    [
      indented(wrap(where, "  ", 96), "    "),
      ...what.map((line) => indented(wrap(line, "  ", 94), "      ")),
    ].join("\n"),
  );
  return [`  ${title}`, ...rows].join("\n");
}
