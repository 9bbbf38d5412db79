/**
 * What two values of a plan have differently, as short facts: paths and values. It knows nothing of
 * what the values mean, so that whatever a part of the plan gets later is shown, too.
 */

/** A document, a template or a query: that it changed is said, not how. */
const LONGEST_VALUE = 120;

/** Characters of a list of words above which only what is different of it is said. */
const LONGEST_LIST = 60;

/** Keys by which the things of a list are told from each other, the first that they have. */
const NAMES = [
  "name",
  "path",
  "issuer",
  "function",
  "id",
  "identifier",
  "service",
  "account",
  "region",
];

/** Does a difference follow from something that is said elsewhere? */
export type Implied = (base: unknown, head: unknown) => boolean;
export const NOTHING: Implied = () => false;

/** `objectLock.days: 365 -> 400`, for each fact that differs, in the order of the keys. */
export function factChanges(
  base: unknown,
  head: unknown,
  path = "",
  implied: Implied = NOTHING,
): readonly string[] {
  if (same(base, head) || implied(base, head)) return [];
  if (isDocument(base) || isDocument(head) || isLong(base) || isLong(head)) {
    return [`${named(path)} ${changedHow(base, head)}`];
  }
  if (isList(base) && isList(head)) return listChanges(base, head, path, implied);
  if (isMap(base) && isMap(head)) {
    return [...new Set([...Object.keys(base), ...Object.keys(head)])].flatMap((key) =>
      factChanges(base[key], head[key], below(path, key), implied),
    );
  }
  const [from, to] = [shortValue(base), shortValue(head)];
  if (from !== null && to !== null) return [`${named(path)}: ${from} -> ${to}`];
  return [`${named(path)} ${changedHow(base, head)}`];
}

/** Things of a list by their names; null where they have none, or two have the same. */
export function byNames(list: readonly unknown[]): ReadonlyMap<string, unknown> | null {
  const key = NAMES.find((one) => list.every((item) => isMap(item) && isName(item[one])));
  if (key === undefined) return null;
  const found = new Map(list.map((item) => [isMap(item) ? String(item[key]) : "", item] as const));
  return found.size === list.length ? found : null;
}

function listChanges(
  base: readonly unknown[],
  head: readonly unknown[],
  path: string,
  implied: Implied,
): readonly string[] {
  const [before, after] = [byNames(base), byNames(head)];
  if (before && after && (base.length > 0 || head.length > 0)) {
    const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `-${name}`);
    const come = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+${name}`);
    const words = [...come, ...gone];
    return [
      ...(words.length === 0 ? [] : [`${named(path)}: ${words.join(", ")}`]),
      ...[...after].flatMap(([name, item]) =>
        before.has(name) ? factChanges(before.get(name), item, below(path, name), implied) : [],
      ),
    ];
  }
  const [from, to] = [base.map(shortValue), head.map(shortValue)];
  if (![...from, ...to].every((one) => one !== null)) return [`${named(path)} changed`];
  // Lists of words are sets.
  const come = to.filter((one) => !from.includes(one)).map((one) => `+${String(one)}`);
  const gone = from.filter((one) => !to.includes(one)).map((one) => `-${String(one)}`);
  if (come.length + gone.length === 0) return [];
  const words = (list: readonly (string | null)[]): string => list.join(", ") || "none";
  return [
    words(from).length <= LONGEST_LIST
      ? `${named(path)}: ${words(from)} -> ${words(to)}`
      : `${named(path)}: ${[...come, ...gone].join(", ")}`,
  ];
}

type Keys = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isName = (value: unknown): boolean => typeof value === "string" && value !== "";

/** An IAM document or a CloudFormation template. */
function isDocument(value: unknown): boolean {
  return isMap(value) && ("Statement" in value || "Resources" in value || "body" in value);
}

const isLong = (value: unknown): boolean =>
  typeof value === "string" && (value.length > LONGEST_VALUE || value.includes("\n"));

function changedHow(base: unknown, head: unknown): string {
  if (isNothing(base)) return "added";
  return isNothing(head) ? "removed" : "changed";
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false;

/** A value in a few words; null if it takes more. */
function shortValue(value: unknown): string | null {
  if (value === undefined || value === null) return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "string") return value === "" ? "none" : value;
  if (isList(value) && value.length === 0) return "none";
  if (isList(value) && value.every((one) => typeof one !== "object")) {
    const text = value.map(String).join(", ");
    return text.length > LONGEST_VALUE ? null : text;
  }
  return null;
}

function same(base: unknown, head: unknown): boolean {
  return base === head || JSON.stringify(base ?? null) === JSON.stringify(head ?? null);
}

const below = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);
const named = (path: string): string => (path === "" ? "all" : path);

/** Facts that say what somebody's or something's kind is; of a thing that comes, these are enough. */
const TELLING = 4;

/** `zones: 3`, for the first facts of a thing that are one value each. */
export function shortFacts(value: unknown): readonly string[] {
  if (!isMap(value)) return [];
  const name = NAMES.find((key) => isName(value[key]));
  return Object.entries(value)
    .filter(([key, one]) => key !== name && !isNothing(one) && !isMap(one) && !isLong(one))
    .flatMap(([key, one]) => {
      const text = isList(one) && one.length === 0 ? null : shortValue(one);
      return text === null ? [] : [`${key}: ${text}`];
    })
    .slice(0, TELLING);
}
