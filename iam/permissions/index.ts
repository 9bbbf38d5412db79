import { administer } from "./administer";
import { audit } from "./audit";
import type { Level } from "./level";
import { network } from "./network";
import { observe } from "./observe";
import { operate } from "./operate";
import { power } from "./power";
import { store } from "./store";

export { auditLogs, type AuditorReads } from "./audit";
export { CUSTOMER_DATA } from "./customer-data";
export type { Level } from "./level";
export { networkInCore } from "./network-core";
export { ENTRY_TAG } from "./network-entry";

/** Permission levels that every stack has, by name. */
export const BUILT_IN_LEVELS: Readonly<Record<string, Level>> = {
  administer,
  audit,
  network,
  observe,
  operate,
  power,
  store,
};
