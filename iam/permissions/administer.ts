import type { Level } from "./level";

/** Everything that the boundary leaves. */
export const administer: Level = { managed: ["AdministratorAccess"], statements: [] };
