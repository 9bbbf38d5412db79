import type { OneOrMore, Statement } from "../iam/document";
import { bindsPermissions, type PlannedGuardrail } from "./guardrails";
import { levelsAbove, ROOT } from "./units";

/** What is different of a policy of the organization, wherever it is attached. */
export interface PolicyChange {
  readonly kind: "added" | "removed" | "changed";
  /** Name of the policy. */
  readonly name: string;
  readonly details: readonly string[];
}

type Attached = readonly PlannedGuardrail[];

/** Units, or policies, that are named; of more, the first and how many there are. */
const NAMED = 5;

/** A policy that several units have is one policy: each once, with its targets and statements. */
export function guardrailChanges(base: Attached, head: Attached): readonly PolicyChange[] {
  const [before, after] = [byName(base), byName(head)];
  return [
    ...[...after].flatMap(([name, now]): readonly PolicyChange[] => {
      const was = before.get(name);
      if (was) return changed(name, was, now, head);
      return [{ kind: "added", name, details: [`at ${targetsWords(now)}`, ...purpose(now)] }];
    }),
    ...[...before]
      .filter(([name]) => !after.has(name))
      .map(([name, was]): PolicyChange => {
        const details = [`was at ${targetsWords(was)}`, ...goesOn(was, head), ...purpose(was)];
        return { kind: "removed", name, details };
      }),
  ];
}

function byName(attached: Attached): ReadonlyMap<string, Attached> {
  const policies = new Map<string, PlannedGuardrail[]>();
  for (const one of attached) {
    const known = policies.get(one.name);
    if (known) known.push(one);
    else policies.set(one.name, [one]);
  }
  return policies;
}

function changed(
  name: string,
  was: Attached,
  now: Attached,
  head: Attached,
): readonly PolicyChange[] {
  const gone = was.filter(({ target }) => !now.some((one) => one.target === target));
  const come = now.filter(({ target }) => !was.some((one) => one.target === target));
  const [before, after] = [was[0], now[0]];
  const details = [
    ...(come.length > 0 ? [`now at ${targetsWords(come)}`] : []),
    ...(gone.length > 0 ? [`no longer at ${targetsWords(gone)}`, ...goesOn(gone, head)] : []),
    ...(before && after ? [...memberChanges(before, after), ...contentChanges(before, after)] : []),
  ];
  return details.length === 0 ? [] : [{ kind: "changed", name, details }];
}

/** What it is for: the guardrail's sentence, or the names of those that share it. */
const purpose = ([first]: Attached): readonly string[] =>
  first && !first.name.endsWith(first.description) ? [first.description] : [];

function targetsWords(attached: readonly Pick<PlannedGuardrail, "target">[]): string {
  return shortened(
    attached.map(({ target }) => (target === ROOT ? "the root" : target)),
    "units",
  );
}

function shortened(names: readonly string[], what: string): string {
  const shown = names.length <= NAMED ? names : names.slice(0, NAMED - 1);
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more ${what}`}`;
}

/**
 * What a policy held goes on where others hold it, at the same place or above it; statements that are
 * not the same there are named.
 */
function goesOn(gone: Attached, head: Attached): readonly string[] {
  const held = gone.flatMap((policy) => {
    const above = head.filter((one) => levelsAbove(policy.target).includes(one.target));
    const others = policy.guardrails.flatMap(
      (name) => above.find((one) => one.guardrails.includes(name)) ?? [],
    );
    return others.length === policy.guardrails.length ? [{ ...policy, others }] : [];
  });
  if (held.length === 0) return [];
  const names = shortened(
    [...new Set(held.flatMap(({ others }) => others.map(({ name }) => name)))],
    "policies",
  );
  const lost = [...new Set(held.flatMap(({ document, others }) => notIn(document, others)))];
  const where = held.length === gone.length ? "there" : `at ${targetsWords(held)}`;
  const other = lost.length === 0 ? "" : `, but not as it was: ${lost.join(", ")}`;
  return [`still held ${where} by ${names}${other}`];
}

/** Parts of a document that none of the others has, in the same words or in wider ones. */
function notIn(document: PlannedGuardrail["document"], others: Attached): readonly string[] {
  const there = others.flatMap((one) => [...partsOf(one.document).values()]);
  return [...partsOf(document)]
    .filter(([, part]) => !there.some((other) => covers(other, part)))
    .map(([name]) => name);
}

/** Statements that differ in their actions alone, or in their resources alone, become one in a policy. */
function covers(wide: unknown, narrow: unknown): boolean {
  if (!isStatement(wide) || !isStatement(narrow)) return text(wide) === text(narrow);
  return (
    text({ ...narrow, ...COMPARED }) === text({ ...wide, ...COMPARED }) &&
    isWithin(narrow.Action, wide.Action) &&
    isWithin(narrow.Resource, wide.Resource)
  );
}

/** Keys of a statement that are compared by themselves, or not at all. */
const COMPARED = { Sid: undefined, Action: undefined, Resource: undefined };

const text = (part: unknown): string => JSON.stringify(part ?? null);

const isStatement = (part: unknown): part is Statement =>
  typeof part === "object" && part !== null && "Effect" in part;

function isWithin(few: OneOrMore | undefined, many: OneOrMore | undefined): boolean {
  const all = [many ?? []].flat();
  return (
    (few === undefined) === (many === undefined) &&
    [few ?? []].flat().every((one) => all.includes(one))
  );
}

/** Guardrails that came into a shared policy, or went out of it. */
function memberChanges(before: PlannedGuardrail, after: PlannedGuardrail): readonly string[] {
  const come = after.guardrails.filter((name) => !before.guardrails.includes(name));
  const gone = before.guardrails.filter((name) => !after.guardrails.includes(name));
  return [
    ...(come.length > 0 ? [`with ${come.join(", ")}`] : []),
    ...(gone.length > 0 ? [`without ${gone.join(", ")}`] : []),
  ];
}

function contentChanges(before: PlannedGuardrail, after: PlannedGuardrail): readonly string[] {
  if (JSON.stringify(before.document) === JSON.stringify(after.document)) return [];
  const parts = partChanges(partsOf(before.document), partsOf(after.document));
  const what = bindsPermissions(after) ? "statements" : "document";
  return parts.length === 0 ? [`${what} changed`] : [`${what}: ${parts.join(", ")}`];
}

/**
 * Statements by their names, one without by its place; of policies of another grammar keys of tags,
 * or plans of backups.
 */
function partsOf(document: PlannedGuardrail["document"]): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(document).flatMap(([key, value]: readonly [string, unknown]) => {
      if (Array.isArray(value)) {
        return value.map((one: Partial<Statement>, index) => [
          one.Sid ?? `statement ${index + 1}`,
          one,
        ]);
      }
      if (typeof value !== "object" || value === null) return [[key, value]];
      return Object.entries(value).map(([name, part]) => [`${key}.${name}`, part]);
    }),
  );
}

function partChanges(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  return [
    ...[...after].flatMap(([name, part]) => {
      if (!before.has(name)) return [`+${name}`];
      return text(before.get(name)) === text(part) ? [] : [`~${name}`];
    }),
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `-${name}`),
  ];
}
