import type { Plan } from "../model/plan";
import type { Making } from "./making";

/** Money, contacts and root users, in the management account. */
export function makeManagement(_plan: Plan, _making: Making): void {}
