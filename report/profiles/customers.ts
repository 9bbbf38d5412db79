import {
  functionRoleArn,
  hubRoleName,
  partnerRoleName,
  PEOPLE_PATH,
  permissionSetName,
  RESERVED_PATH,
} from "../../iam/names";
import type { IdentityMode } from "../../model/access-schema";
import type { PlannedPartner } from "../../model/partners";
import type { PlannedPerson } from "../../model/plan";
import { entryOf, isUnstamped, type Entries, type Entry } from "./entries";
import { accessIdOf, idOf, type Home } from "./home";

/** A person of an organization that does functions for others. */
export interface Provider {
  readonly home: Home;
  readonly person: PlannedPerson;
  readonly mode: IdentityMode;
  /** The day, as YYYY-MM-DD. */
  readonly today: string;
}

/** Roles of a provider's person in the accounts of organizations that name the provider a partner. */
export function customerEntries(provider: Provider, others: readonly Home[]): Entries {
  const accessId = accessIdOf(provider.home);
  const { person, today } = provider;
  if (accessId === null || (person.until !== null && person.until < today)) {
    return { entries: [], withoutId: [], notes: [] };
  }
  const found = others.flatMap((customer) =>
    customer.plan.partners
      .filter(({ accountId }) => accountId === accessId)
      .map((partner) => entriesAt(provider, customer, partner)),
  );
  return {
    entries: found.flatMap(({ entries }) => entries),
    withoutId: found.flatMap(({ withoutId }) => withoutId),
    notes: found.flatMap(({ notes }) => notes),
  };
}

function entriesAt(provider: Provider, customer: Home, partner: PlannedPartner): Entries {
  const { person, today, home } = provider;
  const { name, partition } = customer.plan.organization;
  const functions = person.functions.filter((fn) =>
    partner.sets.some(({ roles }) => roles.some((role) => role.function === fn)),
  );
  const said = (...notes: readonly string[]): readonly string[] =>
    [...new Set(notes)].map((note) => `${name}: ${note}`);
  const nothing = { entries: [], withoutId: [] };
  if (functions.length === 0) return { ...nothing, notes: [] };
  if (partner.until < today) {
    const since = `its partner ${partner.name} can do nothing since the end of ${partner.until}`;
    return { ...nothing, notes: said(since) };
  }
  if (partition !== home.plan.organization.partition) {
    return { ...nothing, notes: said(`it is in the partition ${partition}, which is another`) };
  }
  const refusals = functions.map((fn) => ({ fn, why: refusal(provider, partner, fn) }));
  const open = refusals.flatMap(({ fn, why }) => (why === null ? [fn] : []));
  return {
    ...entriesIn(customer, partner, open),
    notes: said(
      ...refusals.flatMap(({ why }) => why ?? []),
      ...open.flatMap((fn) => notLetGo(home, partner.name, fn) ?? []),
    ),
  };
}

/** Roles of the partner's functions in the accounts that it was given. */
function entriesIn(
  { plan, ids }: Home,
  { sets }: PlannedPartner,
  functions: readonly string[],
): Pick<Entries, "entries" | "withoutId"> {
  const entries: Entry[] = [];
  const withoutId: string[] = [];
  const leaves = plan.accounts.filter(({ kind }) => kind === "leaf");
  const accounts = new Map(leaves.map((account) => [account.name, account]));
  for (const set of sets) {
    const roles = set.roles.filter((role) => functions.includes(role.function));
    if (roles.length === 0) continue;
    for (const name of set.accounts) {
      const account = accounts.get(name);
      if (!account || isUnstamped(plan, account)) continue;
      const id = idOf(account, ids);
      if (id === null) {
        withoutId.push(`${plan.organization.name}/${name}`);
        continue;
      }
      for (const role of roles) {
        entries.push(entryOf(plan, { ...account, id }, { ...role, role: role.name }));
      }
    }
  }
  return { entries, withoutId };
}

/** Says so when the provider's own policies do not let its people leave for the customer. */
function notLetGo({ plan }: Home, partner: string, fn: string): string | null {
  const { name } = plan.organization;
  const wanted = functionRoleArn("*", partnerRoleName(partner, fn));
  const policy = plan.people.groups.find((group) => group.function === fn)?.policy;
  return policy?.Statement.some(({ Resource }) => [Resource].flat().includes(wanted))
    ? null
    : `access.customers of ${name} has no customer with partner: ${partner} and the function ` +
        `${fn}, so that ${name} lets nobody go there`;
}

/** Why the customer's trust does not let somebody of a function in who signs in so; null if it does. */
function refusal(
  { home, mode, person }: Provider,
  { name, entry }: PlannedPartner,
  fn: string,
): string | null {
  const { proof, principals } = entry;
  const by = `its trust of the partner ${name}`;
  if (typeof proof === "object") return `${by} asks for an external id, which is for software`;
  if (proof === "context" && mode !== "iam-users") {
    return `${by} asks for an MFA device that AWS sees, which sign-in by ${mode} does not show`;
  }
  if (proof === "tag" && mode !== "saml" && mode !== "oidc") {
    return `${by} asks for the session tag mfa, which sign-in by ${mode} does not send`;
  }
  if (proof === "declared" && mode === "iam-users") {
    return `${by} is for sessions of roles, and sign-in by ${mode} comes as a user`;
  }
  const resource = principalOf(home, mode, person.name, fn);
  if (principals.length > 0 && !principals.some((pattern) => matches(pattern, resource))) {
    return `${by} names ${principals.join(", ")}, and ${person.name} comes as ${resource}`;
  }
  return null;
}

/** As what somebody comes from the access account: the part of the ARN behind the account. */
function principalOf({ plan }: Home, mode: IdentityMode, person: string, fn: string): string {
  switch (mode) {
    case "iam-users":
      return `user${PEOPLE_PATH}${person}`;
    case "identity-center": {
      const path = plan.identity.identityCenter?.rolePath ?? "/";
      // Identity Center makes up sixteen characters at the end.
      return `role${path}AWSReservedSSO_${permissionSetName(fn)}_${"0".repeat(16)}`;
    }
    case "saml":
    case "oidc":
      return `role${RESERVED_PATH}${hubRoleName(fn)}`;
  }
}

/** Does a pattern with `*` for any text and `?` for one character fit? */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}
