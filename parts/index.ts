import type * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../model/plan";
import { makeAudit } from "./audit";
import { makeDetection } from "./detection";
import type { Making } from "./making";
import { makeManagement } from "./management";
import { makeMonitoring } from "./monitoring";
import { makeNetwork } from "./network";
import { makeSignIn } from "./sign-in";

/**
 * What the core accounts have, one part of the landing zone after the other; gives what has to be there
 * before anything is stamped into every member.
 */
export function makeParts(
  plan: Plan,
  making: Making,
  samlMetadata: string | null,
): readonly pulumi.Resource[] {
  const archive = makeAudit(plan, making);
  makeSignIn(plan, making, samlMetadata);
  const hub = makeMonitoring(plan, making);
  makeNetwork(plan, making, [archive]);
  makeManagement(plan, making);
  return [archive, hub];
}

/** What needs what is stamped: rules of AWS Config need a recorder in every account. */
export function makeOnceStamped(
  plan: Plan,
  making: Making,
  inCore: readonly pulumi.Resource[],
  stamped: pulumi.Resource,
): void {
  makeDetection(plan, making, inCore, stamped);
}
