import { BREAK_GLASS_NAME, isReservedName, RESERVED_PATH } from "../../iam/names";
import { OWN_ROLE_KINDS, type PlannedOwnRole } from "../../model/own-roles";
import type { PlannedPartner, PlannedPartnerRole } from "../../model/partners";
import type { Plan } from "../../model/plan";
import { CORE_ACCOUNTS, type CoreAccount } from "../../model/schema";
import type { DocumentReader } from "./document-reader";
import type { Role, Thing } from "./resource";
import { documentsOfRole } from "./role-as-registered";
import { policyNamed, type Scope } from "./scopes";
import { isMap, isUnknown, listOf } from "./values";
import type { Zone } from "./zone";

/** The landing zone's own roles and policies, as they are registered. */
type Own = Pick<Plan, "ownRoles" | "partners" | "breakGlass">;

interface Change {
  readonly thing: Thing;
  readonly what: string;
}

/** A role that is registered, where it is. */
interface Seen {
  readonly thing: Thing;
  readonly shape: Role;
  readonly name: string;
  readonly scope: Scope;
  readonly note: (what: string) => void;
}

/**
 * Hub roles, break-glass, pipelines and partners, with the documents that they really have. Roles
 * under their names that nobody planned are judged with them.
 */
export function ownAsRegistered(
  plan: Plan,
  scopes: readonly Scope[],
  zone: Zone,
  reader: DocumentReader,
  changed: Change[],
): Own & { readonly seen: ReadonlySet<Thing> } {
  const seen = new Set<Thing>();
  let { ownRoles, partners } = plan;
  for (const scope of scopes) {
    for (const one of reservedRolesIn(scope, changed)) {
      const core = coreOf(scope);
      const partner = partnerOf(plan, one);
      if (partner) partners = withPartners(partners, partner, one, reader);
      else if (core && kindOf(one.name)) ownRoles = withOwn(ownRoles, core, one, reader);
      else continue;
      seen.add(one.thing);
    }
    partners = withTargets(plan, partners, scope, zone, changed);
  }
  const breakGlass = breakGlassIn(plan, scopes, reader, changed);
  return { ownRoles, partners, breakGlass, seen };
}

function reservedRolesIn(scope: Scope, changed: Change[]): readonly Seen[] {
  return scope.things.flatMap((thing): readonly Seen[] => {
    const { shape } = thing;
    if (shape.kind !== "role" || shape.path !== RESERVED_PATH) return [];
    const { name } = shape;
    if (typeof name !== "string" || !isReservedName(name)) return [];
    const where = scope.account?.name ?? `${scope.type} accounts`;
    const note = (what: string): void => {
      changed.push({ thing, what: `${what} of ${name} in ${where}` });
    };
    return [{ thing, shape, name, scope, note }];
  });
}

function coreOf({ account }: Scope): CoreAccount | null {
  if (account?.kind !== "core") return null;
  return CORE_ACCOUNTS.find((one) => one === account.type) ?? null;
}

/** What a role of a name is; null: something that the landing zone never makes. */
function kindOf(name: string): PlannedOwnRole["kind"] | null {
  if (name.startsWith("hub-")) return "hub";
  // Each of the others has the name of its kind.
  return OWN_ROLE_KINDS.find((kind) => kind === name) ?? null;
}

function withOwn(
  all: readonly PlannedOwnRole[],
  account: CoreAccount,
  one: Seen,
  reader: DocumentReader,
): readonly PlannedOwnRole[] {
  const { name, note } = one;
  const planned = all.find((role) => role.name === name && role.account === account);
  const before = planned ?? unplanned(account, name);
  if (!planned) note("the role");
  // None of these has a boundary.
  const bare = { ...before, boundary: null };
  const { trust, policies } = documentsOfRole(bare, one, one.scope, reader, note);
  if (planned?.trust === trust && samePolicies(policies, planned.policies)) return all;
  const role = { ...before, trust, policies };
  return planned ? all.map((other) => (other === planned ? role : other)) : [...all, role];
}

type Policies = PlannedOwnRole["policies"];

const samePolicies = (a: Policies, b: Policies): boolean =>
  a.inline === b.inline && a.managed === b.managed;

/** A role of which the plan knows nothing but what its name says. */
function unplanned(account: CoreAccount, name: string): PlannedOwnRole {
  const kind = kindOf(name) ?? "hub";
  return {
    kind,
    account,
    function: kind === "hub" ? name.slice("hub-".length) : null,
    name,
    description: "",
    sessionHours: 1,
    trust: { Version: "2012-10-17", Statement: [] },
    policies: { managed: [], inline: null },
  };
}

/** The partner whose role it is, by its StackSet or its name. */
function partnerOf({ partners }: Plan, { name, scope }: Seen): PlannedPartner | undefined {
  if (scope.partner !== null) return partners.find((one) => one.name === scope.partner);
  return partners.find((one) =>
    one.sets.some(({ roles }) => roles.some((role) => role.name === name)),
  );
}

