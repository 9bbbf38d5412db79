import { accountPairs } from "./account-pairs";
import { exceptionName } from "./exception-text";
import { expectationText } from "./expectation-text";
import { partChanges } from "./part-changes";
import { guardrailChanges } from "./guardrail-changes";
import type { PlannedAccount, PlannedRole } from "./plan";
import type { PlanRecord } from "./plan-record";
import { followsFromRegions, PARTS, type PartName } from "./plan-parts";

/** One thing that two plans have differently. */
export interface PlanChange {
  readonly kind: "added" | "removed" | "changed";
  readonly what:
    | "organization"
    | "unit"
    | "account"
    | "role"
    | "boundary"
    | "person"
    | "group"
    | PartName
    | "guardrail"
    | "exception"
    | "quotas"
    | "stamping"
    | "expectation";
  readonly name: string;
  /** What is different of it, in words; of what comes or goes, what it is. */
  readonly details: readonly string[];
}

export interface ResourceChange {
  /** Pulumi's type. */
  readonly type: string;
  readonly before: number;
  readonly after: number;
}

/** What is built differently, in the order in which people read a plan. Null: nothing is built. */
export function planChanges(
  base: PlanRecord | null,
  head: PlanRecord | null,
): readonly PlanChange[] {
  const implied = followsFromRegions(base, head);
  return [
    ...whole(
      "organization",
      (head ?? base)?.organization.name ?? "",
      base?.organization,
      head?.organization,
    ),
    ...listChanges("unit", base?.units, head?.units, ({ path }) => path),
    ...accountChanges(base?.accounts, head?.accounts),
    ...listChanges(
      "role",
      base && rolesToCompare(base),
      head && rolesToCompare(head),
      (role) => `${role.function} in ${role.type}`,
      ({ level }) => [level],
    ),
    ...whole("boundary", "of function roles", base?.boundary, head?.boundary),
    ...listChanges(
      "person",
      base?.people.users,
      head?.people.users,
      ({ name }) => name,
      ({ functions }) => [functions.join(", ")],
    ),
    ...listChanges("group", base?.people.groups, head?.people.groups, (group) => group.function),
    ...whole("group", "of everybody", wrapped(base?.people.policy), wrapped(head?.people.policy)),
    ...PARTS.flatMap(({ what, name, of }) =>
      partChanges(base && of(base), head && of(head), name, implied).map((change): PlanChange => ({
        what,
        ...change,
      })),
    ),
    ...guardrailChanges(base?.guardrails ?? [], head?.guardrails ?? []).map(
      (change): PlanChange => ({ what: "guardrail", ...change }),
    ),
    ...listChanges("exception", base?.exceptions, head?.exceptions, exceptionName, (exception) => [
      `until ${exception.until}: ${exception.reason}`,
    ]),
    ...(base && head ? whole("quotas", "of guardrails", quotas(base), quotas(head)) : []),
    ...(base && head
      ? whole("stamping", "of roles", { how: base.stamping }, { how: head.stamping })
      : []),
    ...listChanges("expectation", base?.expectations, head?.expectations, expectationText),
  ];
}

/** How many resources of each type there are more or fewer. */
export function resourceChanges(
  base: PlanRecord | null,
  head: PlanRecord | null,
): readonly ResourceChange[] {
  const before = new Map(Object.entries(base?.resources ?? {}));
  const after = new Map(Object.entries(head?.resources ?? {}));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((type) => ({ type, before: before.get(type) ?? 0, after: after.get(type) ?? 0 }))
    .filter((change) => change.before !== change.after);
}

/** The boundary is said once, and of a role only where it has one of its own. */
function rolesToCompare({ roles, boundary }: PlanRecord) {
  const common = JSON.stringify(boundary);
  return roles.map((role: PlannedRole) => {
    const { boundary: own, ...rest } = role;
    return own === boundary || JSON.stringify(own) === common ? rest : role;
  });
}

/** `scp.policies: 10`. */
const quotas = ({ policyLimits }: PlanRecord) =>
  Object.fromEntries(
    Object.entries(policyLimits).flatMap(([kind, limit]) =>
      Object.entries(limit).map(([what, value]) => [`${kind}.${what}`, value] as const),
    ),
  );

