/** Values of resources' properties, of which a preview knows only some. */

/** What a value is that AWS gives out later, e.g. the id of an account that does not exist yet. */
export const UNKNOWN: unique symbol = Symbol("known after the run");

/** What the engine writes for such a value, in previews and to policy packs. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Known<T> = T | typeof UNKNOWN;

export type Properties = Readonly<Record<string, unknown>>;

export function isUnknown(value: unknown): value is typeof UNKNOWN {
  return value === UNKNOWN;
}

export function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list; anything else that is there is a list of one, as CloudFormation takes it. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** A text, null where there is none. Numbers and booleans are written as AWS takes them. */
export function text(value: unknown): Known<string> | null {
  if (isUnknown(value)) return UNKNOWN;
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** A switch; `otherwise` is what AWS takes it for where it is not set. */
export function flag(value: unknown, otherwise: boolean): Known<boolean> {
  if (isUnknown(value)) return UNKNOWN;
  if (value === undefined || value === null) return otherwise;
  return value === true || value === "true";
}

/** A number, null where there is none. */
export function numeric(value: unknown): Known<number> | null {
  if (isUnknown(value)) return UNKNOWN;
  if (value === undefined || value === null || value === "") return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** A document that a property holds: the value, or why there is none to judge. */
export type Document =
  | { readonly is: "known"; readonly value: unknown }
  | { readonly is: "unknown" }
  | { readonly is: "none" }
  | { readonly is: "bad"; readonly why: string };

/** Reads a document that is given as JSON text or as an object. */
export function documentOf(value: unknown): Document {
  if (value === undefined || value === null || value === "") return { is: "none" };
  if (typeof value === "string") {
    try {
      return { is: "known", value: JSON.parse(value) };
    } catch {
      return { is: "bad", why: "it is no JSON" };
    }
  }
  return hasUnknown(value) ? { is: "unknown" } : { is: "known", value };
}

/** Is the value, or something in it, known only later? */
function hasUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasUnknown);
}

/**
 * A property by its name without regard to case: CloudFormation writes `RoleName`, the aws-native
 * provider `roleName`.
 */
export function property(of: unknown, name: string): unknown {
  if (isUnknown(of)) return UNKNOWN;
  if (!isMap(of)) return undefined;
  const wanted = name.toLowerCase();
  const key = Object.keys(of).find((one) => one.toLowerCase() === wanted);
  return key === undefined ? undefined : of[key];
}
