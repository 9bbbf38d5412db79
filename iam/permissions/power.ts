import type { Level } from "./level";
import { makeServiceRoles } from "./service-roles";

/** Full access to services, and roles for them inside the boundary. */
export const power: Level = { managed: ["PowerUserAccess"], statements: makeServiceRoles };
