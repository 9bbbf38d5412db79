import type { Plan } from "../model/plan";
import type { Making } from "./making";

/** What finds mistakes and intruders, delegated to the audit account. */
export function makeDetection(_plan: Plan, _making: Making): void {}
