import { arnPattern, arnsOverlap, relate, type ArnPattern } from "./arn";
import type { TestAtom } from "./atom";
import { ways, type Formula, type Literal } from "./formula";
import { globCovers, globsOverlap, hasWildcards } from "./glob";
import { OPERATORS, type BaseOperator } from "./operators";

/**
 * Can what remains be true for some request about one of these resources? Never wrongly no: where it
 * is too hard to tell, the answer is yes. Whoever attacks chooses what is not known.
 */
export function possible(formula: Formula, resources: readonly ArnPattern[]): boolean {
  if (typeof formula === "boolean") return formula;
  const found = ways(formula, (way) => contradicts(way, resources));
  return found === null || found.length > 0;
}

/** One way in which the formula can be true, for people: the tests that hold. */
export function witness(
  formula: Formula,
  resources: readonly ArnPattern[],
): readonly Literal[] | null {
  return ways(formula, (way) => contradicts(way, resources))?.[0] ?? null;
}

/** Does `a` hold only where `b` does? Never wrongly yes. */
export function implies(a: Formula, notB: Formula, resources: readonly ArnPattern[]): boolean {
  if (a === false) return true;
  const both: Formula = a === true ? notB : notB === true ? a : { kind: "and", parts: [a, notB] };
  return !possible(both, resources);
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
    keys.set(key, [...(keys.get(key) ?? []), literal]);
  }
  return [...keys.values()].some((literals) => literals.length > 1 && oneKeyContradicts(literals));
}

function oneKeyContradicts(literals: readonly Literal[]): boolean {
  const mustBe = literals.some(needsKey);
  const mustNotBe = literals.some(({ atom, negated }) => atom.kind === "present" && negated);
  if (mustBe && mustNotBe) return true;
  const tests = literals.filter(isDecidable);
  const single = tests.find(({ atom, negated }) => !negated && atom.qualifier === "");
  if (!single) return false;
  return finite(single.atom) || numeric(single.atom)
    ? !candidates(tests).some((value) => tests.every((literal) => holdsFor(literal, value)))
    : patternsContradict(tests);
}

type TestLiteral = Literal & { readonly atom: TestAtom };

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

function holdsFor({ atom, negated }: TestLiteral, value: string): boolean {
  const holds = atom.values.some((text) => OPERATORS[atom.operator].reads(text)(value));
  return holds !== negated;
}

/** Operators that a listed value alone satisfies. */
const EXACT: readonly BaseOperator[] = ["StringEquals", "Bool", "BinaryEquals", "NumericEquals"];

function finite({ operator, values }: TestAtom): boolean {
  if (EXACT.includes(operator)) return true;
  return OPERATORS[operator].wildcards === true && !values.some((value) => hasWildcards(value));
}

function numeric({ operator }: TestAtom): boolean {
  return operator.startsWith("Numeric");
}

/**
 * Values to try. The listed ones are all there are where a test is exact; for numbers, the bounds,
 * and points between and beyond them, stand for all others.
 */
function candidates(tests: readonly TestLiteral[]): readonly string[] {
  const exact = tests.find(
    ({ atom, negated }) => !negated && atom.qualifier === "" && finite(atom),
  );
  if (exact) return exact.atom.values;
  const bounds = tests
    .flatMap(({ atom }) => (numeric(atom) ? atom.values.map(Number) : []))
    .sort((a, b) => a - b);
  const between = bounds.map((bound, i) => (bound + (bounds[i + 1] ?? bound + 2)) / 2);
  return [(bounds[0] ?? 0) - 1, ...bounds, ...between].map(String);
}

const GLOBS: readonly BaseOperator[] = ["StringLike", "ArnLike", "ArnEquals"];

/** Patterns that no text can satisfy together, pair by pair. */
function patternsContradict(tests: readonly TestLiteral[]): boolean {
  const globs = tests.filter(({ atom }) => GLOBS.includes(atom.operator) && atom.qualifier === "");
  const inside = globs.filter(({ negated }) => !negated);
  return inside.some(
    (one) =>
      inside.some((other) => other !== one && !anyPair(one.atom, other.atom, textsOverlap)) ||
      globs.some(
        (other) =>
          other.negated &&
          one.atom.values.every((of) =>
            other.atom.values.some((value) => textCovers(other.atom.operator, value, of)),
          ),
      ),
  );
}

function anyPair(a: TestAtom, b: TestAtom, overlap: (a: string, b: string) => boolean): boolean {
  return a.values.some((one) => b.values.some((other) => overlap(one, other)));
}

const textsOverlap = (a: string, b: string): boolean => globsOverlap(a, b);

function textCovers(operator: BaseOperator, general: string, special: string): boolean {
  return operator === "StringLike"
    ? globCovers(general, special)
    : relate(arnPattern(general), arnPattern(special)) === "covers";
}