const wrapped = (policy: object | undefined) => policy && { policy };

/** Accounts keep their identity through a change of name. */
function accountChanges(
  base: readonly PlannedAccount[] = [],
  head: readonly PlannedAccount[] = [],
): readonly PlanChange[] {
  return accountPairs(base, head).flatMap(({ before, after }): readonly PlanChange[] => {
    if (before && after) {
      const former = before.name === after.name ? [] : ["formerNames"];
      return changed("account", after.name, differences(before, after, former));
    }
    const one = after ?? before;
    const kind = after ? "added" : "removed";
    return one ? [{ kind, what: "account", name: one.name, details: [one.type] }] : [];
  });
}

function listChanges<T extends object>(
  what: PlanChange["what"],
  base: readonly T[] | null | undefined,
  head: readonly T[] | null | undefined,
  nameOf: (one: T) => string,
  wordsOf: (one: T) => readonly string[] = () => [],
): readonly PlanChange[] {
  const before = new Map((base ?? []).map((one) => [nameOf(one), one]));
  const after = new Map((head ?? []).map((one) => [nameOf(one), one]));
  return [
    ...[...after].flatMap(([name, one]): readonly PlanChange[] => {
      const old = before.get(name);
      return old
        ? changed(what, name, differences(old, one))
        : [{ kind: "added", what, name, details: wordsOf(one) }];
    }),
    ...[...before]
      .filter(([name]) => !after.has(name))
      .map(([name, one]): PlanChange => ({ kind: "removed", what, name, details: wordsOf(one) })),
  ];
}

/** What there is once in every plan. */
function whole(
  what: PlanChange["what"],
  name: string,
  base: object | null | undefined,
  head: object | null | undefined,
): readonly PlanChange[] {
  if (base && head) return changed(what, name, differences(base, head));
  const kind = head ? "added" : "removed";
  return base || head ? [{ kind, what, name, details: [] }] : [];
}

function changed(
  what: PlanChange["what"],
  name: string,
  details: readonly string[],
): readonly PlanChange[] {
  return details.length === 0 ? [] : [{ kind: "changed", what, name, details }];
}

/** "type: sandbox -> production", for each key that differs; documents only by name. */
function differences(
  base: object,
  head: object,
  ignored: readonly string[] = [],
): readonly string[] {
  const before = new Map<string, unknown>(Object.entries(base));
  const after = new Map<string, unknown>(Object.entries(head));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !ignored.includes(key))
    .flatMap((key) => differencesOf(key, before.get(key), after.get(key)));
}

function differencesOf(key: string, base: unknown, head: unknown): readonly string[] {
  if (comparable(base) === comparable(head)) return [];
  if (isWords(base) && isWords(head) && base.join().length > LONG) {
    return [`${key}: ${wordChanges(base, head).join(", ")}`];
  }
  const [from, to] = [short(base), short(head)];
  if (from !== null && to !== null) return [`${key}: ${from} -> ${to}`];
  if (isFlat(base) && isFlat(head)) {
    return differences(base, head).map((detail) => `${key}.${detail}`);
  }
  return [`${key} changed`];
}

/** Characters of a list of words above which only what is different of it is said. */
const LONG = 60;

const wordChanges = (base: readonly string[], head: readonly string[]): readonly string[] => [
  ...head.filter((word) => !base.includes(word)).map((word) => `+${word}`),
  ...base.filter((word) => !head.includes(word)).map((word) => `-${word}`),
];

/** Lists of words are sets: who has which functions does not depend on their order. */
function comparable(value: unknown): string {
  return JSON.stringify(isWords(value) ? [...value].sort() : (value ?? null));
}

/** A value in a few words, null if it takes more. */
function short(value: unknown): string | null {
  if (value === undefined || value === null) return "none";
  if (isWords(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "string") return value;
  return typeof value === "object" ? null : JSON.stringify(value);
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** Is it a map of single values, as tags are? */
function isFlat(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === "string")
  );
}
