import type { Plan } from "../model/plan";
import type { Making } from "./making";

/** Networks of the network account. */
export function makeNetwork(_plan: Plan, _making: Making): void {}
