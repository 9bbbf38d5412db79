import { ORGANIZATION_ACCESS_ROLE } from "../../iam/names";
import type { Plan, PlannedAccount, PlannedRole } from "../../model/plan";
import type { PlannedStackSet } from "../../model/stack-sets";
import { isOutsideItsType, rolesIn } from "../../model/plan";
import { policiesOn } from "../../model/policies-on";
import { serviceRoles } from "../../model/service-roles";
import { globMatches } from "../../iam/glob";

/** What access is computed from: a plan, or as much of one as its JSON holds. */
export type AccessPlan = Pick<
  Plan,
  | "organization"
  | "accounts"
  | "roles"
  | "boundary"
  | "identity"
  | "people"
  | "breakGlass"
  | "ownRoles"
  | "partners"
  | "customers"
  | "deploy"
  | "logs"
  | "detection"
  | "network"
  | "management"
  | "monitoring"
  | "baseline"
  | "guardrails"
  | "exceptions"
  | "expectations"
> & {
  /** Without their templates, of which only the roles decide access. */
  readonly stackSets: readonly Pick<PlannedStackSet, "name" | "units" | "roles">[];
};

/** An account that is part of the organization. */
export interface Account {
  readonly name: string;
  /** Its id, or, before AWS gave one, `<name>`, which equals no real id. */
  readonly id: string;
  readonly planned: PlannedAccount;
  readonly class: AccountClass;
}

/** Accounts that are equal in all that decides access: one of them speaks for all. */
interface AccountClass {
  readonly kind: "core" | "leaf";
  readonly type: string;
  readonly roles: readonly PlannedRole[];
  /** Names of its accounts, in the order of the plan. */
  readonly names: readonly string[];
  /** The role by which management enters, null where there is none (accounts that were invited). */
  readonly accessRole: string | null;
  /** Ids, and patterns of ids, by which the plan's documents single its accounts out. */
  readonly marks: readonly string[];
}

export interface Accounts {
  readonly all: readonly Account[];
  readonly classes: readonly AccountClass[];
  /** An account by its name or id. */
  readonly find: (nameOrId: string) => Account | undefined;
  /** The first account of a class. */
  readonly example: (of: AccountClass) => Account;
}

export function idOf({ id, name }: Pick<PlannedAccount, "id" | "name">): string {
  return id ?? `<${name}>`;
}

/** The living accounts of a plan, in classes. */
export function accountsOf(plan: AccessPlan): Accounts {
  const mentioned = idsMentioned(plan);
  const classes = new Map<string, { readonly planned: PlannedAccount[]; of: AccountClass }>();
  const all: Account[] = [];
  for (const planned of plan.accounts.filter(({ unit }) => unit !== null)) {
    const marks = mentioned.filter((pattern) => globMatches(pattern, idOf(planned)));
    const { type, kind, lifecycle, origin, accessRole } = planned;
    const place = isOutsideItsType(lifecycle) ? lifecycle : "";
    const named = namedIn(plan, planned.name);
    const key = JSON.stringify([type, kind, place, origin, accessRole, marks, named]);
    let entry = classes.get(key);
    if (!entry) {
      entry = { planned: [], of: classOf(plan, planned, marks) };
      classes.set(key, entry);
    }
    entry.planned.push(planned);
    (entry.of.names as string[]).push(planned.name);
    all.push({ name: planned.name, id: idOf(planned), planned, class: entry.of });
  }
  const byName = new Map(
    all.flatMap((account) => [
      [account.id, account] as const,
      ...account.planned.formerNames.map((name) => [name, account] as const),
    ]),
  );
  for (const account of all) byName.set(account.name, account);
  const find = (nameOrId: string): Account | undefined => byName.get(nameOrId);
  const example = (of: AccountClass): Account => {
    const account = find(of.names[0] ?? "");
    if (!account) throw new Error("a class has at least one account");
    return account;
  };
  return { all, classes: [...classes.values()].map(({ of }) => of), find, example };
}

/** AWS makes its role in accounts that it creates; into others people put one, and name it. */
function isEntered({ type, origin, accessRole }: PlannedAccount): boolean {
  if (type === "management") return false;
  return origin === "created" || accessRole !== ORGANIZATION_ACCESS_ROLE;
}

function classOf(
  plan: AccessPlan,
  account: PlannedAccount,
  marks: readonly string[],
): AccountClass {
  const { kind, type, accessRole } = account;
  return {
    kind,
    type,
    roles: rolesIn(plan, account),
    names: [],
    accessRole: isEntered(account) ? accessRole : null,
    marks,
  };
}

/** Partners and people who are let into the account by its name. */
function namedIn({ partners, people }: AccessPlan, account: string): readonly string[] {
  return [
    ...partners.filter(({ sets }) => sets.some(({ accounts }) => accounts.includes(account))),
    ...people.users.filter(({ limits }) => limits?.accounts.includes(account)),
  ].map(({ name }) => name);
}

/**
 * Account ids, or patterns of them, that a document names. An account that is named is not equal to
 * its neighbours.
 */
function idsMentioned({
  roles,
  boundary,
  identity,
  people,
  ownRoles,
  partners,
  guardrails,
  ...rest
}: AccessPlan): readonly string[] {
  const text = JSON.stringify([
    roles.map(({ trust, policies }) => [trust, policies.inline]),
    boundary,
    people.groups,
    people.policy,
    people.users.map(({ policy }) => policy),
    identity.identityCenter?.permissionSets,
    ownRoles.map(({ trust, policies }) => [trust, policies.inline]),
    partners.map(({ sets }) =>
      sets.map((set) => set.roles.map(({ trust, policies }) => [trust, policies.inline])),
    ),
    serviceRoles(rest).map(({ trust, policies }) => [trust, policies.inline]),
    policiesOn(rest).map(({ policy }) => policy),
    guardrails.map(({ document }) => document),
  ]);
  return [...new Set(text.match(/(?<![\w*?])[\d*?]*\d[\d*?]*(?!\w)/g) ?? [])].filter(
    (found) => /^\d{12}$/.test(found) || (/[*?]/.test(found) && found.length > 1),
  );
}
