import type { NeedsByAccount } from "./needs";

/** Money, contacts, root users. */
export const MANAGEMENT: NeedsByAccount = {};
