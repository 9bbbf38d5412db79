import type { PolicyDocument } from "../../iam/document";
import { RESERVED_PATH } from "../../iam/names";
import type { PlannedPerson } from "../../model/plan";
import type { Action } from "../actions";
import { tagValue } from "../coming";
import { arnPattern } from "../policy/arn";
import { somebodyOf } from "../principals";
import type { Account } from "../world/accounts";
import { person, type Actor, type FunctionRole, type Limited } from "../world/actors";
import type { Formula } from "../policy/formula";
import { possible } from "../policy/possible";
import type { Above } from "../world/guardrails";
import { isPartnerRole, permissionSetSession } from "../world/own-roles";
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

/** Functions that somebody has, and where and until when. */
export interface Holding {
  readonly functions: readonly string[];
  readonly limits: PlannedPerson["limits"];
  /** The own policy of a user whose time ends. */
  readonly policy: PlannedPerson["policy"];
}

/** What functions give in a world. Equal keys, of one world or of two, mean equal grants. */
interface Roles {
  /** How anybody with a function comes in, whatever is known of them: `sts:AssumeRole`. */
  readonly entry: (holding: Holding, account: Account) => Keyed;
  /** The same of people who hold these functions, by the role of one of them. */
  readonly personEntry: (holding: Holding, account: Account) => Keyed;
  /** What they can do once they are in. */
  readonly inside: (holding: Holding, account: Account) => Keyed;
}

/** One of two worlds, without its guardrails but for what they make impossible. */
export interface Side extends World {
  /** Its guardrails. */
  readonly guarded: World["above"];
}

const NONE: Keyed = { key: "", grants: () => NOTHING };

