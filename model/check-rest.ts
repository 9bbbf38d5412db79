import { z } from "zod";
import type { AwsNames } from "./aws-names";
import { schemaAt, valueAt } from "./check-schema";
import type { Finding, Path } from "./problem";
import { rules } from "./rules";
import type { Rule } from "./rules/rule";
import { stackSchema } from "./schema";

/** A place that does not follow the schema. */
export interface BadPlace {
  readonly path: Path;
  /** A bad name of an entry, and not what the entry is. */
  readonly atKey: boolean;
  readonly unknownKeys: readonly string[];
  /** The places of known keys that were meant by unknown ones. */
  readonly misspelt: readonly Path[];
  /** What the value was meant to be, where that is beyond doubt. */
  readonly meant: unknown;
}

/** Lists whose elements stand alone: a bad one is left out and the others are still checked. */
const LISTS: readonly Path[] = [
  ["accounts"],
  ["access", "customers"],
  ["access", "partners"],
  ["access", "people"],
  ["expectations"],
  ["guardrails", "custom"],
  ["guardrails", "exceptions"],
  ["guardrails", "outsideAccounts"],
];

/** Maps whose entries stand alone: a bad one counts as an empty one of that name. */
const MAPS: readonly (string | number)[] = ["accountTypes", "functions", "permissions"];

/** Maps of which rules read single keys. */
const BY_KEY: readonly (string | number)[] = ["organization", "access", "guardrails"];

/**
 * What the rules find in the parts of a file that follow the schema, so that a typing mistake does
 * not hide the other problems. What is bad is left out, and what only lacks its quotes is read with
 * them. What could be wrong because of that is not said: rules that read a section which is missing
 * now are not run, and findings about what a bad value belongs to are dropped.
 */
export function findingsInTheRest(
  data: unknown,
  places: readonly BadPlace[],
  aws?: AwsNames,
  more: readonly Rule[] = [],
): readonly Finding[] {
  // A copy in which aliases share nothing.
  const rest: unknown = JSON.parse(JSON.stringify(data));
  const broken = new Set<string>();
  const leftOut: Path[] = [];
  const corrected: Path[] = [];
  for (const { path, atKey, unknownKeys, misspelt, meant } of places) {
    if (unknownKeys.length > 0) {
      for (const key of unknownKeys) takeOut(rest, [...path, key]);
      leftOut.push(...misspelt);
    } else if (meant !== undefined) {
      put(rest, path, meant);
      corrected.push(path);
    } else if (!atKey && standsAlone(path)) {
      takeOut(rest, path);
      leftOut.push(path);
      if (MAPS.includes(path[0] ?? "")) broken.add(`${String(path[0])}.contents`);
    } else {
      const place = path.slice(0, BY_KEY.includes(path[0] ?? "") ? 2 : 1);
      broken.add(place.join("."));
      takeOut(rest, place);
      standIn(rest, place);
    }
  }
  const positions = new Map(LISTS.map((list) => [list, keepGood(rest, list)]));
  for (const section of MAPS) leftOut.push(...emptyBad(rest, section));
  const parsed = stackSchema.safeParse(rest);
  if (!parsed.success) return [];
  return [...rules, ...more]
    .filter((rule) => !rule.reads.some((place) => [...broken].some((bad) => overlap(place, bad))))
    .filter((rule) => !rule.readsWhole?.some((list) => hasGap(leftOut, list)))
    .flatMap((rule) =>
      [...rule.check(parsed.data, aws)]
        .map((finding) => ({ ...finding, path: inOriginal(finding.path, positions) }))
        .filter(
          ({ path }) =>
            !corrected.some((place) => isWithin(path, place)) &&
            !leftOut.some((place) => concerns(rule, path, place)),
        ),
    );
}

/** Is an element of the list left out? */
function hasGap(leftOut: readonly Path[], list: string): boolean {
  const path = list.split(".");
  return leftOut.some((place) => place.length === path.length + 1 && isWithin(place, path));
}

