import { DANGERS, type Danger } from "../access/diff";
import { codeName } from "./diff-code";
import type { Diff, Part, Share } from "./diff-view";
import { DANGER_WORDS, whoNote, whoWords } from "./diff-words";
import { counted, number } from "./words";

export interface Overview {
  readonly text: string;
  /** Those who have a row of their own. */
  readonly shown: readonly Share[];
}

/**
 * Who gains and who loses how much, a row for each; for those for whom there is no room, how many of
 * them there are.
 */
export function overview(diff: Diff, shares: readonly Share[], room: number): Overview {
  if (shares.length === 0) return { text: "", shown: [] };
  const dangers = DANGERS.filter((danger) =>
    shares.some(({ parts }) => parts.some((part) => part.danger === danger)),
  );
  const rows: string[] = [];
  let left = room;
  for (const share of shares) {
    const row = cells([
      `${whoWords(share, 4, codeName)}<br>${whoNote(share, diff, codeName)}`,
      `${share.gains ? "gain" : "lose"}${share.names.length > 1 ? "" : "s"}`,
      ...dangers.map((danger) => cell(share.parts.find((part) => part.danger === danger))),
    ]);
    left -= row.length + 1;
    if (left < 0) break;
    rows.push(row);
  }
  const rest = shares.slice(rows.length);
  const more = [true, false].flatMap((gains) =>
    restRow(
      rest.filter((share) => share.gains === gains),
      gains,
      dangers,
    ),
  );
  const head = cells(["who", "", ...dangers.map((danger) => DANGER_WORDS[danger])]);
  const line = cells(["---", "---", ...dangers.map(() => "--:")]);
  return {
    text: [head, line, ...rows, ...more].join("\n"),
    shown: shares.slice(0, rows.length),
  };
}

export const cells = (texts: readonly string[]): string => `| ${texts.join(" | ")} |`;

function cell(part: Part | undefined): string {
  if (!part) return "";
  if (part.danger === "entry") return counted(part.accounts, "account");
  return `${counted(part.actions, "action")}<br>${counted(part.services.length, "service")}`;
}

/** How many of the others gain, or lose, something of each danger. */
function restRow(
  rest: readonly Share[],
  gains: boolean,
  dangers: readonly Danger[],
): readonly string[] {
  if (rest.length === 0) return [];
  const counts = dangers.map(
    (danger) => rest.filter(({ parts }) => parts.some((part) => part.danger === danger)).length,
  );
  return [
    cells([
      `and ${number(rest.length)} more`,
      gains ? "gain" : "lose",
      ...counts.map((count) => (count === 0 ? "" : `${number(count)} of them`)),
    ]),
  ];
}
