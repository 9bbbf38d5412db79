import { arnPattern, arnsOverlap, relate, relateParts, type ArnPattern } from "./arn";
import type { TestAtom } from "./atom";
import { both, wayOf, type Formula, type Literal } from "./formula";
import { globCovers, globsOverlap, hasLiterals, hasWildcards } from "../../iam/glob";
import { numberOf, OPERATORS, type BaseOperator } from "./operators";

/**
 * Can what remains be true for some request about one of these resources? Never wrongly no: where it
 * is too hard to tell, the answer is yes. Whoever attacks chooses what is not known.
 */
export function possible(formula: Formula, resources: readonly ArnPattern[]): boolean {
  if (typeof formula === "boolean") return formula;
  return wayOf(formula, (way) => contradicts(way, resources)) !== null;
}

/** One way in which the formula can be true, for people: the tests that hold. */
export function witness(
  formula: Formula,
  resources: readonly ArnPattern[],
): readonly Literal[] | null {
  return wayOf(formula, (way) => contradicts(way, resources)) ?? null;
}

/** Does `a` hold only where `b` does? Never wrongly yes. */
export function implies(a: Formula, notB: Formula, resources: readonly ArnPattern[]): boolean {
  return !possible(both(a, notB), resources);
}

function contradicts(way: readonly Literal[], resources: readonly ArnPattern[]): boolean {
  return keysContradict(way) || resourcesContradict(way, resources);
}

function resourcesContradict(way: readonly Literal[], resources: readonly ArnPattern[]): boolean {
  const inside: ArnPattern[] = [];
  const outside: ArnPattern[] = [];
  for (const { atom, negated } of way) {
    if (atom.kind !== "resource") continue;
    if (!negated) inside.push(atom.pattern);
    // A pattern with an unknown variable is wider than what it stands for: nothing follows of "not".
    else if (!atom.text.includes("${")) outside.push(atom.pattern);
  }
  if (inside.some((a, i) => inside.some((b, j) => j > i && !arnsOverlap(a, b)))) return true;
  return resources.every(
    (base) =>
      inside.some((pattern) => !arnsOverlap(pattern, base)) ||
      outside.some((pattern) => [base, ...inside].some((of) => relate(pattern, of) === "covers")),
  );
}

function keysContradict(way: readonly Literal[]): boolean {
  const keys = new Map<string, Literal[]>();
  for (const literal of way) {
    if (literal.atom.kind === "resource") continue;
    const key = literal.atom.key.toLowerCase();
    const others = keys.get(key);
    if (others) others.push(literal);
    else keys.set(key, [literal]);
  }
  for (const literals of keys.values()) if (oneKeyContradicts(literals)) return true;
  return false;
}

function oneKeyContradicts(literals: readonly Literal[]): boolean {
  if (literals.some(isHopeless)) return true;
  if (literals.length === 1) return false;
  const mustBe = literals.some(needsKey);
  const mustNotBe = literals.some(({ atom, negated }) => atom.kind === "present" && negated);
  if (mustBe && mustNotBe) return true;
  const tests = literals.filter(isDecidable);
  // A test that passes without set operator speaks of a single value: all must hold of that one.
  if (!tests.some(isSingle)) return false;
  const values = candidates(tests);
  return values === null
    ? patternsContradict(tests)
    : !values.some((value) => tests.every((literal) => holdsFor(literal, value)));
}

export type TestLiteral = Literal & { readonly atom: TestAtom };

/** A test that nothing passes, because a variable in its values has no value. */
function isHopeless({ atom, negated }: Literal): boolean {
  return (
    atom.kind === "test" &&
    !negated &&
    atom.values.length === 0 &&
    atom.qualifier !== "ForAllValues"
  );
}

/** Tests whose values are all known. */
function isDecidable(literal: Literal): literal is TestLiteral {
  return literal.atom.kind === "test" && !literal.atom.values.some((value) => value.includes("${"));
}

/** Can it be true only if the key is there? */
function needsKey({ atom, negated }: Literal): boolean {
  if (atom.kind === "present") return !negated;
  if (atom.kind === "resource") return false;
  return atom.qualifier === "ForAllValues" ? negated : !negated;
}

