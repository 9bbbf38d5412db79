import { coreAccount, rolesIn } from "../../model/plan";
import { serviceRolesIn } from "../../model/service-roles";
import type { Action, Actions } from "../actions";
import type { ArnPattern } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import type { Formula } from "../policy/formula";
import type { Policy } from "../policy/policy";
import { accountsOf, idOf, type AccessPlan, type Account, type Accounts } from "./accounts";
import { functionRole, type Actor, type Cast, type FunctionRole } from "./actors";
import { documentsOf, type ManagedPolicies } from "./documents";
import { ownRole, type OwnRole } from "./own-roles";
import { guardrailsAbove, NOTHING_ABOVE, type Above } from "./guardrails";
import { grantsOf, namedActions } from "./grants";
import { resourcePolicies } from "./resource-policies";
import { resourcesByAction } from "./resources";

/** A plan as AWS would see it: accounts with ids, principals with policies, resources with theirs. */
export interface World {
  readonly plan: AccessPlan;
  readonly accounts: Accounts;
  readonly actions: Actions;
  readonly cast: Cast;
  readonly core: Readonly<Record<"management" | "audit" | "network" | "access", Account>>;
  /** The role of a function in an account, if it has one. */
  readonly role: (fn: string, account: Account) => FunctionRole | undefined;
  /** All function roles of an account. */
  readonly roles: (account: Account) => readonly FunctionRole[];
  /** The landing zone's other roles there: hubs, break-glass, pipelines, partners, AWS's services. */
  readonly ownRoles: (account: Account) => readonly OwnRole[];
  /**
   * What a function role can do in its account: actions that are allowed for some resource and some
   * request, with what has to hold by its own documents. Decided once for roles that are equal.
   */
  readonly grants: (role: FunctionRole) => ReadonlyMap<Action, Formula>;
  /**
   * Actions that an actor's own policies name as allowed, whatever else they say: no others can be
   * granted to it but by a resource's policy.
   */
  readonly named: (actor: Actor) => readonly Action[];
  /** Any resource that an action can be asked for in an account. */
  readonly anyResource: (action: string, owner: Account) => readonly ArnPattern[];
  /** The organization's policies above an account. */
  readonly above: (account: Account) => Above;
  /** The policy on resources that the landing zone makes. */
  readonly policyOn: (question: Question) => Policy | undefined;
}

/** What somebody asks for. */
export interface Question {
  /** `service:Action`. */
  readonly action: string;
  readonly resources: readonly ArnPattern[];
  /** Account that owns the resource; null: an account outside the organization. */
  readonly owner: Account | null;
  /** Keys of the request, by their names in any case. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

export function worldOf(plan: AccessPlan, managed: ManagedPolicies, actions: Actions): World {
  const accounts = accountsOf(plan);
  const documents = documentsOf(plan, managed);
  const living = (type: "management" | "audit" | "network" | "access"): Account => {
    const found = accounts.find(idOf(coreAccount(plan, type)));
    if (!found) throw new Error(`the plan has no ${type} account`);
    return found;
  };
  const core = {
    management: living("management"),
    audit: living("audit"),
    network: living("network"),
    access: living("access"),
  };
  const { organization, boundary, people } = plan;
  const cast: Cast = {
    partition: organization.partition,
    organizationId: organization.id ?? "<organization>",
    documents,
    access: core.access,
    boundary,
    people,
  };
  const roles = byAccount((account) =>
    rolesIn(plan, account.planned).map((role) => functionRole(cast, role, account)),
  );
  const ownRoles = byAccount((account) =>
    ownRolesIn(plan, account).map((role) => ownRole(cast, role, account)),
  );
  const world: Omit<World, "grants"> = {
    plan,
    accounts,
    actions,
    cast,
    core,
    roles,
    ownRoles,
    role: (fn, account) => roles(account).find(({ role }) => role.function === fn),
    named: (actor) => namedActions(actions, actor),
    above: guardrailsAbove(plan, documents),
    anyResource: resourcesByAction(actions, organization.partition),
    policyOn: resourcePolicies(plan, cast, core, (account) => [
      ...roles(account),
      ...ownRoles(account),
    ]),
  };
  return { ...world, grants: grantsOf(world) };
}

function byAccount<T>(make: (account: Account) => T): (account: Account) => T {
  const made = new Map<string, T>();
  return (account) => {
    let found = made.get(account.id);
    if (found === undefined) made.set(account.id, (found = make(account)));
    return found;
  };
}

function ownRolesIn(
  plan: AccessPlan,
  { name, class: of, planned }: Account,
): readonly OwnRole["role"][] {
  const service = serviceRolesIn(plan, planned);
  if (of.kind === "core") {
    return [...plan.ownRoles.filter(({ account }) => account === of.type), ...service];
  }
  return [
    ...service,
    ...plan.ownRoles.filter(({ account }) => account === "leaf"),
    ...plan.partners.flatMap(({ sets }) =>
      sets.flatMap(({ accounts, roles }) => (accounts.includes(name) ? roles : [])),
    ),
  ];
}

/** The same world as if the organization had no policies. */
export function withoutGuardrails(world: World): World {
  if (world.plan.guardrails.length === 0) return world;
  const bare = { ...world, above: () => NOTHING_ABOVE };
  return { ...bare, grants: grantsOf(bare) };
}
