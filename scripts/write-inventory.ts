import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { INVENTORY } from "../model/inventory";
import { REQUIREMENTS } from "../model/inventory/requirements";
import { inventoryPage } from "../report/inventory-page";

/** `npm run inventory`: writes docs/resources.md. */
writeFileSync(resolve(__dirname, "../docs/resources.md"), inventoryPage(INVENTORY, REQUIREMENTS));
