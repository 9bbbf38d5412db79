import { rolesIn, type PlannedAccount, type PlannedPerson } from "../../model/plan";
import { idOf, type Home, type ProfilePlan } from "./home";

/** A role in an account that a person enters. */
export interface Entry {
  /** Organization of the account. */
  readonly organization: string;
  readonly partition: string;
  /** Governed regions of that organization, the home region first. */
  readonly regions: readonly string[];
  readonly account: {
    readonly name: string;
    readonly id: string;
    readonly type: string;
    readonly kind: PlannedAccount["kind"];
  };
  readonly function: string;
  /** Name of the role, without its path. */
  readonly role: string;
  /** Longest session that the role allows. */
  readonly sessionHours: number;
}

/** Where somebody goes, and what keeps them from going further. */
export interface Entries {
  readonly entries: readonly Entry[];
  /** Accounts whose ids are not known before the first run, as people call them. */
  readonly withoutId: readonly string[];
  /** Why something was left out, in sentences. */
  readonly notes: readonly string[];
}

/** Roles of the person's functions, in the accounts to which they are not closed. */
export function ownEntries(home: Home, person: PlannedPerson, today: string): Entries {
  const { plan, ids } = home;
  if (person.until !== null && person.until < today) {
    const note = `${plan.organization.name}: ${person.name} can do nothing since the end of ${person.until}`;
    return { entries: [], withoutId: [], notes: [note] };
  }
  const entries: Entry[] = [];
  const withoutId: string[] = [];
  for (const account of plan.accounts) {
    if (!isOpenTo(person, account)) continue;
    const roles = rolesThere(plan, account).filter((role) =>
      person.functions.includes(role.function),
    );
    if (roles.length === 0) continue;
    const id = idOf(account, ids);
    if (id === null) {
      withoutId.push(account.name);
      continue;
    }
    for (const role of roles) {
      entries.push(entryOf(plan, { ...account, id }, { ...role, role: role.name }));
    }
  }
  return { entries, withoutId, notes: stampingNote(plan) };
}

export function entryOf(
  { organization }: Pick<ProfilePlan, "organization">,
  { name, id, type, kind }: PlannedAccount & { readonly id: string },
  role: Pick<Entry, "function" | "role" | "sessionHours">,
): Entry {
  return {
    organization: organization.name,
    partition: organization.partition,
    regions: organization.regions,
    account: { name, id, type, kind },
    function: role.function,
    role: role.role,
    sessionHours: role.sessionHours,
  };
}

/** Is a leaf account without roles, since nothing stamps them now? */
export function isUnstamped(
  { stamping }: Pick<ProfilePlan, "stamping">,
  { kind }: Pick<PlannedAccount, "kind">,
): boolean {
  return stamping === "none" && kind === "leaf";
}

function stampingNote({ stamping, organization }: ProfilePlan): readonly string[] {
  return stamping === "none"
    ? [`${organization.name}: access.stamping is none, so leaf accounts have no roles`]
    : [];
}

function rolesThere(plan: ProfilePlan, account: PlannedAccount) {
  return isUnstamped(plan, account) ? [] : rolesIn(plan, account);
}

function isOpenTo({ limits }: PlannedPerson, { name, type }: PlannedAccount): boolean {
  return limits === null || limits.accounts.includes(name) || limits.types.includes(type);
}
