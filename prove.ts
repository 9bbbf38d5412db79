import { check, type CheckResult } from "./access/check";
import type { Actions } from "./access/actions";
import type { AccessPlan } from "./access/world/accounts";
import { managedPolicyNames } from "./access/world/documents";
import { worldOf, type World } from "./access/world/world";
import { loadActions, loadManagedPolicies } from "./reference-data";

/** A plan as AWS would see it, with the documents of the managed policies that it names. */
export function worldOfPlan(plan: AccessPlan, actions: Actions): World {
  return worldOf(plan, loadManagedPolicies(managedPolicyNames(plan)), actions);
}

/**
 * Tries everything that must hold of a plan, today (in UTC): for `lz check`, for Pulumi's runs and for
 * the policy pack.
 */
export async function prove(plan: AccessPlan): Promise<readonly CheckResult[]> {
  const today = new Date().toISOString().slice(0, 10);
  return check(worldOfPlan(plan, await loadActions()), today);
}
