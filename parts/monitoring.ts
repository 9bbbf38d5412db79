import type { Plan } from "../model/plan";
import type { Making } from "./making";

/** Who is told of what, wherever it happens. */
export function makeMonitoring(_plan: Plan, _making: Making): void {}
