import { CUSTOMER_DATA } from "../iam/permissions";
import type { AccessLevel, Action } from "./actions";
import { arnPattern } from "./policy/arn";
import { keyOf, not, or, type Formula } from "./policy/formula";
import { implies } from "./policy/possible";
import { simplified } from "./policy/simplified";
import { formulaWords } from "./policy/words";
import { functionsOf, somebodyOf } from "./principals";
import type { Account } from "./world/accounts";
import { person, type Actor, type FunctionRole } from "./world/actors";
import { ask, asker, type World } from "./world/world";

/** What kind of access it is, the most dangerous first. */
export const DANGERS = ["permissions", "write", "data", "read", "list"] as const;
export type Danger = (typeof DANGERS)[number];

/** Access that somebody gains or loses, in one service, in accounts where it is the same. */
export interface AccessChange {
  readonly kind: "function" | "person" | "everybody";
  /** Functions or people. */
  readonly names: readonly string[];
  readonly accounts: readonly string[];
  /** Types of these accounts. */
  readonly types: readonly string[];
  readonly service: string;
  readonly danger: Danger;
  readonly actions: readonly ActionChange[];
}

export interface ActionChange {
  readonly name: string;
  /** What had to hold before; null: it was not allowed, "": for everything. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface AccessDiff {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
}

/** What somebody can do in an account: what has to hold for each action. */
type Grants = ReadonlyMap<Action, Formula>;

const NOTHING: Grants = new Map();

/** Everything by which two worlds, made of the same list of actions, differ in who can do what. */
export function accessDiff(base: World, head: World): AccessDiff {
  if (base.actions !== head.actions) throw new Error("both worlds need the same list of actions");
  const changes = [
    ...functionChanges(base, head),
    ...personChanges(base, head),
    ...everybodyChanges(base, head),
  ];
  const ordered = (gained: boolean): readonly AccessChange[] =>
    [...merged(changes.flatMap((change) => splitBy(head, change, gained)))].sort(
      (a, b) => DANGERS.indexOf(a.danger) - DANGERS.indexOf(b.danger),
    );
  return { gained: ordered(true), lost: ordered(false) };
}

/** What one group of principals can do before and after, in accounts where that is the same. */
interface Compared {
  readonly kind: AccessChange["kind"];
  readonly names: readonly string[];
  readonly accounts: readonly string[];
  readonly type: string;
  readonly changes: readonly Changed[];
}

interface Changed {
  readonly action: Action;
  readonly before: string | null;
  readonly after: string | null;
  readonly gained: boolean;
}

/** An account before and after; one of them is missing where it comes or goes. */
interface Pair {
  readonly before: Account | undefined;
  readonly after: Account | undefined;
  readonly names: readonly string[];
  readonly type: string;
}

/** Accounts of both worlds, in classes that are equal before and equal after. */
function pairs(base: World, head: World): readonly Pair[] {
  const found = new Map<string, { pair: Pair; names: string[] }>();
  const add = (before: Account | undefined, after: Account | undefined, name: string): void => {
    const key = [
      before ? base.accounts.classes.indexOf(before.class) : -1,
      after ? head.accounts.classes.indexOf(after.class) : -1,
    ].join(" ");
    const known = found.get(key);
    if (known) known.names.push(name);
    else {
      const names = [name];
      const type = (after ?? before)?.class.type ?? "";
      found.set(key, { pair: { before, after, names, type }, names });
    }
  };
  const kept = new Set<Account>();
  for (const after of head.accounts.all) {
    const names = [after.name, ...after.planned.formerNames];
    const before = names.map((name) => base.accounts.find(name)).find((one) => one !== undefined);
    if (before) kept.add(before);
    add(before, after, after.name);
  }
  for (const before of base.accounts.all) {
    if (!kept.has(before)) add(before, undefined, before.name);
  }
  return [...found.values()].map(({ pair }) => pair);
}

function functionChanges(base: World, head: World): readonly Compared[] {
  const functions = new Set([...functionsOf(base), ...functionsOf(head)]);
  return pairs(base, head).flatMap(({ before, after, names, type }) =>
    [...functions].flatMap((fn): readonly Compared[] => {
      const old = before && base.role(fn, before);
      const now = after && head.role(fn, after);
      const changes = [
        ...entryChanges(base, head, fn, old, now),
        ...compared(
          old ? base.grants(old) : NOTHING,
          now ? head.grants(now) : NOTHING,
          canonical(base, before),
          canonical(head, after),
        ),
      ];
      return changes.length === 0
        ? []
        : [{ kind: "function", names: [fn], accounts: names, type, changes }];
    }),
  );
}

/** Whoever enters: somebody of the function, of whose sign-in nothing is known. */
function entryChanges(
  base: World,
  head: World,
  fn: string,
  old: FunctionRole | undefined,
  now: FunctionRole | undefined,
): readonly Changed[] {
  const action = head.actions.find("sts:AssumeRole");
  if (!action) return [];
  const entry = (world: World, role: FunctionRole | undefined): Grants => {
    if (!role) return NOTHING;
    const somebody = person(world.cast, somebodyOf(fn), [fn], "mfa");
    const facts = {
      ...somebody.facts,
      "aws:multifactorauthpresent": undefined,
      "aws:multifactorauthage": undefined,
    };
    const resources = [arnPattern(role.arn)];
    const question = { action: action.name, resources, owner: role.account };
    const formula = ask(world, { ...somebody, facts }, question);
    return formula === false ? NOTHING : new Map([[action, formula]]);
  };
  return compared(
    entry(base, old),
    entry(head, now),
    canonical(base, old?.account),
    canonical(head, now?.account),
  );
}

/**
 * People whose functions change, by what these functions permit in the new plan: what changes for a
 * function is said of the function.
 */
function personChanges(base: World, head: World): readonly Compared[] {
  const old = new Map(base.plan.people.users.map((user) => [user.name, user.functions]));
  const now = new Map(head.plan.people.users.map((user) => [user.name, user.functions]));
  const moves = new Map<string, Move>();
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const from = [...(old.get(name) ?? [])].sort();
    const to = [...(now.get(name) ?? [])].sort();
    const key = JSON.stringify([from, to, old.has(name), now.has(name)]);
    if (from.join(" ") === to.join(" ") && old.has(name) === now.has(name)) continue;
    const known = moves.get(key);
    if (known) known.names.push(name);
    else moves.set(key, { names: [name], from, to });
  }
  return [...moves.values()].flatMap(({ names, from, to }) =>
    head.accounts.classes.flatMap((of): readonly Compared[] => {
      const account = head.accounts.example(of);
      const words = canonical(head, account);
      const changes = compared(union(head, from, account), union(head, to, account), words, words);
      return changes.length === 0
        ? []
        : [{ kind: "person", names, accounts: of.names, type: of.type, changes }];
    }),
  );
}

