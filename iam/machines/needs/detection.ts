import type { NeedsByAccount } from "./needs";

/** What finds mistakes and intruders. */
export const DETECTION: NeedsByAccount = {};
