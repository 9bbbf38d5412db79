import type { AccessLevel, Action } from "./actions";
import type { Account } from "./world/accounts";
import type { FunctionRole } from "./world/actors";
import type { World } from "./world/world";

/** Levels from the least to the most. */
export const LEVELS: readonly AccessLevel[] = ["list", "read", "write", "tagging", "permissions"];

/** What a role can do: how many actions of each level, of those that AWS has. */
export type Counts = Readonly<Record<AccessLevel, number>>;

/** The highest that a role can do, in one word. */
export type Summary = "none" | "list" | "read" | "write" | "administer";

/** One function in one type of account. */
export interface Cell {
  readonly type: string;
  readonly function: string;
  /** Name of the permission level of the plan. */
  readonly level: string;
  readonly summary: Summary;
  readonly counts: Counts;
  readonly services: readonly ServiceCell[];
}

interface ServiceCell {
  readonly service: string;
  readonly summary: Summary;
  readonly counts: Counts;
}

export interface Matrix {
  /** Types of accounts in the order of the plan, core accounts first. */
  readonly types: readonly string[];
  readonly functions: readonly string[];
  readonly cells: readonly Cell[];
  /** All actions that AWS has, by level. */
  readonly total: Counts;
}

/**
 * Every function in every type of account, over all actions: an action counts if there is some
 * resource, and some request, for which it is allowed.
 */
export function matrixOf(world: World): Matrix {
  const examples = examplesByType(world);
  const roles = [...examples.values()].flatMap((account) => world.roles(account));
  return {
    types: [...examples.keys()],
    functions: world.plan.people.groups.map((group) => group.function),
    cells: roles.map((role) => cellOf(world, role)),
    total: countsOf(world.actions.all),
  };
}

/** One account of each type: the first that has roles, or the first. */
export function examplesByType(world: World): ReadonlyMap<string, Account> {
  const examples = new Map<string, Account>();
  for (const of of world.accounts.classes) {
    const known = examples.get(of.type);
    if (!known || (known.class.roles.length === 0 && of.roles.length > 0)) {
      examples.set(of.type, world.accounts.example(of));
    }
  }
  return examples;
}

function cellOf(world: World, role: FunctionRole): Cell {
  const { type, function: fn, level } = role.role;
  return cellWith({ type, function: fn, level }, [...world.grants(role).keys()]);
}

/** What somebody can do, of the actions that are possible. */
export function cellWith(
  of: Pick<Cell, "type" | "function" | "level">,
  actions: readonly Action[],
): Cell {
  const services = new Map<string, Action[]>();
  for (const action of actions) {
    const own = services.get(action.service);
    if (own) own.push(action);
    else services.set(action.service, [action]);
  }
  return {
    ...of,
    ...summed(actions),
    services: [...services].map(([service, own]) => ({ service, ...summed(own) })),
  };
}

function summed(actions: readonly Action[]): {
  readonly summary: Summary;
  readonly counts: Counts;
} {
  const counts = countsOf(actions);
  return { summary: summaryOf(counts), counts };
}

function countsOf(actions: readonly Action[]): Counts {
  const counts = { list: 0, read: 0, write: 0, tagging: 0, permissions: 0 };
  for (const { level } of actions) counts[level] += 1;
  return counts;
}

export function summaryOf({ list, read, write, tagging, permissions }: Counts): Summary {
  if (permissions > 0) return "administer";
  if (write + tagging > 0) return "write";
  if (read > 0) return "read";
  return list > 0 ? "list" : "none";
}