/** Is a place inside something that can be left out while the rest is checked? */
function standsAlone(path: Path): boolean {
  if (MAPS.includes(path[0] ?? "")) return path.length > 1;
  return LISTS.some((list) => path.length > list.length && isWithin(path, list));
}

/** Could a finding be wrong because of what was left out? */
function concerns(rule: Rule, path: Path, place: Path): boolean {
  if (isWithin(path, place) || (path.length > 1 && isWithin(place, path))) return true;
  const list = LISTS.find((l) => isWithin(place, l));
  if (!list || !isWithin(path, place.slice(0, list.length + 1))) return false;
  const key = [...list, place[list.length + 1]].join(".");
  return rule.reads.some((read) => overlap(read, key));
}

function put(data: unknown, path: Path, value: unknown): void {
  const holder = valueAt(data, path.slice(0, -1));
  if (isRecord(holder)) holder[String(path.at(-1))] = value;
}

/** Takes a value out of its map; in a list, something empty stays, so that the others keep their place. */
function takeOut(data: unknown, path: Path): void {
  const holder = valueAt(data, path.slice(0, -1));
  if (Array.isArray(holder)) {
    const element = schemaAt(stackSchema, path);
    const empty = [{}, ""].find((value) => element && z.safeParse(element, value).success);
    put(data, path, empty ?? "left-out");
  } else if (isRecord(holder)) {
    Reflect.deleteProperty(holder, String(path.at(-1)));
  }
}

/** Leaves the elements out that do not follow the schema; gives the positions of the others. */
function keepGood(data: unknown, list: Path): readonly number[] {
  const elements = valueAt(data, list);
  const schema = schemaAt(stackSchema, [...list, 0]);
  if (!Array.isArray(elements) || !schema) return [];
  const kept = [...elements.keys()].filter((index) => z.safeParse(schema, elements[index]).success);
  put(
    data,
    list,
    kept.map((index) => elements[index] as unknown),
  );
  return kept;
}

/** Empties the entries that do not follow the schema; gives their places. */
function emptyBad(data: unknown, section: string | number): readonly Path[] {
  const entries = valueAt(data, [section]);
  if (!isRecord(entries) || Array.isArray(entries)) return [];
  return Object.keys(entries).flatMap((name) => {
    const schema = schemaAt(stackSchema, [section, name]);
    if (!schema || z.safeParse(schema, entries[name]).success) return [];
    entries[name] = {};
    return [[section, name]];
  });
}

/** Lets the rest be parsed when a required part is left out; no rule reads what stands there. */
function standIn(data: unknown, [section, key]: Path): void {
  if (section !== "organization") return;
  if (key === undefined) put(data, [section], STAND_IN_ORGANIZATION);
  else if (Object.hasOwn(STAND_IN_ORGANIZATION, key)) {
    put(data, [section, key], STAND_IN_ORGANIZATION[key]);
  }
}

const STAND_IN_ORGANIZATION: Readonly<Record<string, string>> = {
  // As short as can be: addresses that are made of it may be too long with the right name.
  name: "a",
  homeRegion: "us-east-1",
  managementAccountId: "000000000000",
  email: "aws+{account}@example.com",
};

/** Is one dotted place the other, or inside it? */
function overlap(a: string, b: string): boolean {
  return `${a}.`.startsWith(`${b}.`) || `${b}.`.startsWith(`${a}.`);
}

/** Is a path the place, or inside it? */
function isWithin(path: Path, place: Path): boolean {
  return path.length >= place.length && place.every((part, i) => path[i] === part);
}

/** A path after bad list elements were left out, as the path in the file. */
function inOriginal(path: Path, positions: ReadonlyMap<Path, readonly number[]>): Path {
  for (const [list, kept] of positions) {
    const index = path[list.length];
    if (typeof index !== "number" || !isWithin(path, list)) continue;
    return path.map((part, i) => (i === list.length ? (kept[index] ?? index) : part));
  }
  return path;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
