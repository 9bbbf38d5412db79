import type { PlannedAccount } from "./plan";
import type { PlanRecord } from "./plan-record";

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
    | "log archive"
    | "stamping"
    | "expectation";
  readonly name: string;
  /** What is different of it, in words; empty where it is all new or all gone. */
  readonly details: readonly string[];
}

export interface ResourceChange {
  /** Pulumi's type. */
  readonly type: string;
  readonly before: number;
  readonly after: number;
}

/** What is built differently, in the order in which people read a plan. */
export function planChanges(base: PlanRecord, head: PlanRecord): readonly PlanChange[] {
  return [
    ...organizationChanges(base, head),
    ...listChanges("unit", base.units, head.units, ({ path }) => path),
    ...accountChanges(base.accounts, head.accounts),
    ...listChanges("role", base.roles, head.roles, (role) => `${role.function} in ${role.type}`, [
      "boundary",
      "type",
      "function",
    ]),
    ...whole("boundary", "of function roles", base.boundary, head.boundary),
    ...listChanges("person", base.people.users, head.people.users, ({ name }) => name),
    ...listChanges("group", base.people.groups, head.people.groups, (group) => group.function),
    ...whole("group", "of everybody", base.people.policy, head.people.policy),
    ...whole("log archive", "of the audit account", base.logs, head.logs),
    ...whole("stamping", "of roles", base.stamping, head.stamping),
    ...listChanges("expectation", base.expectations, head.expectations, (one) =>
      JSON.stringify(one),
    ),
  ];
}

/** How many resources of each type there are more or fewer. */
export function resourceChanges(base: PlanRecord, head: PlanRecord): readonly ResourceChange[] {
  const types = new Set([...Object.keys(base.resources), ...Object.keys(head.resources)]);
  return [...types]
    .map((type) => ({
      type,
      before: base.resources[type] ?? 0,
      after: head.resources[type] ?? 0,
    }))
    .filter(({ before, after }) => before !== after);
}

function organizationChanges(base: PlanRecord, head: PlanRecord): readonly PlanChange[] {
  const details = differences(base.organization, head.organization, []);
  return details.length === 0
    ? []
    : [{ kind: "changed", what: "organization", name: head.organization.name, details }];
}

/** Accounts keep their identity through a change of name. */
function accountChanges(
  base: readonly PlannedAccount[],
  head: readonly PlannedAccount[],
): readonly PlanChange[] {
  const before = new Map(base.map((account) => [account.name, account]));
  const former = (account: PlannedAccount): PlannedAccount | undefined =>
    [account.name, ...account.formerNames]
      .map((name) => before.get(name))
      .find((found) => found !== undefined);
  const kept = new Set(head.map(former));
  return [
    ...head.flatMap((account): readonly PlanChange[] => {
      const old = former(account);
      return old
        ? changed("account", account.name, differences(old, account, []))
        : [{ kind: "added", what: "account", name: account.name, details: [account.type] }];
    }),
    ...base
      .filter((account) => !kept.has(account))
      .map(({ name, type }): PlanChange => ({
        kind: "removed",
        what: "account",
        name,
        details: [type],
      })),
  ];
}

function listChanges<T extends object>(
  what: PlanChange["what"],
  base: readonly T[],
  head: readonly T[],
  nameOf: (one: T) => string,
  ignored: readonly string[] = [],
): readonly PlanChange[] {
  const before = new Map(base.map((one) => [nameOf(one), one]));
  const after = new Map(head.map((one) => [nameOf(one), one]));
  return [
    ...[...after].flatMap(([name, one]): readonly PlanChange[] => {
      const old = before.get(name);
      return old
        ? changed(what, name, differences(old, one, ignored))
        : [{ kind: "added", what, name, details: [] }];
    }),
    ...[...before.keys()]
      .filter((name) => !after.has(name))
      .map((name): PlanChange => ({ kind: "removed", what, name, details: [] })),
  ];
}

function whole(
  what: PlanChange["what"],
  name: string,
  base: unknown,
  head: unknown,
): readonly PlanChange[] {
  if (JSON.stringify(base) === JSON.stringify(head)) return [];
  const details =
    typeof base === "string" && typeof head === "string" ? [`${base} -> ${head}`] : [];
  return [{ kind: "changed", what, name, details }];
}

function changed(
  what: PlanChange["what"],
  name: string,
  details: readonly string[],
): readonly PlanChange[] {
  return details.length === 0 ? [] : [{ kind: "changed", what, name, details }];
}

/** "type: sandbox -> production", for each key that differs; documents only by name. */
function differences(base: object, head: object, ignored: readonly string[]): readonly string[] {
  const before = new Map<string, unknown>(Object.entries(base));
  const after = new Map<string, unknown>(Object.entries(head));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !ignored.includes(key))
    .filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
    .map((key) => {
      const [from, to] = [short(before.get(key)), short(after.get(key))];
      return from === null || to === null ? `${key} changed` : `${key}: ${from} -> ${to}`;
    });
}

/** A value in a few words, null if it takes more. */
function short(value: unknown): string | null {
  if (value === undefined || value === null) return "none";
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) {
    return value.length === 0 ? "none" : value.join(", ");
  }
  return typeof value === "object" ? null : String(value as string | number | boolean);
}
