import { DANGERS, type Danger } from "../access/diff";
import { code, codeName } from "./diff-code";
import { planSection } from "./diff-plan";
import { detailOf, FIXED, isComplete, LEAST, rowsOf, type Detail } from "./diff-rows";
import { cells, overview } from "./diff-table";
import { sharesOf, worstOf, type Diff, type Part, type Share } from "./diff-view";
import { cut, DANGER_WORDS, entryWords, planCounts, shareWords, someOf } from "./diff-words";
import { counted, listed, number } from "./words";

/** A comment of a pull request takes 65,536 characters; some are left for whoever posts it. */
export const LIMIT = 65_000;

/** Characters that parts may take at most, so that the first leave room for the last. */
const ROOM = { overview: 14_000, plan: 10_000, end: 4_000 } as const;

/** What says a little more than the table of all. */
const FEW: Detail = { places: 2, accounts: 2, ways: 1, services: 5, actions: 3, condition: 80 };

/**
 * A comment for a pull request: the verdict, who gains and loses how much, what is built, and then
 * what exactly, as far as there is room, the most dangerous first. What is not shown is counted.
 */
export function diffMarkdown(diff: Diff): string {
  const gained = sharesOf(diff.access.gained, true);
  const lost = sharesOf(diff.access.lost, false);
  const table = overview(diff, together(gained, lost), ROOM.overview);
  const plan = planSection(diff, ROOM.plan);
  const head = [headline(diff, gained, lost), table.text, plan.text].filter((text) => text !== "");
  const units = unitsOf(table.shown);
  choose(units, LIMIT - ROOM.end - head.join("\n\n").length);
  return [
    ...head,
    ...table.shown.map((share) => shareText(share, units)).filter((text) => text !== ""),
    ...end(diff, units, table.shown.length === gained.length + lost.length && plan.complete),
  ].join("\n\n");
}

/** Each with what the same people lose beside what they gain. */
function together(gained: readonly Share[], lost: readonly Share[]): readonly Share[] {
  const who = ({ kind, names }: Share): string => JSON.stringify([kind, names]);
  const losses = new Map(lost.map((share) => [who(share), share]));
  const both = gained.flatMap((share) => {
    const loss = losses.get(who(share));
    losses.delete(who(share));
    return loss ? [share, loss] : [share];
  });
  return [...both, ...losses.values()];
}

function headline(diff: Diff, gained: readonly Share[], lost: readonly Share[]): string {
  const { base, head, plan } = diff;
  const built = plan.length === 0 ? "no change" : planCounts(plan);
  return [
    `### ${verdict(gained, lost)}`,
    `${codeName(base.name)} -> ${codeName(head.name)}. **Built:** ${built}.`,
  ].join("\n\n");
}

/** The worst that somebody gains, in a sentence. */
function verdict(gained: readonly Share[], lost: readonly Share[]): string {
  const [first] = gained;
  const worst = first && worstOf(first);
  if (!worst) return lost.length === 0 ? "Nobody's access changes" : "Nobody gains access";
  const same = gained.filter((share) => worstOf(share)?.danger === worst.danger);
  const names = same.flatMap((share) => (share.kind === "everybody" ? [] : share.names));
  const who = first.kind === "everybody" ? "every person" : someOf(names, 3, codeName);
  const verb = names.length < 2 ? "gains" : "gain";
  const what = worst.danger === "entry" ? entryWords(worst, true) : VERDICTS[worst.danger];
  return `${who} ${verb} ${what}`;
}

const VERDICTS: Readonly<Record<Exclude<Danger, "entry">, string>> = {
  permissions: "permission management",
  write: "write access",
  data: "reading of data",
  read: "read access, to no data of customers",
  list: "the sight of names",
};

/** What is shown, or not, of one danger of what somebody gains or loses. */
interface Unit {
  readonly share: Share;
  readonly part: Part;
  detail: Detail | null;
  text: string;
}

function unitsOf(shares: readonly Share[]): readonly Unit[] {
  return shares.flatMap((share) =>
    share.parts.map((part): Unit => ({ share, part, detail: null, text: "" })),
  );
}

/** Characters with which nothing can be said any more. */
const LEAST_ROOM = 250;

