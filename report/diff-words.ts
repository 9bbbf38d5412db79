import type { Danger } from "../access/diff";
import type { PlanChange, ResourceChange } from "../model/plan-changes";
import type { Diff, Part, Place, Share } from "./diff-view";
import { typeWords } from "./resource-words";
import { counted, listed, number } from "./words";

export const DANGER_WORDS: Readonly<Record<Danger, string>> = {
  entry: "entry",
  permissions: "permission management",
  write: "write",
  data: "data",
  read: "read",
  list: "list",
};

/** How names and conditions are written: as they are, or as Markdown's code. */
export type Style = (text: string) => string;

export const PLAIN: Style = (text) => text;

/** Names, or the first of many: `ada, ben and 14 more`. */
export function someOf(names: readonly string[], most: number, style = PLAIN): string {
  const shown = names.length <= most ? names : names.slice(0, Math.max(1, most - 1));
  const written = shown.map(style);
  const more = names.length - shown.length;
  return more === 0 ? listed(written) : `${written.join(", ")} and ${number(more)} more`;
}

/** Accounts, or the first of many, with what they are: `web and 2,499 more (production)`. */
export function placeWords(
  { accounts, types }: Pick<Place, "accounts" | "types">,
  most: number,
  style = PLAIN,
): string {
  if (accounts.length <= most) return someOf(accounts, most, style);
  return `${someOf(accounts, 1, style)} (${someOf(types, 5, style)})`;
}

/** Whom a share is about. */
export function whoWords({ kind, names }: Share, most: number, style = PLAIN): string {
  return kind === "everybody" ? "every person" : someOf(names, most, style);
}

/** Whom a share is about, and that it is a gain, or a loss. */
export function shareWords(share: Share, most: number, style = PLAIN): string {
  const verb = share.gains ? "gain" : "lose";
  return `${whoWords(share, most, style)} ${verb}${share.names.length > 1 ? "" : "s"}`;
}

/** What is to be known of them: who has a function; what somebody's functions were and are. */
export function whoNote(share: Share, { base, head }: Diff, style = PLAIN): string {
  const { kind, names, gains } = share;
  const [name = ""] = names;
  const words = (functions: readonly string[]): string => functions.map(style).join(", ");
  switch (kind) {
    case "function": {
      const { users } = gains ? head : base;
      const people = users.filter(({ functions }) => functions.includes(name));
      const shown = people.map((user) => user.name);
      return shown.length === 0 ? "nobody has this function" : someOf(shown, 4, style);
    }
    case "person": {
      const [was, is] = [base, head].map(
        ({ users }) => users.find((user) => user.name === name)?.functions,
      );
      if (!was) return `comes: ${words(is ?? [])}`;
      return is ? `${words(was)} -> ${words(is)}` : `goes: was ${words(was)}`;
    }
    case "everybody":
      return "as a user of the access account";
    case "others":
      return "no person of this landing zone";
  }
}

/** `write in 12 services`, `data in 2 services (kms, s3)`, `entry to 4 accounts`. */
export function partWords(part: Part, gains: boolean): string {
  const { danger, services, accounts } = part;
  if (danger === "entry") return `${entryWords(part, gains)} to ${counted(accounts, "account")}`;
  const names = services.length <= 3 ? ` (${services.join(", ")})` : "";
  return `${DANGER_WORDS[danger]} in ${counted(services.length, "service")}${names}`;
}

/** Entry, or, where there was one before and there is one now, more or less of it. */
export function entryWords({ places }: Part, gains: boolean): string {
  const changed = places.every(({ ways }) =>
    ways.every(({ before, after }) => before !== null && after !== null),
  );
  return changed ? `${gains ? "easier" : "some"} entry` : "entry";
}

/** Ends what is cut short. */
export const CUT = "…";

export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}${CUT}`;
}

export const SIGNS = { added: "+", changed: "~", removed: "-" } as const;

/** `+2 accounts, ~1 role`. */
export function planCounts(plan: readonly PlanChange[]): string {
  return planGroups(plan).map(countWords).join(", ");
}

/** Names of a group that stand for all of it. */
const NAMED = 12;

/** Changes of one kind that are shown one by one; of more, the first names. */
const FEW = 5;

/** Changes as lines, many of one kind in one: `+2,300 accounts: web-1, web-2 and 2,298 more`. */
export function groupLines(
  plan: readonly PlanChange[],
  lineOf: (change: PlanChange) => string,
  style = PLAIN,
): readonly string[] {
  return planGroups(plan).flatMap((same) => {
    if (same.length <= FEW) return same.map(lineOf);
    const names = same.map(({ name }) => name);
    return [`${countWords(same)}: ${someOf(names, NAMED, style)}`];
  });
}

function planGroups(plan: readonly PlanChange[]): readonly (readonly PlanChange[])[] {
  const groups = new Map<string, PlanChange[]>();
  for (const change of plan) {
    const key = `${change.kind} ${change.what}`;
    const known = groups.get(key);
    if (known) known.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

const PLURALS: Partial<Record<PlanChange["what"], string>> = {
  boundary: "boundaries",
  person: "people",
  quotas: "quotas",
  "sign-in": "facts of sign-in",
  "break-glass": "facts of break-glass",
  pipelines: "facts of pipelines",
  partners: "partners",
  customers: "customers",
  detection: "facts of detection",
  network: "facts of networks",
  management: "facts of management",
  "root activity": "facts of root activity",
  baseline: "facts of the baseline",
  "stack sets": "stack sets",
};

function countWords(same: readonly PlanChange[]): string {
  const [first] = same;
  if (!first) return "";
  const noun = same.length === 1 ? first.what : (PLURALS[first.what] ?? `${first.what}s`);
  return `${SIGNS[first.kind]}${number(same.length)} ${noun}`;
}

/** `+ account web-2: production`. */
export function planChangeWords({ kind, what, name, details }: PlanChange): string {
  const more = details.length === 0 ? "" : `: ${details.join("; ")}`;
  return `${SIGNS[kind]} ${what} ${name}${more}`;
}

/** `Group 3 -> 4`. */
export function resourceWords({ type, before, after }: ResourceChange): string {
  return `${typeWords(type)} ${number(before)} -> ${number(after)}`;
}

/** Text without what cannot be seen, and without what a terminal obeys. */
export function visible(text: string): string {
  return text.replaceAll(/[^\P{C}\n]|[\u2028\u2029]/gu, (char) => {
    const code = (char.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}
