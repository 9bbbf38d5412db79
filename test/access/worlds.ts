import assert from "node:assert/strict";
import type { Account } from "../../access/world/accounts";
import type { FunctionRole } from "../../access/world/actors";
import { managedPolicyNames } from "../../access/world/documents";
import { worldOf, type World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { loadActions, loadManagedPolicies } from "../../reference-data";

/**
 * Makes worlds of plans. What a role can do is decided once for all plans in which its account and its
 * documents are the same: those of most mutations and stacks differ in one document.
 */
export async function worldMaker(): Promise<(plan: Plan) => World> {
  const actions = await loadActions();
  const policies = new Map<string, ReturnType<typeof loadManagedPolicies>>();
  const known = new Map<string, ReturnType<World["grants"]>>();
  return (plan) => {
    const names = managedPolicyNames(plan);
    const managed = policies.get(names.join()) ?? loadManagedPolicies(names);
    policies.set(names.join(), managed);
    const world = worldOf(plan, managed, actions);
    const ofRole = new Map<FunctionRole, ReturnType<World["grants"]>>();
    const grants: World["grants"] = (role) => {
      let found = ofRole.get(role);
      if (!found) {
        const above = world.above(role.account).key;
        const key = JSON.stringify([role.arn, role.role.policies, role.role.boundary, above]);
        found = known.get(key) ?? world.grants(role);
        known.set(key, found);
        ofRole.set(role, found);
      }
      return found;
    };
    return { ...world, grants };
  };
}

/** An account by its name or id; fails if there is none. */
export function accountOf(world: World, name: string): Account {
  const found = world.accounts.find(name);
  assert.ok(found, `there is no account ${name}`);
  return found;
}

/** A function's role in an account; fails if there is none. */
export function roleOf(world: World, fn: string, account: string): FunctionRole {
  const found = world.role(fn, accountOf(world, account));
  assert.ok(found, `there is no ${fn} in ${account}`);
  return found;
}
