import type { Action } from "../access/actions";
import { cellWith, examplesByType, type Matrix } from "../access/matrix";
import { or, type Formula } from "../access/policy/formula";
import type { Account } from "../access/world/accounts";
import type { World } from "../access/world/world";

/** A function, or a person with the functions together. */
export interface Column {
  readonly name: string;
  readonly functions: readonly string[];
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
        const account = examples.get(type);
        const level = account ? levelOf(world, column, account) : "";
        if (!account || level === "") return [];
        const actions = [...grantsIn(world, column, account, service).keys()];
        return [cellWith({ type, function: column.name, level }, actions)];
      }),
    ),
    total: cellWith({ type: "", function: "", level: "" }, actionsOf(world, service)).counts,
  };
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
