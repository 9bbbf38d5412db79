import { functionsOf } from "../principals";
import type { World } from "../world/world";
import type { Changed, Found } from "./change";
import { NOTHING, type Grants } from "./grants";
import type { Pair } from "./pairs";
import {
  granted,
  interner,
  rolesOf,
  unknownPerson,
  type Holding,
  type Keyed,
  type Shared,
  type Side,
} from "./roles";

type Compare = (before: Grants, after: Grants) => readonly Changed[];

/** Two worlds side by side. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
  readonly pairs: readonly Pair[];
  readonly compare: Compare;
  readonly compareEntry: Compare;
}

/** By which roles functions, and people whose functions change, can do something else. */
export function roleChanges(sides: Sides): readonly Found[] {
  const { base, head } = sides;
  const functions = new Set([...functionsOf(base), ...functionsOf(head)]);
  const moves: readonly Move[] = [
    ...[...functions].map((fn): Move => {
      const everywhere: Holding = { functions: [fn], limits: null, policy: null };
      return { kind: "function", names: [fn], from: everywhere, to: everywhere };
    }),
    ...movesOf(base, head),
  ];
  const shared: Shared = { intern: interner(), memo: new Map() };
  const [before, after] = [rolesOf(base, shared), rolesOf(head, shared)];
  const memo = new Map<string, readonly Changed[]>();
  const differ = (compare: Compare, was: Keyed | null, is: Keyed | null): readonly Changed[] => {
    const key = JSON.stringify([compare === sides.compare, was?.key ?? "", is?.key ?? ""]);
    let found = memo.get(key);
    if (!found) {
      found =
        was?.key === is?.key
          ? []
          : compare(was ? was.grants() : NOTHING, is ? is.grants() : NOTHING);
      memo.set(key, found);
    }
    return found;
  };
  return sides.pairs.flatMap((one, pair) =>
    moves.flatMap(({ kind, names, from, to }): readonly Found[] => {
      const [was, is] = [one.before?.account, one.after?.account];
      const entry = kind === "person" ? "personEntry" : "entry";
      return [
        differ(
          sides.compareEntry,
          was ? before[entry](from, was) : null,
          is ? after[entry](to, is) : null,
        ),
        differ(
          sides.compare,
          was ? before.inside(from, was) : null,
          is ? after.inside(to, is) : null,
        ),
      ].flatMap((changes) => (changes.length === 0 ? [] : [{ kind, names, pair, changes }]));
    }),
  );
}

/** Whoever had the functions `from` has the functions `to`, within their limits. */
interface Move {
  readonly kind: "function" | "person";
  readonly names: readonly string[];
  readonly from: Holding;
  readonly to: Holding;
}

/**
 * People whose functions, or their limits, change, those together whose functions change alike: what they could do
 * before, and what they can do afterwards. Of others it is said by their functions. Users
 * themselves come and go with people, and look after nothing but themselves: that is not said.
 */
function movesOf(base: World, head: World): readonly Move[] {
  const [old, now] = [holdingsOf(base), holdingsOf(head)];
  const moves = new Map<string, { names: string[]; from: Holding; to: Holding }>();
  for (const name of new Set([...now.keys(), ...old.keys()])) {
    const [from, to] = [old.get(name) ?? NOBODY, now.get(name) ?? NOBODY];
    if (same(from, to)) continue;
    // Who changes functions is not one with who comes or goes, even if it comes to the same.
    const key = JSON.stringify([from, to, old.has(name), now.has(name)]);
    const known = moves.get(key);
    if (known) known.names.push(name);
    else moves.set(key, { names: [name], from, to });
  }
  return [...moves.values()].map((move) => ({ kind: "person", ...move }));
}

const NOBODY: Holding = { functions: [], limits: null, policy: null };

/** What people hold, by their names. */
function holdingsOf({ plan }: World): ReadonlyMap<string, Holding> {
  return new Map(
    plan.people.users.map(({ name, functions, limits, policy }) => [
      name,
      { functions: [...functions].sort(), limits, policy },
    ]),
  );
}

/**
 * What users can do themselves in the access account, whatever their functions, and what the group
 * of a function adds to that.
 */
export function userChanges({ base, head, pairs, compare }: Sides): readonly Found[] {
  const pair = pairs.findIndex(
    ({ before, after }) => (after ?? before)?.account === (after ? head : base).core.access,
  );
  const everybody: readonly Found[] =
    same(base.plan.people.policy, head.plan.people.policy) || pair < 0
      ? []
      : [
          {
            kind: "everybody",
            names: [],
            pair,
            changes: compare(users(base, ""), users(head, "")),
          },
        ];
  const policies = ({ plan }: World): ReadonlyMap<string, unknown> =>
    new Map(plan.people.groups.map((group) => [group.function, group.policy]));
  const [old, now] = [policies(base), policies(head)];
  const groups = [...now].flatMap(([fn, policy]): readonly Found[] => {
    const was = old.get(fn);
    if (was === undefined || same(was, policy) || pair < 0) return [];
    const changes = compare(users(base, fn), users(head, fn));
    return [{ kind: "function", names: [fn], pair, changes }];
  });
  return [...everybody, ...groups];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a user can do in the access account; of its name and its sign-in nothing is known. */
function users(world: World, fn: string): Grants {
  return granted(world, unknownPerson(world, fn), world.core.access);
}
