import { AUDIT_INVENTORY } from "../audit/inventory";
import { DETECTION_INVENTORY } from "../detection/inventory";
import { MANAGEMENT_INVENTORY } from "../management/inventory";
import { MONITORING_INVENTORY } from "../monitoring/inventory";
import { NETWORK_INVENTORY } from "../network/inventory";
import { ACCESS_INVENTORY } from "./access";
import { ORGANIZATION_INVENTORY } from "./organization";
import type { InventoryRow } from "./row";

/** Every kind of resource that the program makes, in the order of parts. */
export const INVENTORY: readonly InventoryRow[] = [
  ...ORGANIZATION_INVENTORY,
  ...MANAGEMENT_INVENTORY,
  ...AUDIT_INVENTORY,
  ...DETECTION_INVENTORY,
  ...MONITORING_INVENTORY,
  ...NETWORK_INVENTORY,
  ...ACCESS_INVENTORY,
];
