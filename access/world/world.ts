import { LOG_KEY_ALIAS } from "../../iam/names";
import type { PolicyDocument } from "../../iam/document";
import { coreAccount, rolesIn } from "../../model/plan";
import type { Action, Actions } from "../actions";
import { ANY_ARN, arnPattern, NO_RESOURCE, relate, type ArnPattern } from "../policy/arn";
import type { Context, ContextValue } from "../policy/context";
import { decide, type Request, type Trace } from "../policy/decide";
import { and, type Formula } from "../policy/formula";
import { compilePolicy, type Policy } from "../policy/policy";
import { possible } from "../policy/possible";
import { renamed } from "../policy/renamed";
import { accountsOf, idOf, type AccessPlan, type Account, type Accounts } from "./accounts";
import { functionRole, roleArn, type Actor, type Cast, type FunctionRole } from "./actors";
import { documentsOf, type ManagedPolicies } from "./documents";

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
  /**
   * What a function role can do in its account: actions that are allowed for some resource and some
   * request, with what has to hold. Decided once for roles that are equal.
   */
  readonly grants: (role: FunctionRole) => ReadonlyMap<Action, Formula>;
  /**
   * Actions that an actor's own policies name as allowed, whatever else they say: no others can be
   * granted to it but by a resource's policy.
   */
  readonly named: (actor: Actor) => readonly Action[];
  /** Any resource that an action can be asked for in an account. */
  readonly anyResource: (action: string, owner: Account) => readonly ArnPattern[];
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
  const made = new Map<string, readonly FunctionRole[]>();
  const roles = (account: Account): readonly FunctionRole[] => {
    let found = made.get(account.id);
    if (!found) {
      found = rolesIn(plan, account.planned).map((role) => functionRole(cast, role, account));
      made.set(account.id, found);
    }
    return found;
  };
  const world: Omit<World, "grants"> = {
    plan,
    accounts,
    actions,
    cast,
    core,
    roles,
    role: (fn, account) => roles(account).find(({ role }) => role.function === fn),
    named: (actor) => namedActions(actions, actor),
    anyResource: resourcesByAction(actions, organization.partition),
    policyOn: resourcePolicies(plan, cast, core, roles),
  };
  return { ...world, grants: grantsOf(world) };
}

/** Decided for the first of equal roles; for the others, its account's id is put in. */
function grantsOf(world: Omit<World, "grants">): World["grants"] {
  interface Granted {
    readonly account: Account;
    readonly actions: ReadonlyMap<Action, Formula>;
  }
  const decided = new Map<string, Granted>();
  const known = new Map<FunctionRole, ReadonlyMap<Action, Formula>>();
  const first = (role: FunctionRole): Granted => {
    const { policies, boundary } = role.role;
    // Where a document names the account, the same document says something else.
    const { marks } = role.account.class;
    const key = JSON.stringify([policies, boundary === world.plan.boundary ? 0 : boundary, marks]);
    let found = decided.get(key);
    if (!found) {
      const asks = asker(world, role, role.account);
      const actions = new Map<Action, Formula>();
      for (const action of world.named(role)) {
        const resources = world.anyResource(action.name, role.account);
        const formula = asks({ action: action.name, resources });
        if (possible(formula, resources)) actions.set(action, formula);
      }
      decided.set(key, (found = { account: role.account, actions }));
    }
    return found;
  };
  return (role) => {
    let found = known.get(role);
    if (!found) {
      const { account, actions } = first(role);
      const ids = [account.id, role.account.id] as const;
      found =
        account === role.account
          ? actions
          : new Map([...actions].map(([action, formula]) => [action, renamed(formula, ...ids)]));
      known.set(role, found);
    }
    return found;
  };
}

/** What AWS allows without a policy. */
const WITHOUT_POLICY = ["sts:GetCallerIdentity", "sts:GetSessionToken"];

function namedActions(actions: Actions, { layers, principal }: Actor): readonly Action[] {
  if (principal.kind === "root") return actions.all;
  const named = actions.services.flatMap((service) => {
    const allows = layers.identity.flatMap((policy) => policy.about(service).allows);
    if (allows.length === 0) return [];
    return actions.of(service).filter(({ name }) => {
      const word = name.slice(service.length + 1).toLowerCase();
      return allows.some(({ names }) => names(word));
    });
  });
  const always = WITHOUT_POLICY.flatMap((name) => actions.find(name) ?? []);
  return [...new Set([...named, ...always])];
}

/**
 * Patterns of all resources that an action can be asked for. Thousands of actions share a few
 * resource types, so each list of types is made into patterns once for each account.
 */
function resourcesByAction(actions: Actions, partition: string): World["anyResource"] {
  const lists = resourceLists(actions);
  const known = new Map<string, (readonly ArnPattern[])[]>();
  return (name, owner) => {
    const action = actions.find(name);
    const list = action && lists.get(action);
    if (!action || list === undefined) return [ANY_ARN];
    let ofOwner = known.get(owner.id);
    if (!ofOwner) known.set(owner.id, (ofOwner = []));
    return (ofOwner[list] ??=
      action.resources.length === 0
        ? [NO_RESOURCE]
        : action.resources.map((format) => arnPattern(resourceText(format, partition, owner.id))));
  };
}

const LISTS = new WeakMap<Actions, ReadonlyMap<Action, number>>();