export function rolesOf(world: Side, { intern, memo }: Shared): Roles {
  const entries = new Map<FunctionRole, Keyed>();
  const personEntries = new Map<string, Map<FunctionRole, Keyed>>();
  const insides = new Map<string, Map<FunctionRole, Keyed>>();
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
        entryGrants(world, role, unknownComers(world, role.role.function)),
      ),
    );
  const ofHolding = <T>(all: Map<string, Map<FunctionRole, T>>, key: string) =>
    remembered(all, key, () => new Map<FunctionRole, T>());
  const personEntryOf = (role: FunctionRole, holding: Holding): Keyed => {
    const { tag, policy } = limitedBy(world, holding);
    const held = JSON.stringify([tag, policy]);
    return remembered(ofHolding(personEntries, held), role, () =>
      known(`person ${intern(held)} ${entryOf(role).key}`, () =>
        entryGrants(world, role, comersHolding(world, role.role.function, { tag, policy })),
      ),
    );
  };
  const insideOf = (role: FunctionRole, holding: Holding): Keyed => {
    const { tag, policy } = limitedBy(world, holding);
    return remembered(ofHolding(insides, JSON.stringify([tag, policy])), role, () =>
      // Nobody gets anything by a role that cannot be entered.
      personEntryOf(role, holding).grants().size === 0
        ? NONE
        : known(intern(`${aboveOf(role)} ${insideKey(world, role)}`), () =>
            canonicalGrants(world.grants(role), world, role.account),
          ),
    );
  };
  const together = (of: (role: FunctionRole, holding: Holding) => Keyed): Roles["entry"] => {
    return (holding, account) => {
      const all = holding.functions
        .flatMap((fn) => world.role(fn, account) ?? [])
        .map((role) => of(role, holding));
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

function entryKey(world: World, { role, account }: FunctionRole): string {
  const { plan, cast } = world;
  const { people, organization, identity } = plan;
  const own = cast.people.groups.filter((group) => group.function === role.function);
  const { kind } = account.class;
  const elsewhere = arrivedAs(world, role.function).map(({ policy }) => policy);
  const signIns = [identity.modes.includes("iam-users"), people.policy, own, elsewhere];
  return keyOf([kind, role.name, role.trust, signIns, organization.partition], account);
}

/** Documents that single an account out say something else of it than of others. */
function keyOf(documents: unknown, { class: { kind, type, marks }, id }: Account): string {
  const text = JSON.stringify(documents);
  const named = marks.filter((mark) => text.includes(mark));
  const core = kind === "core" && text.includes(`{{account:${type}}}`) ? type : "";
  return JSON.stringify([text, core, named.length === 0 ? "" : [id, named]]);
}

function entryGrants(world: World, role: FunctionRole, comers: readonly Actor[]): Grants {
  const { account, arn } = role;
  const action = world.actions.find("sts:AssumeRole");
  const question = { action: "sts:AssumeRole", resources: [arnPattern(arn)], owner: account };
  if (!action) return NOTHING;
  const self = account.class.kind === "core" ? undefined : account;
  return union(
    comers
      .filter((comer) => could(world, comer, question))
      .map((comer) => new Map([[action, canonical(world, self)(ask(world, comer, question))]])),
  );
}

const UNKNOWN_SIGN_IN = {
  "aws:multifactorauthpresent": undefined,
  "aws:multifactorauthage": undefined,
};

/** A user's id has no colon: no session of a role is taken for a user. */
const USER_ID = { "aws:userid": "<id of a user>" };

/** Sessions in the access account of people of a function who sign in elsewhere, with their policy. */
function arrivedAs(
  { core, ownRoles, plan }: World,
  fn: string,
): readonly { readonly name: string; readonly policy: PolicyDocument | null }[] {
  const hubs = ownRoles(core.access).flatMap(({ role }) =>
    !isPartnerRole(role) && role.kind === "hub" && role.function === fn
      ? [{ name: role.name, policy: role.policies.inline }]
      : [],
  );
  const sets = (plan.identity.identityCenter?.permissionSets ?? []).filter(
    (set) => set.function === fn,
  );
  return [...hubs, ...sets];
}

function arrivedSessions(world: World, fn: string): readonly Actor[] {
  return arrivedAs(world, fn).flatMap(({ name, policy }) =>
    policy
      ? [permissionSetSession(world.cast, { name, policy }, RESERVED_PATH, somebodyOf(fn))]
      : [],
  );
}

/** Everybody who can have a function, and of whom nothing else is known. */
export function unknownComers(world: World, fn: string): readonly Actor[] {
  const users = world.plan.identity.modes.includes("iam-users");
  return [
    ...(users ? [unknownPerson(world, fn)] : []),
    ...arrivedSessions(world, fn).map((session) => ({
      ...session,
      tagsKnown: false,
      facts: { ...session.facts, "aws:principalarn": undefined, "aws:userid": undefined },
    })),
  ];
}

/** Somebody who has a function, of whose sign-in nothing is known. */
function comersHolding(world: World, fn: string, limited: Limited): readonly Actor[] {
  const users = world.plan.identity.modes.includes("iam-users");
  const known = person(world.cast, somebodyOf(fn), [fn], "mfa", limited);
  const facts = { ...known.facts, ...USER_ID, "aws:username": undefined, ...UNKNOWN_SIGN_IN };
  return [
    ...(users ? [{ ...known, facts }] : []),
    ...arrivedSessions(world, fn).map((session) => ({
      ...session,
      // What the provider says of MFA is not known.
      tagsKnown: false,
      facts: {
        ...session.facts,
        "aws:principalarn": undefined,
        "aws:userid": undefined,
        [`aws:principaltag/${fn}`]: limited.tag,
      },
    })),
  ];
}

function limitedBy(world: World, { limits, policy }: Holding): Limited {
  return { tag: tagValue(world, limits), policy };
}

/** Somebody with a function's group, of whom nothing else is known: neither name, tags nor sign-in. */
export function unknownPerson({ cast }: World, fn: string): Actor {
  const known = person(cast, somebodyOf(fn), [fn], "mfa");
  return {
    ...known,
    tagsKnown: false,
    facts: {
      ...known.facts,
      ...UNKNOWN_SIGN_IN,
      ...USER_ID,
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