/** Least for all, the most dangerous first and gains before losses; then more, in the same order. */
function choose(units: readonly Unit[], room: number): void {
  const rank = ({ share, part }: Unit): number =>
    DANGERS.indexOf(part.danger) * 2 + (share.gains ? 0 : 1);
  const ordered = [...units].sort((a, b) => rank(a) - rank(b));
  const titles = new Set<Share>();
  let left = room;
  for (const first of [true, false]) {
    for (const unit of ordered) {
      if (!first && unit.detail === null) continue;
      const title = titles.has(unit.share) ? 0 : TITLE + shareTitle(unit.share).length;
      for (const detail of first ? [FEW] : [detailOf(unit.share, unit.part), LEAST]) {
        if (left < LEAST_ROOM) return;
        const text = unitText(unit, detail);
        const cost = text.length + 2 - unit.text.length + title;
        if (cost > left) continue;
        left -= cost;
        unit.text = text;
        unit.detail = detail;
        titles.add(unit.share);
        break;
      }
    }
  }
}

const TABLE = "| | where | what |\n|---|---|---|";
/** Characters of what stands around the units of a share. */
const TITLE = TABLE.length + 10;

const shareTitle = (share: Share): string => `#### ${shareWords(share, 4, codeName)}`;

/** Unfolded where it is dangerous and short. */
const LONGEST_OPEN = 3_000;

function isOpen({ part, share }: Unit, rows: string): boolean {
  if (part.danger === "read" || part.danger === "list") return false;
  return rows.length <= (share.gains ? LONGEST_OPEN : LONGEST_OPEN / 3);
}

function unitText(unit: Unit, detail: Detail): string {
  const { danger, actions, services } = unit.part;
  const rows = rowsOf(unit.part, detail, code).map(({ where, what }, index) => {
    const title = index === 0 ? DANGER_WORDS[danger] : "";
    return cells([title, where, what.join("<br>")]);
  });
  const text = rows.join("\n").replaceAll(FIXED, " ");
  if (isOpen(unit, text)) return text;
  const many = `${counted(actions, "action")} of ${counted(services.length, "service")}`;
  const title = `<b>${DANGER_WORDS[danger]}</b>${danger === "entry" ? "" : `: ${many}`}`;
  return `<details><summary>${title}</summary>\n\n${TABLE}\n${text}\n\n</details>`;
}

function shareText(share: Share, units: readonly Unit[]): string {
  const texts = units.flatMap((unit) => (unit.share === share && unit.detail ? [unit.text] : []));
  if (texts.length === 0) return "";
  const open = texts.filter((text) => !text.startsWith("<details>"));
  return [
    shareTitle(share),
    ...(open.length === 0 ? [] : [[TABLE, ...open].join("\n")]),
    ...texts.filter((text) => text.startsWith("<details>")),
  ].join("\n\n");
}

/** What was left out, and how to see it. */
function end(diff: Diff, units: readonly Unit[], complete: boolean): readonly string[] {
  const short = units.filter(({ part, detail }) => detail && !isComplete(part, detail));
  const folded = units.filter(({ detail }) => !detail);
  if (short.length === 0 && folded.length === 0 && complete) return [];
  const [base = "", head = ""] = [diff.base, diff.head].map(({ argument }) => quoted(argument));
  const command = code(`npx lz diff ${base} ${head} --all`);
  return [
    [
      ...(short.length === 0 ? [] : [`Numbers in place of names: ${listed(dangersOf(short))}.`]),
      ...(folded.length === 0
        ? []
        : [`Only in the table, for lack of room: ${listed(dangersOf(folded, true))}.`]),
      ...(complete ? [] : ["The tables at the top name the first, and count the others."]),
      `${command} names all.`,
    ].join(" "),
  ];
}

/** `read`, or `read of 3`: people and functions who gain or lose it. */
function dangersOf(units: readonly Unit[], counts = false): readonly string[] {
  return DANGERS.flatMap((danger) => {
    const own = units.filter(({ part }) => part.danger === danger);
    const count = counts ? ` of ${number(own.length)}` : "";
    return own.length === 0 ? [] : [`${DANGER_WORDS[danger]}${count}`];
  });
}

/** An argument as a shell takes it. */
function quoted(argument: string): string {
  const short = cut(argument, 150);
  return /^[\w./-]+$/.test(short) ? short : `'${short.replaceAll("'", "'\\''")}'`;
}