/** A number for each different list of resource types. */
function resourceLists(actions: Actions): ReadonlyMap<Action, number> {
  let found = LISTS.get(actions);
  if (!found) {
    const numbers = new Map<string, number>();
    found = new Map(
      actions.all.map((action) => {
        const key = action.resources.join(" ");
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        return [action, number];
      }),
    );
    LISTS.set(actions, found);
  }
  return found;
}

/** `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}` for an account. */
export function resourceText(format: string, partition: string, account: string): string {
  return format
    .replaceAll("${Partition}", partition)
    .replaceAll("${Account}", account)
    .replaceAll(/\$\{[^}]*\}/g, "*");
}

const trust = (statement: PolicyDocument["Statement"][number], name: string): Policy =>
  compilePolicy({ Version: "2012-10-17", Statement: [statement] }, "trust", name);

/**
 * Policies on resources. A role whose trust is not known is taken to trust its account, and outside
 * the organization everybody.
 */
function resourcePolicies(
  plan: AccessPlan,
  cast: Cast,
  core: World["core"],
  roles: World["roles"],
): World["policyOn"] {
  const { logs } = plan;
  const { documents, partition } = cast;
  const audit = core.audit.id;
  const bucket = `arn:${partition}:s3:::${documents.fill(logs.bucketName, audit)}`;
  const logBucket = [arnPattern(bucket), arnPattern(`${bucket}/*`)];
  const Action = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
  const ofAccount = (id: string, name: string): Policy =>
    trust(
      { Effect: "Allow", Principal: { AWS: `arn:${partition}:iam::${id}:root` }, Action },
      name,
    );
  const byManagement = ofAccount(core.management.id, "trust of management");
  const open = trust({ Effect: "Allow", Principal: { AWS: "*" }, Action }, "unknown trust");
  const own = new Map<string, Policy>();
  const trustOf = (arn: string, owner: Account | null): Policy => {
    if (!owner) return open;
    const known = roles(owner).find((role) => role.arn === arn);
    if (known) return known.trust;
    const name = owner.class.accessRole;
    if (name !== null && arn === roleArn(cast, owner, `/${name}`)) return byManagement;
    let policy = own.get(owner.id);
    if (!policy) own.set(owner.id, (policy = ofAccount(owner.id, `trust of ${owner.name}`)));
    return policy;
  };
  return ({ action, resources, owner, context }) => {
    const name = action.toLowerCase();
    const [first] = resources;
    if (first === undefined) return undefined;
    if (/^sts:(assumerole|tagsession|setsourceidentity)$/.test(name)) {
      return resources.length === 1 && "parts" in first
        ? trustOf(first.parts.join(":"), owner)
        : undefined;
    }
    if (owner?.id !== audit) return undefined;
    if (name.startsWith("kms:")) {
      const aliases = context?.["kms:ResourceAliases"];
      return aliases === LOG_KEY_ALIAS || aliases?.includes(LOG_KEY_ALIAS) === true
        ? documents.policy(logs.keyPolicy, "resource", "log key", audit)
        : undefined;
    }
    const aboutLogs = resources.every((one) =>
      logBucket.some((pattern) => relate(pattern, one) === "covers"),
    );
    return aboutLogs
      ? documents.policy(logs.bucketPolicy, "resource", "log bucket", audit)
      : undefined;
  };
}

/** What an honest request has: nobody who asks a question means a request without TLS. */
export const HONEST: Readonly<Record<string, ContextValue>> = {
  "aws:SecureTransport": "true",
  "aws:ViaAWSService": "false",
};

/** Decides what an actor asks for: yes, no, or what would have to hold. */
export function ask(world: World, actor: Actor, question: Question, trace?: Trace): Formula {
  return asker(world, actor, question.owner, question.context)(question, trace);
}

/** The same for many actions of one actor on resources of one account. */
export function asker(
  world: Omit<World, "grants">,
  actor: Actor,
  owner: Account | null,
  context: Question["context"] = {},
): (asked: Pick<Question, "action" | "resources">, trace?: Trace) => Formula {
  const keys = contextFor(world, actor, owner, context);
  return ({ action, resources }, trace) => {
    const resource = world.policyOn({ action, resources, owner, context });
    const request: Request = {
      principal: actor.principal,
      action,
      resources,
      owner: owner?.id ?? null,
      context: keys,
    };
    const layers = resource ? { ...actor.layers, resource } : actor.layers;
    const decision = decide(request, layers, trace);
    return typeof decision === "boolean" ? decision : and(decision, actor.given);
  };
}

/** Could the actor do it, if all that is not known were as it wishes? */
export function could(world: World, actor: Actor, question: Question): boolean {
  return possible(ask(world, actor, question), question.resources);
}

/** Keys of the question win over what AWS fills in; of tags the actor may be known to have no more. */
function contextFor(
  { cast }: Pick<World, "cast">,
  { facts, tagsKnown }: Actor,
  owner: Account | null,
  context: NonNullable<Question["context"]>,
): Context {
  const own = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => {
    const asked = own.size === 0 ? undefined : own.get(key);
    if (asked !== undefined) return asked;
    if (key === "aws:resourceaccount") return owner?.id;
    if (key === "aws:resourceorgid") return owner ? cast.organizationId : undefined;
    const fact = facts[key];
    if (fact !== undefined) return fact;
    return tagsKnown && key.startsWith("aws:principaltag/") ? null : undefined;
  };
}
