import { globCovers, globMatches, globsOverlap, hasWildcards } from "./glob";

/**
 * ARNs, and patterns of ARNs. The first five parts are compared each by itself, so a `*` does not
 * reach over a colon there; the last part takes all that is left, colons included.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export type ArnPattern = { readonly any: true } | { readonly parts: readonly string[] };

const PARTS = 6;

export const ANY_ARN: ArnPattern = { any: true };

/** A pattern of ARNs. A short one, e.g. `arn:aws:s3*`, has `*` for the parts that it lacks. */
export function arnPattern(text: string): ArnPattern {
  if (text === "*") return ANY_ARN;
  const parts = partsOf(text);
  return { parts: [...parts, ...Array<string>(PARTS - parts.length).fill("*")] };
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= PARTS
    ? parts
    : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(":")];
}

/** Account in an ARN, empty where it says none. */
export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** How a pattern and the ARNs of another pattern relate. */
export type Relation = "covers" | "overlaps" | "disjoint";

/** A test of patterns or single ARNs against one pattern. */
export function relate(pattern: ArnPattern, asked: ArnPattern): Relation {
  if ("any" in pattern) return "covers";
  if ("any" in asked) return pattern.parts.every((part) => part === "*") ? "covers" : "overlaps";
  let relation: Relation = "covers";
  for (let i = 0; i < PARTS; i += 1) {
    const part = pattern.parts[i] ?? "";
    const of = asked.parts[i] ?? "";
    if (hasWildcards(of)) {
      if (globCovers(part, of)) continue;
      if (!globsOverlap(part, of)) return "disjoint";
      relation = "overlaps";
    } else if (!globMatches(part, of)) {
      return "disjoint";
    }
  }
  return relation;
}

/** What actions without resources are asked for: only the resource `*` stands for it. */
export const NO_RESOURCE: ArnPattern = { parts: ["", "", "", "", "", ""] };

/** Can an ARN match both? */
export function arnsOverlap(a: ArnPattern, b: ArnPattern): boolean {
  if ("any" in a || "any" in b) return true;
  return a.parts.every((part, i) => globsOverlap(part, b.parts[i] ?? ""));
}
