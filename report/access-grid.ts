import type { Action } from "../access/actions";
import {
  cellWith,
  examplesByType,
  partnerGrants,
  partnerRoles,
  type Cell,
  type Matrix,
} from "../access/matrix";
import { or, type Formula } from "../access/policy/formula";
import type { Account } from "../access/world/accounts";
import type { World } from "../access/world/world";
import type { Limits } from "../model/plan";

/** A function, a person with the functions together, or a partner's role. */
export interface Column {
  readonly name: string;
  readonly functions: readonly string[];
  /** Where a person's functions end. */
  readonly limits?: Limits | null;
  readonly partner?: true;
}

/** A column for each partner's role, by its name. */
export function partnerColumns(world: World): readonly Column[] {
  const names = new Set(partnerRoles(world).map(({ role }) => role.name));
  return [...names].map((name) => ({ name, functions: [], partner: true }));
}

/** What to show of the matrix. */
export interface Wanted {
  readonly columns: readonly Column[];
  readonly types: readonly string[];
  /** One service alone, by its prefix. */
  readonly service: string | null;
}

/** Actions that are possible, with what has to hold. */
export type Grants = ReadonlyMap<Action, Formula>;

/** The matrix over some columns and types; a column without a role in a type has no cell there. */
export function gridOf(world: World, wanted: Wanted): Matrix {
  const examples = examplesByType(world);
  const { columns, types, service } = wanted;
  return {
    types,
    functions: columns.map(({ name }) => name),
    cells: types.flatMap((type) =>
      columns.flatMap((column) => {
        if (column.partner) return partnerCell(world, column, type, service);
        const account = examples.get(type);
        const level = account ? levelOf(world, column, account) : "";
        if (!account || level === "" || !isWithin(world, column, type)) return [];
        const actions = [...grantsIn(world, column, account, service).keys()];
        return [cellWith({ type, function: column.name, level }, actions)];
      }),
    ),
    total: cellWith({ type: "", function: "", level: "" }, actionsOf(world, service)).counts,
  };
}

function partnerCell(
  world: World,
  { name }: Column,
  type: string,
  service: string | null,
): readonly Cell[] {
  const own = partnerRoles(world).find(({ role }) => role.name === name && role.type === type);
  if (!own) return [];
  const actions = [...partnerGrants(world, own).keys()].filter(
    (action) => service === null || action.service === service,
  );
  return [cellWith({ type, function: name, level: own.role.level }, actions)];
}

/** Are there accounts of a type to which somebody's functions reach? */
function isWithin({ accounts }: World, { limits }: Column, type: string): boolean {
  if (!limits) return true;
  return (
    limits.types.includes(type) ||
    limits.accounts.some((name) => accounts.find(name)?.class.type === type)
  );
}

function actionsOf({ actions }: World, service: string | null): readonly Action[] {
  return service === null ? actions.all : actions.of(service);
}

/** Names of the permission levels, empty if there is no role. */
export function levelOf(world: World, { functions }: Column, account: Account): string {
  const levels = functions.flatMap((fn) => world.role(fn, account)?.role.level ?? []);
  return [...new Set(levels)].join(", ");
}

/** What a column's roles can do in an account, by one of them or another. */
export function grantsIn(
  world: World,
  { functions }: Column,
  account: Account,
  service: string | null,
): Grants {
  const all = new Map<Action, Formula>();
  for (const fn of functions) {
    const role = world.role(fn, account);
    for (const [action, when] of role ? world.grants(role) : []) {
      if (service !== null && action.service !== service) continue;
      const known = all.get(action);
      all.set(action, known === undefined ? when : or(known, when));
    }
  }
  return all;
}
