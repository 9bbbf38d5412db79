import { byNames, factChanges, NOTHING, shortFacts, type Implied } from "./fact-changes";

/** Something of a part that two plans have differently. */
interface PartChange {
  readonly kind: "added" | "removed" | "changed";
  readonly name: string;
  readonly details: readonly string[];
}

/**
 * What a part of two plans has differently: one change for each thing that has a name, in the lists
 * of the part, and one for all of its other facts, under the name that is given. What is implied by
 * something else is left out.
 */
export function partChanges(
  base: unknown,
  head: unknown,
  rest: string,
  implied: Implied = NOTHING,
): readonly PartChange[] {
  const [before, after] = [asKeys(base), asKeys(head)];
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const things = new Map<string, { base?: unknown; head?: unknown }>();
  const facts: string[] = [];
  const isWhole = before === null || after === null;
  for (const key of keys) {
    const [from, to] = [before?.[key], after?.[key]];
    const [own, others] = [thingsOf(from, key, rest), thingsOf(to, key, rest)];
    if ((own ?? others) && (own ?? isNothing(from)) && (others ?? isNothing(to))) {
      for (const [name, base] of own ?? []) things.set(name, { base });
      for (const [name, head] of others ?? []) things.set(name, { ...things.get(name), head });
    } else if (!isWhole) {
      facts.push(...factChanges(from, to, key, implied));
    }
  }
  return [
    ...wholeChange(before, after, facts, rest),
    ...[...things].flatMap((thing) => thingChange(thing, implied)),
  ];
}

type Keys = Readonly<Record<string, unknown>>;

function asKeys(value: unknown): Keys | null {
  return typeof value === "object" && value !== null ? (value as Keys) : null;
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false;

/**
 * Things with names: a list's, or, in a part that has no facts of its own, the part's very keys. In a
 * part of one list its name says what the things are.
 */
function thingsOf(
  value: unknown,
  key: string,
  rest: string,
): readonly (readonly [string, unknown])[] | null {
  if (rest === "" && !Array.isArray(value)) return isNothing(value) ? null : [[key, value]];
  if (!Array.isArray(value)) return null;
  const named = byNames(value);
  if (!named) return null;
  return [...named].map(([name, one]) => [rest === "" ? name : `${key} ${name}`, one] as const);
}

function wholeChange(
  before: Keys | null,
  after: Keys | null,
  facts: readonly string[],
  name: string,
): readonly PartChange[] {
  if (before && after) return facts.length === 0 ? [] : [{ kind: "changed", name, details: facts }];
  // Of what comes or goes as a whole, with its things, no fact has to be said.
  if (name === "" || !(before ?? after)) return [];
  return [{ kind: after ? "added" : "removed", name, details: [] }];
}

function thingChange(
  [name, { base, head }]: readonly [string, { readonly base?: unknown; readonly head?: unknown }],
  implied: Implied,
): readonly PartChange[] {
  if (base !== undefined && head !== undefined) {
    const details = factChanges(base, head, "", implied);
    return details.length === 0 ? [] : [{ kind: "changed", name, details }];
  }
  const kind = head === undefined ? "removed" : "added";
  return [{ kind, name, details: shortFacts(head ?? base) }];
}
