import { accountNamed, askerNamed, type Asker } from "../../access/principals";
import type { Account } from "../../access/world/accounts";
import { managedPolicyNames } from "../../access/world/documents";
import { worldOf, type World } from "../../access/world/world";
import { loadActions, loadManagedPolicies } from "../../reference-data";
import { planOf } from "../components/plans";

/** A shipped stack with the actions of some services. */
export async function smallWorld(stack: string, ...services: readonly string[]): Promise<World> {
  const plan = planOf(stack);
  const managed = loadManagedPolicies(managedPolicyNames(plan));
  return worldOf(plan, managed, await loadActions(services));
}

export function account(world: World, name: string): Account {
  const found = accountNamed(world, name);
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

export function asker(world: World, name: string): Asker {
  const found = askerNamed(world, name);
  if (!found.ok) throw new Error(found.message);
  return found.value;
}
