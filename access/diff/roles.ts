import { arnPattern } from "../policy/arn";
import { somebodyOf } from "../principals";
import type { Account } from "../world/accounts";
import { person, type Actor, type FunctionRole } from "../world/actors";
import type { Action } from "../actions";
import type { Formula } from "../policy/formula";
import { possible } from "../policy/possible";
import type { Above } from "../world/guardrails";
import { ask, asker, could } from "../world/ask";
import type { Question, World } from "../world/world";
import { canonical, canonicalGrants, NOTHING, union, type Grants } from "./grants";

/** Something that is worked out only when its key tells that there is a difference. */
export interface Keyed {
  readonly key: string;
  readonly grants: () => Grants;
}

/** What two worlds share: what is worked out for one of them holds for the other. */
export interface Shared {
  readonly intern: Intern;
  readonly memo: Map<string, Grants>;
}

/** Short names for long texts, the same for equal texts. */
export type Intern = (text: string) => string;

export function interner(): Intern {
  const names = new Map<string, string>();
  return (text) => remembered(names, text, () => String(names.size));
}

/** What functions give in a world. Equal keys, of one world or of two, mean equal grants. */
interface Roles {
  /** How anybody with a function's group comes in: `sts:AssumeRole`. */
  readonly entry: (functions: readonly string[], account: Account) => Keyed;
  /** The same of people who have these functions, by the role of one of them. */
  readonly personEntry: (functions: readonly string[], account: Account) => Keyed;
  /** What they can do once they are in. */
  readonly inside: (functions: readonly string[], account: Account) => Keyed;
}

/** One of two worlds, without its guardrails but for what they make impossible. */
export interface Side extends World {
  /** Its guardrails. */
  readonly guarded: World["above"];
}

const NONE: Keyed = { key: "", grants: () => NOTHING };

export function rolesOf(world: Side, { intern, memo }: Shared): Roles {
  const entries = new Map<FunctionRole, Keyed>();
  const personEntries = new Map<FunctionRole, Keyed>();
  const insides = new Map<FunctionRole, Keyed>();
  const aboves = new Map<Above, string>();
  const aboveOf = ({ account }: FunctionRole): string => {
    const above = world.guarded(account);
    return remembered(aboves, above, () => intern(above.key));
  };
  const known = (key: string, work: () => Grants): Keyed => ({
    key,
    grants: () => {
      let grants = memo.get(key);
      if (!grants) memo.set(key, (grants = work()));
      return grants;
    },
  });
  const entryOf = (role: FunctionRole): Keyed =>
    remembered(entries, role, () =>
      known(intern(entryKey(world, role)), () =>
        entryGrants(world, role, unknownPerson(world, role.role.function)),
      ),
    );
  const personEntryOf = (role: FunctionRole): Keyed =>
    remembered(personEntries, role, () =>
      known(`person ${entryOf(role).key}`, () => entryGrants(world, role, somebody(world, role))),
    );
  const insideOf = (role: FunctionRole): Keyed =>
    remembered(insides, role, () =>
      // Nobody gets anything by a role that cannot be entered.
      personEntryOf(role).grants().size === 0
        ? NONE
        : known(intern(`${aboveOf(role)} ${insideKey(world, role)}`), () =>
            canonicalGrants(world.grants(role), world, role.account),
          ),
    );
  const together = (of: (role: FunctionRole) => Keyed): Roles["entry"] => {
    return (functions, account) => {
      const all = functions.flatMap((fn) => world.role(fn, account) ?? []).map(of);
      const [only = NONE, ...others] = all;
      if (others.length === 0) return only;
      const key = [...new Set(all.map((one) => one.key))].sort().join(" + ");
      return known(key, () => union(all.map((one) => one.grants())));
    };
  };
  return {
    entry: together(entryOf),
    personEntry: together(personEntryOf),
    inside: together(insideOf),
  };
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** All that what a role permits depends on, but for the ids of accounts. */
function insideKey({ plan }: World, { role, account }: FunctionRole): string {
  const { policies, boundary } = role;
  return keyOf([policies, boundary, plan.organization.partition], account);
}

function entryKey({ plan, cast }: World, { role, account }: FunctionRole): string {
  const { people, organization } = plan;
  const own = cast.people.groups.filter((group) => group.function === role.function);
  const { kind } = account.class;
  return keyOf([kind, role.name, role.trust, people.policy, own, organization.partition], account);
}

/** Documents that single an account out say something else of it than of others. */
function keyOf(documents: unknown, { class: { kind, type, marks }, id }: Account): string {
  const text = JSON.stringify(documents);
  const named = marks.filter((mark) => text.includes(mark));
  const core = kind === "core" && text.includes(`{{account:${type}}}`) ? type : "";
  return JSON.stringify([text, core, named.length === 0 ? "" : [id, named]]);
}

function entryGrants(world: World, role: FunctionRole, comer: Actor): Grants {
  const { account, arn } = role;
  const action = world.actions.find("sts:AssumeRole");
  const question = { action: "sts:AssumeRole", resources: [arnPattern(arn)], owner: account };
  if (!action || !could(world, comer, question)) return NOTHING;
  const self = account.class.kind === "core" ? undefined : account;
  return new Map([[action, canonical(world, self)(ask(world, comer, question))]]);
}

/** Somebody of the role's function, of whose sign-in nothing is known. */
function somebody({ cast }: World, { role: { function: fn } }: FunctionRole): Actor {
  const known = person(cast, somebodyOf(fn), [fn], "mfa");
  return { ...known, facts: { ...known.facts, "aws:username": undefined, ...UNKNOWN_SIGN_IN } };
}

const UNKNOWN_SIGN_IN = {
  "aws:multifactorauthpresent": undefined,
  "aws:multifactorauthage": undefined,
};

/** Somebody with a function's group, of whom nothing else is known: neither name, tags nor sign-in. */
export function unknownPerson({ cast }: World, fn: string): Actor {
  const known = person(cast, somebodyOf(fn), [fn], "mfa");
  return {
    ...known,
    tagsKnown: false,
    facts: {
      ...known.facts,
      ...UNKNOWN_SIGN_IN,
      "aws:principalarn": undefined,
      "aws:username": undefined,
      [`aws:principaltag/${fn}`]: undefined,
    },
  };
}

/** What an actor can do in an account, with what has to hold for it. */
export function granted(
  world: World,
  actor: Actor,
  account: Account,
  of: {
    readonly actions?: readonly Action[];
    readonly resources?: Question["resources"];
    readonly context?: Question["context"];
  } = {},
): Grants {
  const asks = asker(world, actor, account, of.context);
  const named = canonical(world, account);
  const grants = new Map<Action, Formula>();
  for (const action of of.actions ?? world.named(actor)) {
    const resources = of.resources ?? world.anyResource(action.name, account);
    const formula = asks({ action: action.name, resources });
    if (possible(formula, resources)) grants.set(action, named(formula));
  }
  return grants;
}