interface Move {
  readonly names: string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What several functions together permit in an account. */
function union(world: World, functions: readonly string[], account: Account): Grants {
  const all = new Map<Action, Formula>();
  for (const fn of functions) {
    const role = world.role(fn, account);
    if (!role) continue;
    for (const [action, formula] of world.grants(role)) {
      const known = all.get(action);
      all.set(action, known === undefined ? formula : or(known, formula));
    }
  }
  return all;
}

/** What every user can do in the access account, whatever its functions. */
function everybodyChanges(base: World, head: World): readonly Compared[] {
  if (JSON.stringify(base.plan.people.policy) === JSON.stringify(head.plan.people.policy))
    return [];
  const grants = (world: World): Grants => {
    const user: Actor = person(world.cast, "<anybody>", [], "mfa");
    const { access } = world.core;
    const asks = asker(world, user, access);
    return new Map(
      world.actions.all.flatMap((action) => {
        const resources = world.anyResource(action.name, access);
        const formula = asks({ action: action.name, resources });
        return formula === false ? [] : [[action, formula] as const];
      }),
    );
  };
  const changes = compared(
    grants(base),
    grants(head),
    canonical(base, base.core.access),
    canonical(head, head.core.access),
  );
  const { name } = head.core.access;
  return changes.length === 0
    ? []
    : [{ kind: "everybody", names: [], accounts: [name], type: "access", changes }];
}

/** Words of a formula, with accounts by what they are: ids come with the first run. */
type Words = (formula: Formula) => string;

function canonical({ accounts, core, cast }: World, self: Account | undefined): Words {
  const names = new Map<string, string>([
    ...accounts.all
      .filter((account) => Object.values(core).includes(account))
      .map((account) => [account.id, `<${account.class.type}>`] as const),
    ...(self ? [[self.id, "<this account>"] as const] : []),
    [cast.organizationId, "<organization>"],
  ]);
  return (formula) => {
    if (formula === true) return "";
    const text = formulaWords(simplified(formula));
    return [...names].reduce((result, [id, name]) => result.replaceAll(id, name), text);
  };
}

function compared(before: Grants, after: Grants, was: Words, is: Words): readonly Changed[] {
  const changes: Changed[] = [];
  for (const action of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(action);
    const now = after.get(action);
    if (old !== undefined && now !== undefined && keyOf(old) === keyOf(now)) continue;
    const words = [
      old === undefined ? null : was(old),
      now === undefined ? null : is(now),
    ] as const;
    if (words[0] === words[1]) continue;
    changes.push({
      action,
      before: words[0],
      after: words[1],
      gained: now !== undefined && (old === undefined || !narrower(now, old)),
    });
  }
  return changes;
}

/** Is everything that holds now covered by what held before? */
function narrower(now: Formula, old: Formula): boolean {
  return implies(now, not(old), [{ any: true }]);
}

function splitBy(world: World, one: Compared, gained: boolean): readonly AccessChange[] {
  const data = dataActions(world);
  const groups = new Map<string, { service: string; danger: Danger; actions: ActionChange[] }>();
  for (const { action, before, after, gained: more } of one.changes) {
    if (more !== gained) continue;
    const danger = data.has(action) ? "data" : dangerOf(action.level);
    const key = `${action.service} ${danger}`;
    const known = groups.get(key) ?? { service: action.service, danger, actions: [] };
    known.actions.push({ name: action.name, before, after });
    groups.set(key, known);
  }
  const { kind, names, accounts, type } = one;
  return [...groups.values()].map((group) => ({ kind, names, accounts, types: [type], ...group }));
}

/** The same change in accounts of several types is one. */
function merged(changes: readonly AccessChange[]): readonly AccessChange[] {
  const found = new Map<string, AccessChange>();
  for (const change of changes) {
    const { kind, names, service, danger, actions } = change;
    const key = JSON.stringify([kind, names, service, danger, actions]);
    const known = found.get(key);
    found.set(key, {
      ...change,
      accounts: [...(known?.accounts ?? []), ...change.accounts],
      types: [...new Set([...(known?.types ?? []), ...change.types])],
    });
  }
  return [...found.values()];
}

function dangerOf(level: AccessLevel): Danger {
  return level === "tagging" ? "write" : level;
}

const DATA = new WeakMap<World, ReadonlySet<Action>>();

/** Actions that hand out data of customers. */
function dataActions(world: World): ReadonlySet<Action> {
  let found = DATA.get(world);
  if (!found) {
    found = new Set(CUSTOMER_DATA.flatMap((pattern) => world.actions.matching(pattern)));
    DATA.set(world, found);
  }
  return found;
}
