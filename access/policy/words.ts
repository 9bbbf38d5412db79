import type { Atom } from "./atom";
import { not, type Formula, type Literal } from "./formula";
import { globText } from "../../iam/glob";
import { OPERATORS } from "./operators";

/** What remains of a decision, as a sentence's end: "aws:MultiFactorAuthPresent is true". */
export function formulaWords(formula: Formula): string {
  return words(formula, false);
}

/** Tests that hold together, as a sentence's end. */
export function literalWords(literals: readonly Literal[]): string {
  return list("and", literals, ({ atom, negated }) => atomWords(atom, negated)).join(" and ");
}

function words(formula: Formula, inner: boolean): string {
  if (typeof formula === "boolean") return formula ? "always" : "never";
  if (formula.kind === "atom") return atomWords(formula.atom, formula.negated);
  // "not (a and b)" is shorter to read than "not a or not b" where most of the parts are negative.
  const negative = formula.parts.filter((part) => typeof part !== "boolean" && isNegated(part));
  if (
    formula.kind === "or" &&
    formula.parts.length > 1 &&
    negative.length === formula.parts.length
  ) {
    return `not (${words(not(formula), false)})`;
  }
  const parts = list(formula.kind, formula.parts, (part) => words(part, true));
  const text = parts.join(` ${formula.kind} `);
  return inner && parts.length > 1 ? `(${text})` : text;
}

/**
 * Words of each part. Resources of which none may be meant, or any, are said together, as the values of
 * a test are: "the resource is not a or b".
 */
function list<T extends Formula | Literal>(
  kind: "and" | "or",
  parts: readonly T[],
  say: (part: T) => string,
): readonly string[] {
  const [first, ...others] = parts.filter((part) => resource(part, kind === "and") !== null);
  return parts.flatMap((part) => {
    if (part === first) {
      return [[say(part), ...others.map((one) => resource(one, kind === "and"))].join(" or ")];
    }
    return others.includes(part) ? [] : [say(part)];
  });
}

/** Text of the resource that a part asks for, or forbids; null of any other part. */
function resource(part: Formula | Literal, negated: boolean): string | null {
  if (typeof part === "boolean" || !("atom" in part) || part.negated !== negated) return null;
  return part.atom.kind === "resource" ? globText(part.atom.text) : null;
}

function isNegated(formula: Exclude<Formula, boolean>): boolean {
  return formula.kind === "atom"
    ? formula.negated
    : formula.parts.every((part) => typeof part !== "boolean" && isNegated(part));
}

function atomWords(atom: Atom, negated: boolean): string {
  switch (atom.kind) {
    case "present":
      return `${atom.key} is ${negated ? "not there" : "there"}`;
    case "resource":
      return `the resource is ${negated ? "not " : ""}${globText(atom.text)}`;
    case "test": {
      const { words: is, opposed } = OPERATORS[atom.operator];
      const values = atom.values.map(globText).join(" or ") || "a value that there is not";
      if (atom.qualifier === "ForAllValues") {
        return negated
          ? `some value of ${atom.key} ${opposed} ${values}`
          : `every value of ${atom.key} ${is} ${values}`;
      }
      if (atom.qualifier === "ForAnyValue") {
        return negated
          ? `no value of ${atom.key} ${is} ${values}`
          : `a value of ${atom.key} ${is} ${values}`;
      }
      return `${atom.key} ${negated ? opposed : is} ${values}`;
    }
  }
}
