import { schemaFindings, valueAt } from "./check-schema";
import type { Finding, Path, Problem } from "./problem";
import { rules } from "./rules";
import { stackSchema, type Stack } from "./schema";
import { readYaml } from "./yaml";

export type Loaded =
  | { readonly ok: true; readonly stack: Stack }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the text of a stack file. Either the whole stack, valid, or every problem in it at once, in
 * the order of the text. Never throws, whatever the text.
 */
export function loadStack(text: string): Loaded {
  const file = readYaml(text);
  if (!("data" in file)) return { ok: false, problems: file };
  const data = file.data ?? {};
  const parsed = stackSchema.safeParse(data);
  if (parsed.success) {
    const findings = rules.flatMap((rule) => [...rule.check(parsed.data)]);
    if (findings.length === 0) return { ok: true, stack: parsed.data };
    return { ok: false, problems: inOrder(findings.map((finding) => file.locate(finding))) };
  }
  const issues = parsed.error.issues;
  const findings = [
    ...schemaFindings(stackSchema, data, issues, (path) => file.source(path)),
    ...findingsInTheRest(
      data,
      issues.map((issue) => ({
        path: issue.path.filter((part) => typeof part !== "symbol"),
        unknownKeys: issue.code === "unrecognized_keys" ? issue.keys : [],
      })),
    ),
  ];
  return { ok: false, problems: inOrder(findings.map((finding) => file.locate(finding))) };
}

interface BadPlace {
  readonly path: Path;
  readonly unknownKeys: readonly string[];
}

/** Lists whose elements stand alone: a bad one is left out and the others are still checked. */
const LISTS: readonly Path[] = [["accounts"], ["access", "people"]];

/**
 * What the rules find in the parts of a file that follow the schema, so that a typing mistake does
 * not hide the other problems. Unknown keys and bad list elements are left out; a rule that reads a
 * section with any other mistake is not run, because what it would say could be wrong.
 */
function findingsInTheRest(data: unknown, places: readonly BadPlace[]): readonly Finding[] {
  const rest: unknown = structuredClone(data);
  const broken = new Set<string>();
  const dropped = new Map(LISTS.map((list) => [list.join("."), new Set<number>()]));
  for (const { path, unknownKeys } of places) {
    if (unknownKeys.length > 0) {
      const holder = valueAt(rest, path);
      for (const key of unknownKeys) if (isRecord(holder)) Reflect.deleteProperty(holder, key);
      continue;
    }
    const list = LISTS.find(
      (l) => path.length > l.length && l.every((part, i) => path[i] === part),
    );
    const index = list && path[list.length];
    if (list && typeof index === "number") dropped.get(list.join("."))?.add(index);
    else broken.add(path.slice(0, path[0] === "organization" ? 2 : 1).join("."));
  }
  const positions = new Map<string, readonly number[]>();
  for (const list of LISTS) {
    const elements = valueAt(rest, list);
    if (!Array.isArray(elements)) continue;
    const bad = dropped.get(list.join(".")) ?? new Set();
    const kept = [...elements.keys()].filter((index) => !bad.has(index));
    positions.set(list.join("."), kept);
    elements.splice(0, elements.length, ...kept.map((index) => elements[index] as unknown));
  }
  for (const place of broken) putDefault(rest, place.split("."));
  const parsed = stackSchema.safeParse(rest);
  if (!parsed.success) return [];
  return rules
    .filter((rule) => !rule.reads.some((place) => [...broken].some((bad) => overlap(place, bad))))
    .flatMap((rule) => [...rule.check(parsed.data)])
    .map((finding) => ({ ...finding, path: inOriginal(finding.path, positions) }));
}

/** Takes a malformed section out, or puts a value there that lets the rest be parsed. */
function putDefault(data: unknown, place: readonly string[]): void {
  if (!isRecord(data)) return;
  const [section = "", key] = place;
  if (section !== "organization") {
    Reflect.deleteProperty(data, section);
  } else if (key === undefined) {
    data[section] = STAND_IN_ORGANIZATION;
  } else {
    data[section] = { ...(data[section] as object), [key]: STAND_IN_ORGANIZATION[key] };
  }
}

/** Required keys of `organization`; no rule reads what stands here instead of a malformed value. */
const STAND_IN_ORGANIZATION: Readonly<Record<string, string>> = {
  name: "organization",
  homeRegion: "us-east-1",
  managementAccountId: "000000000000",
  email: "aws+{account}@example.com",
};

/** Is one dotted place the other, or inside it? */
function overlap(a: string, b: string): boolean {
  return `${a}.`.startsWith(`${b}.`) || `${b}.`.startsWith(`${a}.`);
}

/** A path after bad list elements were left out, as the path in the file. */
function inOriginal(path: Path, positions: ReadonlyMap<string, readonly number[]>): Path {
  for (const list of LISTS) {
    const index = path[list.length];
    if (typeof index !== "number" || !list.every((part, i) => path[i] === part)) continue;
    const original = positions.get(list.join("."))?.[index] ?? index;
    return path.map((part, i) => (i === list.length ? original : part));
  }
  return path;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      a.path.localeCompare(b.path) ||
      a.message.localeCompare(b.message),
  );
}
