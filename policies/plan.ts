import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Check from "../access/check";
import type { CheckResult } from "../access/check";
import type { AccessPlan } from "../access/world/accounts";
import type * as Documents from "../access/world/documents";
import type * as World from "../access/world/world";
import { learningZone, type LearningZone } from "../access/registered/zone";
import { planLandingZone } from "../model/plan";
import { problemsText } from "../model/problem";
import type * as ReferenceData from "../reference-data";
import { loadStackFile, stackFilePath } from "../stack-file";

/** The landing zone of a stack, from its file in the project of this pack. */
export function zoneOfStack(stack: string): LearningZone {
  const path = stackFilePath(stack);
  try {
    const loaded = loadStackFile(join(__dirname, "..", path));
    return loaded.ok
      ? learningZone(planLandingZone(loaded.stack))
      : learningZone(null, `${path} has problems:\n${problemsText(loaded.problems, path)}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return learningZone(null, `${path}, the file of the stack ${stack}, cannot be read: ${why}`);
  }
}

const load = createRequire(__filename);

/** Tries all proofs. What AWS has is megabytes, and is read only when this is asked. */
export async function prove(plan: AccessPlan): Promise<readonly CheckResult[]> {
  const { check } = load("../access/check") as typeof Check;
  const { worldOf } = load("../access/world/world") as typeof World;
  const { managedPolicyNames } = load("../access/world/documents") as typeof Documents;
  const { loadActions, loadManagedPolicies } = load("../reference-data") as typeof ReferenceData;
  const managed = loadManagedPolicies(managedPolicyNames(plan));
  return check(worldOf(plan, managed, await loadActions()), new Date().toISOString().slice(0, 10));
}
