import { createRequire } from "node:module";
import { join } from "node:path";
import type { CheckResult } from "../access/check";
import type { AccessPlan } from "../access/world/accounts";
import { learningZone, type LearningZone } from "../access/registered/zone";
import { planLandingZone } from "../model/plan";
import { problemsText } from "../model/problem";
import type * as Proving from "../prove";
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
export function prove(plan: AccessPlan): Promise<readonly CheckResult[]> {
  return (load("../prove") as typeof Proving).prove(plan);
}
