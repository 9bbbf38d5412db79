import type { Plan } from "../model/plan";
import { makeAudit } from "./audit";
import { makeDetection } from "./detection";
import type { Making } from "./making";
import { makeManagement } from "./management";
import { makeMonitoring } from "./monitoring";
import { makeNetwork } from "./network";
import { makeSignIn } from "./sign-in";

/** What the core accounts have, one part of the landing zone after the other. */
export function makeParts(plan: Plan, making: Making, samlMetadata: string | null): void {
  makeAudit(plan, making);
  makeSignIn(plan, making, samlMetadata);
  makeMonitoring(plan, making);
  makeDetection(plan, making);
  makeNetwork(plan, making);
  makeManagement(plan, making);
}
