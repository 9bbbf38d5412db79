/** The root of the organization, as a path. */
export const ROOT = "/";
/** Unit in which an account waits without roles while its type changes. */
export const STAGING_UNIT = "staging";
/** Unit of accounts that may do nothing until somebody has looked at them. */
export const QUARANTINE_UNIT = "quarantine";
/** Units below which stacks may not put their own. */
export const RESERVED_UNITS = ["core", STAGING_UNIT, QUARANTINE_UNIT] as const;

/** Unit of a core account. */
export function coreUnit(type: string): string {
  return `core/${type}`;
}

/** `a/b/c` gives `a`, `a/b`, `a/b/c`. */
export function ancestors(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** The levels of the organization that an account is below, from the root down to its own unit. */
export function levelsAbove(unit: string): readonly string[] {
  return unit === ROOT ? [ROOT] : [ROOT, ...ancestors(unit)];
}
