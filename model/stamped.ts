import type { StampedRole } from "../iam/stamp-template";
import { rolesIn, type Plan, type PlannedAccount } from "./plan";

/**
 * Roles of an account that are made with the boundary: those of functions, of partners that do one,
 * and, in leaf accounts that the program enters, that by which pipelines look.
 */
export function stampedIn(
  plan: Pick<Plan, "roles" | "ownRoles" | "partners">,
  account: PlannedAccount,
): readonly StampedRole[] {
  const ofPartners = plan.partners
    .flatMap(({ sets }) => sets)
    .filter(({ accounts }) => account.kind === "leaf" && accounts.includes(account.name))
    .flatMap(({ roles }) => roles);
  const looking = plan.ownRoles.filter((role) => role.account === account.kind);
  return [...rolesIn(plan, account), ...ofPartners, ...looking];
}
