import type { Plan, PlannedAccount } from "../../model/plan";

/** What profiles are made from. */
export type ProfilePlan = Pick<
  Plan,
  | "organization"
  | "accounts"
  | "roles"
  | "stamping"
  | "identity"
  | "ownRoles"
  | "people"
  | "partners"
>;

/** An organization, and what is known of its accounts' ids beside its stack file. */
export interface Home {
  readonly plan: ProfilePlan;
  /** Ids by account name, as the stack's outputs have them. */
  readonly ids: ReadonlyMap<string, string>;
}

/** The id of an account: from the file, or from the outputs, there maybe by an earlier name. */
export function idOf(account: PlannedAccount, ids: Home["ids"]): string | null {
  if (account.id !== null) return account.id;
  for (const name of [account.name, ...account.formerNames.toReversed()]) {
    const id = ids.get(name);
    if (id !== undefined) return id;
  }
  return null;
}

/** The id of the access account, where people sign in. */
export function accessIdOf({ plan, ids }: Home): string | null {
  const access = plan.accounts.find(({ kind, type }) => kind === "core" && type === "access");
  return access ? idOf(access, ids) : null;
}