const isSingle = ({ atom, negated }: TestLiteral): boolean => !negated && atom.qualifier === "";

/** Does a test hold of a value that the request has for its key? */
export function holdsFor({ atom, negated }: TestLiteral, value: string): boolean {
  // To set operators an empty value is none.
  if (value === "" && atom.qualifier !== "") return (atom.qualifier === "ForAllValues") !== negated;
  const holds = atom.values.some((text) => OPERATORS[atom.operator].reads(text)(value));
  return holds !== negated;
}

/**
 * Values among which there is one that passes all tests, if there is any at all; null where no list
 * can tell. A test of equality lists them. For numbers, the bounds, and points between and beyond
 * them, stand for all others.
 */
function candidates(tests: readonly TestLiteral[]): readonly string[] | null {
  const exact = tests.find((literal) => isSingle(literal) && listsValues(literal.atom));
  if (exact) return exact.atom.values;
  if (tests.every(({ atom }) => atom.operator === "Bool")) return ["true", "false"];
  if (!tests.every(({ atom }) => atom.operator.startsWith("Numeric"))) return null;
  const bounds = tests
    .flatMap(({ atom }) => atom.values.map(numberOf))
    .filter((bound) => !Number.isNaN(bound))
    .sort((a, b) => a - b);
  const between = bounds.map((bound, i) => (bound + (bounds[i + 1] ?? bound + 2)) / 2);
  const numbers = [(bounds[0] ?? 0) - 1, ...bounds, ...between].map(String);
  // What JavaScript writes with an exponent is no number to IAM.
  return numbers.every((text) => !Number.isNaN(numberOf(text))) ? numbers : null;
}

/** Do only the listed values pass, as they are written? */
function listsValues({ operator, values }: TestAtom): boolean {
  if (operator === "StringEquals" || operator === "BinaryEquals") return true;
  return (
    operator === "StringLike" && !values.some((value) => hasWildcards(value) || hasLiterals(value))
  );
}

const GLOBS: readonly BaseOperator[] = ["StringLike", "ArnLike", "ArnEquals"];

/** Patterns that no text can satisfy together, pair by pair. */
function patternsContradict(tests: readonly TestLiteral[]): boolean {
  const globs = tests.filter(({ atom }) => GLOBS.includes(atom.operator) && atom.qualifier === "");
  const inside = globs.filter(({ negated }) => !negated);
  return inside.some(
    (one) =>
      inside.some((other) => other !== one && !anyPair(one.atom, other.atom)) ||
      globs.some(
        (other) =>
          other.negated &&
          one.atom.values.every((of) =>
            other.atom.values.some((value) => covers(other.atom, value, one.atom, of)),
          ),
      ),
  );
}

function anyPair(a: TestAtom, b: TestAtom): boolean {
  return a.values.some((one) => b.values.some((other) => valuesMeet(a, one, b, other)));
}

/** A short ARN has wildcards that it does not say. */
function valuesMeet(a: TestAtom, one: string, b: TestAtom, other: string): boolean {
  // What is like an ARN's pattern is an ARN, whose parts are compared each by itself.
  if (isArnTest(a) && isArnTest(b)) {
    return relateParts(arnPattern(one), arnPattern(other)) !== "disjoint";
  }
  return globsOverlap(spelledOut(a.operator, one), spelledOut(b.operator, other));
}

const isArnTest = ({ operator }: TestAtom): boolean => operator.startsWith("Arn");

function spelledOut(operator: BaseOperator, value: string): string {
  if (operator === "StringLike") return value;
  const pattern = arnPattern(value);
  return "any" in pattern ? "*" : pattern.parts.join(":");
}

function covers(a: TestAtom, general: string, b: TestAtom, special: string): boolean {
  if (a.operator === "StringLike") return globCovers(general, spelledOut(b.operator, special));
  // A text can be like an ARN's pattern and be no ARN, or one whose parts lie elsewhere.
  if (b.operator === "StringLike") return false;
  return relateParts(arnPattern(general), arnPattern(special)) === "covers";
}
