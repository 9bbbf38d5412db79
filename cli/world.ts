import type { World } from "../access/world/world";
import { planLandingZone } from "../model/plan";
import type { Stack } from "../model/schema";
import { worldOfPlan } from "../prove";
import { loadActions } from "../reference-data";

/**
 * What a stack makes of AWS. Of AWS's actions, which are megabytes, only those of the services that
 * are named, or of all; whoever asks about some actions needs no others.
 */
export async function worldOfStack(stack: Stack, services?: readonly string[]): Promise<World> {
  return worldOfPlan(planLandingZone(stack), await loadActions(services));
}
