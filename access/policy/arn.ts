import { globCovers, globMatches, globsOverlap, hasWildcards } from "../../iam/glob";

/**
 * ARNs, and patterns of ARNs. Parts are compared each by itself; the last part takes all that is
 * left, colons included. In a `Resource` element a `*` at the end of a part may reach over colons,
 * in condition values it never does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export type ArnPattern =
  | { readonly any: true }
  /** Six parts, and how many of them are written where it is fewer. */
  | { readonly parts: readonly string[]; readonly written?: number };

const PARTS = 6;
const LAST = PARTS - 1;

export const ANY_ARN: ArnPattern = { any: true };

/** A pattern of ARNs. A short one, e.g. `arn:aws:s3*`, has `*` for the parts that it lacks. */
export function arnPattern(text: string): ArnPattern {
  if (text === "*") return ANY_ARN;
  const parts = partsOf(text);
  const written = parts.length;
  if (written === PARTS) return { parts };
  return { parts: [...parts, ...Array<string>(PARTS - written).fill("*")], written };
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= PARTS ? parts : [...parts.slice(0, LAST), parts.slice(LAST).join(":")];
}

/** Account in an ARN, empty where it says none. */
export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** How a pattern and the ARNs of another pattern relate. */
type Relation = "covers" | "overlaps" | "disjoint";

/** A test of patterns or single ARNs against the pattern of a `Resource` element. */
export function relate(pattern: ArnPattern, asked: ArnPattern): Relation {
  if ("any" in pattern) return "covers";
  if ("any" in asked) return relateToAny(pattern.parts);
  const found = compare(pattern.parts, asked.parts);
  if (typeof found === "string") return found;
  if (!reachesOver(pattern, asked.parts, found)) return "disjoint";
  return asked.parts.some(hasWildcards) ? "overlaps" : "covers";
}

/** The same, part by part alone, as condition operators compare. */
export function relateParts(pattern: ArnPattern, asked: ArnPattern): Relation {
  if ("any" in pattern) return "covers";
  if ("any" in asked) return relateToAny(pattern.parts);
  const found = compare(pattern.parts, asked.parts);
  return typeof found === "string" ? found : "disjoint";
}

function relateToAny(parts: readonly string[]): Relation {
  return parts.every((part) => part === "*") ? "covers" : "overlaps";
}

/** How the parts relate, or the first part that does not match. */
function compare(
  pattern: readonly string[],
  asked: readonly string[],
): "covers" | "overlaps" | number {
  let relation: "covers" | "overlaps" = "covers";
  for (let i = 0; i < PARTS; i += 1) {
    const part = pattern[i] ?? "";
    const of = asked[i] ?? "";
    if (part === "*" || part === of) continue;
    if (!hasWildcards(of)) {
      if (!globMatches(part, of)) return i;
    } else if (!globCovers(part, of)) {
      if (!globsOverlap(part, of)) return i;
      relation = "overlaps";
    }
  }
  return relation;
}

/**
 * Can a `*` at the end of one of the pattern's first parts take in what stands behind the next colon,
 * so that the pattern matches after all? Wildcards of what is asked stand for no colons here: names
 * that could hold another ARN would make nearly all patterns meet. `mismatch` is the first part that
 * does not match by itself.
 */
function reachesOver(
  { parts, written = PARTS }: Extract<ArnPattern, { readonly parts: unknown }>,
  asked: readonly string[],
  mismatch: number,
): boolean {
  const tail = asked[LAST] ?? "";
  // There must be a part to spare.
  if (written === PARTS && !tail.includes(":")) return false;
  if (!parts.some((part, i) => i < mismatch && part.endsWith("*"))) return false;
  const segments = [...asked.slice(0, LAST), ...tail.split(":")];
  const fits = (i: number, j: number): boolean => {
    const part = parts[i] ?? "";
    if (j >= segments.length) return false;
    if (i === written - 1) return globsOverlap(part, segments.slice(j).join(":"));
    if (!globsOverlap(part, segments[j] ?? "")) return false;
    if (fits(i + 1, j + 1)) return true;
    if (!part.endsWith("*")) return false;
    for (let next = j + 2; next < segments.length; next += 1) if (fits(i + 1, next)) return true;
    return false;
  };
  return fits(0, 0);
}

/** What actions without resources are asked for: only the resource `*` stands for it. */
export const NO_RESOURCE: ArnPattern = { parts: ["", "", "", "", "", ""] };

/** Can an ARN match both patterns of `Resource` elements? */
export function arnsOverlap(a: ArnPattern, b: ArnPattern): boolean {
  return relate(a, b) !== "disjoint" || relate(b, a) !== "disjoint";
}
