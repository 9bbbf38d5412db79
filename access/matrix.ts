import type { AccessLevel, Action } from "./actions";
import type { Formula } from "./policy/formula";
import { possible } from "./policy/possible";
import type { Account } from "./world/accounts";
import type { FunctionRole } from "./world/actors";
import { asker } from "./world/ask";
import { isPartnerRole, type PartnerRole } from "./world/own-roles";
import type { World } from "./world/world";

/** Levels from the least to the most. */
export const LEVELS: readonly AccessLevel[] = ["list", "read", "write", "tagging", "permissions"];

/** What a role can do: how many actions of each level, of those that AWS has. */
export type Counts = Readonly<Record<AccessLevel, number>>;

/** The highest that a role can do, in one word. */
export type Summary = "none" | "list" | "read" | "write" | "administer";

/** One function, or a partner's role, in one type of account. */
export interface Cell {
  readonly type: string;
  /** Name of the function; of a partner, of its role. */
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
  /** Functions, then partners' roles. */
  readonly functions: readonly string[];
  readonly cells: readonly Cell[];
  /** All actions that AWS has, by level. */
  readonly total: Counts;
}

/**
 * Every function in every type of account, and every partner's in those that it is let into, over all
 * actions: an action counts if there is some resource, and some request, for which it is allowed.
 */
export function matrixOf(world: World): Matrix {
  const examples = examplesByType(world);
  const roles = [...examples.values()].flatMap((account) => world.roles(account));
  const partners = partnerCells(world);
  return {
    types: [...examples.keys()],
    functions: [
      ...world.plan.people.groups.map((group) => group.function),
      ...new Set(partners.map((cell) => cell.function)),
    ],
    cells: [...roles.map((role) => cellOf(world, role)), ...partners],
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

/** Partners' roles, each in the first of its accounts of a type. */
function partnerCells(world: World): readonly Cell[] {
  return partnerRoles(world).map((own) => {
    const { type, name, level } = own.role;
    return cellWith({ type, function: name, level }, [...partnerGrants(world, own).keys()]);
  });
}

/** One role of each partner, function and type, in the first of its accounts. */
export function partnerRoles(world: World): readonly PartnerRole[] {
  return world.plan.partners.flatMap(({ name, sets }) =>
    sets.flatMap(({ accounts: [first = ""] }): readonly PartnerRole[] => {
      const account = world.accounts.find(first);
      const own = account ? world.ownRoles(account) : [];
      return own.flatMap((one) => {
        const { role } = one;
        return isPartnerRole(role) && role.partner === name ? [{ ...one, role }] : [];
      });
    }),
  );
}

/** Actions that a partner's role can do for some resource and some request, with what has to hold. */
export function partnerGrants(world: World, own: PartnerRole): ReadonlyMap<Action, Formula> {
  const { account } = own;
  const asks = asker(world, own, account);
  return new Map(
    world.named(own).flatMap((action): readonly (readonly [Action, Formula])[] => {
      const resources = world.anyResource(action.name, account);
      const formula = asks({ action: action.name, resources });
      return possible(formula, resources) ? [[action, formula]] : [];
    }),
  );
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