function withPartners(
  all: readonly PlannedPartner[],
  { name: partner }: PlannedPartner,
  one: Seen,
  reader: DocumentReader,
): readonly PlannedPartner[] {
  return all.map((other) => (other.name === partner ? withRole(other, one, reader) : other));
}

function withRole(partner: PlannedPartner, one: Seen, reader: DocumentReader): PlannedPartner {
  const { name, scope, note } = one;
  const account = scope.account?.name ?? null;
  const isHere = ({ type, accounts }: PlannedPartner["sets"][number]): boolean =>
    type === scope.type && (account === null || accounts.includes(account));
  const set = partner.sets.find(isHere);
  const planned = set?.roles.find((role) => role.name === name);
  if (!set || !planned) {
    note("the role");
    return withStrange(partner, one, reader);
  }
  const documents = documentsOfRole(planned, one, scope, reader, note);
  const isSame =
    documents.trust === planned.trust &&
    documents.boundary === planned.boundary &&
    samePolicies(documents.policies, planned.policies);
  if (isSame) return partner;
  const role = { ...planned, ...documents, boundary: documents.boundary ?? planned.boundary };
  const roles = set.roles.map((other) => (other === planned ? role : other));
  return {
    ...partner,
    sets: partner.sets.map((other) => (other === set ? { ...set, roles } : other)),
  };
}

/** A partner's role where it has none, or one that it does not have. */
function withStrange(partner: PlannedPartner, one: Seen, reader: DocumentReader): PlannedPartner {
  const { name, scope, note } = one;
  const known = partner.sets.flatMap(({ roles }) => roles);
  const like = known.find((role) => role.name === name) ?? known[0];
  if (!like) return partner;
  const before: PlannedPartnerRole = {
    ...like,
    name,
    type: scope.type,
    trust: { Version: "2012-10-17", Statement: [] },
    policies: { managed: [], inline: null },
  };
  const documents = documentsOfRole(before, one, scope, reader, note);
  const role = { ...before, ...documents, boundary: documents.boundary ?? before.boundary };
  const accounts = scope.account ? [scope.account.name] : partner.accounts;
  const unit = scope.account?.unit ?? "";
  return {
    ...partner,
    sets: [...partner.sets, { type: scope.type, unit, accounts, roles: [role], template: null }],
  };
}

/** The accounts into which a partner's StackSet really goes: those of its filter, or of the unit. */
function withTargets(
  plan: Plan,
  all: readonly PlannedPartner[],
  { partner, type, things }: Scope,
  zone: Zone,
  changed: Change[],
): readonly PlannedPartner[] {
  const [thing] = things;
  if (partner === null || !thing) return all;
  const accounts = targetsOf(plan, type, thing.of.inputs.stackInstancesGroup, zone);
  if (accounts === null) return all;
  return all.map((one) => {
    if (one.name !== partner) return one;
    const sets = one.sets.map((set) => {
      if (set.type !== type || sameNames(set.accounts, accounts)) return set;
      changed.push({ thing, what: `the accounts of ${partner} of type ${type}` });
      return { ...set, accounts };
    });
    return sets.every((set, i) => set === one.sets[i]) ? one : { ...one, sets };
  });
}

/** Null where a preview does not know them. */
function targetsOf(
  { accounts }: Plan,
  type: string,
  groups: unknown,
  zone: Zone,
): readonly string[] | null {
  if (isUnknown(groups)) return null;
  const found: string[] = [];
  for (const group of listOf(groups)) {
    const targets = isMap(group) ? group.deploymentTargets : undefined;
    if (!isMap(targets)) return null;
    if (targets.accountFilterType !== "INTERSECTION") {
      found.push(
        ...accounts.filter((one) => one.type === type && one.unit !== null).map(({ name }) => name),
      );
      continue;
    }
    if (isUnknown(targets.accounts)) return null;
    for (const id of listOf(targets.accounts)) {
      if (typeof id !== "string") return null;
      found.push(zone.nameOf(id));
    }
  }
  return found;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join(" ") === [...b].sort().join(" ");
}

function breakGlassIn(
  { breakGlass }: Plan,
  scopes: readonly Scope[],
  { read }: DocumentReader,
  changed: Change[],
): Plan["breakGlass"] {
  const access = scopes.find(
    ({ account }) => account?.kind === "core" && account.type === "access",
  );
  const [thing] = access ? policyNamed(BREAK_GLASS_NAME, access) : [];
  if (!access || thing?.shape.kind !== "policy") return breakGlass;
  const policy = read([thing.shape.document], breakGlass.policy, access);
  if (policy === null || policy === breakGlass.policy) return breakGlass;
  changed.push({ thing, what: "the policy of the break-glass users" });
  return { ...breakGlass, policy };
}
