import type { Action } from "../actions";
import { arnPattern, NO_RESOURCE, type ArnPattern } from "../policy/arn";
import { either, keyOf, not, type Formula } from "../policy/formula";
import { implies } from "../policy/possible";
import { renamed } from "../policy/renamed";
import { simplified } from "../policy/simplified";
import { formulaWords } from "../policy/words";
import type { Account } from "../world/accounts";
import { resourceText } from "../world/resources";
import type { World } from "../world/world";
import type { Changed, Danger } from "./change";

/** What somebody can do: for each action, what has to hold. */
export type Grants = ReadonlyMap<Action, Formula>;

export const NOTHING: Grants = new Map();

/** The account in question, in formulas that two worlds share. */
const SELF = "<account>";

/**
 * A formula with accounts by what they are in place of their ids: ids come with the first run, and
 * what is the same in many accounts reads the same.
 */
export function canonical(
  { core, cast }: World,
  self: Account | undefined,
): (formula: Formula) => Formula {
  const names: (readonly [string, string])[] = [
    ...(self ? [[self.id, SELF] as const] : []),
    ...Object.entries(core)
      .filter(([, account]) => account !== self)
      .map(([type, { id }]) => [id, `<${type}>`] as const),
    [cast.organizationId, "<organization>"],
  ];
  return (formula) => {
    if (formula === true) return true;
    let result: Formula = formula;
    for (const [id, name] of names) {
      if (id !== name && keyOf(result).includes(id)) result = renamed(result, id, name);
    }
    return result;
  };
}

export function canonicalGrants(grants: Grants, world: World, self: Account): Grants {
  const named = canonical(world, self);
  return new Map([...grants].map(([action, formula]) => [action, named(formula)]));
}

/** What several sources together permit. */
export function union(all: readonly Grants[]): Grants {
  const [first = NOTHING, ...others] = all;
  if (others.length === 0) return first;
  const sum = new Map(first);
  for (const grants of others) {
    for (const [action, formula] of grants) {
      const known = sum.get(action);
      sum.set(action, known === undefined ? formula : either(known, formula));
    }
  }
  return sum;
}

type DangerOf = (action: Action) => Danger;

/** Actions that are allowed in other cases than before. */
export function comparison(
  partition: string,
  dangerOf: DangerOf,
): (before: Grants, after: Grants) => readonly Changed[] {
  const resources = new Map<Action, readonly ArnPattern[]>();
  const resourcesOf = (action: Action): readonly ArnPattern[] => {
    let found = resources.get(action);
    if (!found) resources.set(action, (found = patternsOf(action, partition)));
    return found;
  };
  return (before, after) => {
    if (before === after) return [];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((action) => {
      const was = before.get(action);
      const is = after.get(action);
      const how = outcome(was, is, () => resourcesOf(action));
      if (!how.gained && !how.lost) return [];
      const words = bothWords(was, is);
      return [{ action, name: action.name, danger: dangerOf(action), ...words, ...how }];
    });
  };
}

function outcome(
  was: Formula = false,
  is: Formula = false,
  resources: () => readonly ArnPattern[],
): Pick<Changed, "gained" | "lost"> {
  if (was === is || keyOf(was) === keyOf(is)) return { gained: false, lost: false };
  if (was === false || is === false) return { gained: was === false, lost: is === false };
  return {
    gained: !implies(is, not(was), resources()),
    lost: !implies(was, not(is), resources()),
  };
}

function bothWords(
  was: Formula | undefined,
  is: Formula | undefined,
): Pick<Changed, "before" | "after"> {
  const before = was === undefined ? null : wordsOf(was);
  const after = is === undefined ? null : wordsOf(is);
  if (before !== after || was === undefined || is === undefined) return { before, after };
  // Different operators can read alike.
  return { before: exactWords(was), after: exactWords(is) };
}

const known = new WeakMap<Exclude<Formula, boolean>, string>();

function wordsOf(formula: Formula): string {
  if (formula === true) return "";
  if (formula === false) return "never";
  let words = known.get(formula);
  if (words === undefined) known.set(formula, (words = formulaWords(simplified(formula))));
  return words;
}

function exactWords(formula: Formula): string {
  return `${wordsOf(formula)} [${keyOf(formula).replaceAll("\n", " ")}]`;
}

/** All resources that an action can be asked for in the account in question. */
function patternsOf({ resources }: Action, partition: string): readonly ArnPattern[] {
  return resources.length === 0
    ? [NO_RESOURCE]
    : resources.map((format) => arnPattern(resourceText(format, partition, SELF)));
}
