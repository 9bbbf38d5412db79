import type { Atom } from "./atom";

/**
 * What remains of a decision when something of the request is not known: a formula over tests that
 * could not be made. Always in negation normal form, flat, without doubles; never empty.
 */
export type Formula =
  | true
  | false
  | { readonly kind: "atom"; readonly atom: Atom; readonly negated: boolean }
  | { readonly kind: "and" | "or"; readonly parts: readonly Formula[] };

type Compound = Exclude<Formula, boolean>;
type Kind = "and" | "or";

export function atomic(atom: Atom, negated = false): Formula {
  return { kind: "atom", atom, negated };
}

export function not(formula: Formula): Formula {
  if (typeof formula === "boolean") return !formula;
  if (formula.kind === "atom") return { ...formula, negated: !formula.negated };
  const parts = formula.parts.map(not);
  return { kind: formula.kind === "and" ? "or" : "and", parts };
}

export const and = (...parts: readonly Formula[]): Formula => joined("and", parts);
export const or = (...parts: readonly Formula[]): Formula => joined("or", parts);

/** `and` of two, without work where one of them is known: nearly always. */
export function both(a: Formula, b: Formula): Formula {
  if (a === true || b === false) return b;
  if (b === true || a === false) return a;
  return joined("and", [a, b]);
}

/** `or` of two, in the same way. */
export function either(a: Formula, b: Formula): Formula {
  if (a === false || b === true) return b;
  if (b === false || a === true) return a;
  return joined("or", [a, b]);
}

function joined(kind: Kind, formulas: readonly Formula[]): Formula {
  const neutral = kind === "and";
  const parts = new Map<string, Compound>();
  for (const formula of formulas) {
    if (formula === neutral) continue;
    if (typeof formula === "boolean") return formula;
    for (const part of formula.kind === kind ? formula.parts : [formula]) {
      if (typeof part !== "boolean") parts.set(keyOf(part), part);
    }
  }
  return settled(kind, parts);
}

/**
 * Takes out what the single tests among the parts decide: `a and (a or b)` is `a`,
 * `a and (not a or b)` is `a and b`, `a and not a` is false.
 */
function settled(kind: Kind, parts: Map<string, Compound>): Formula {
  const neutral = kind === "and";
  for (const [key, part] of parts) {
    if (part.kind === "atom") {
      if (parts.has(opposite(key))) return !neutral;
      continue;
    }
    if (part.parts.some((inner) => parts.has(keyOf(inner)))) {
      parts.delete(key);
      continue;
    }
    const open = part.parts.filter((inner) => !isOpposed(inner, parts));
    if (open.length === part.parts.length) continue;
    parts.delete(key);
    const [only] = open;
    if (only === undefined || typeof only === "boolean") return !neutral;
    const rest = open.length === 1 ? only : { kind: part.kind, parts: open };
    // The rest may decide others: from the start, with one part smaller than before.
    const smaller = new Map(parts);
    for (const one of rest.kind === kind ? rest.parts : [rest]) {
      if (typeof one !== "boolean") smaller.set(keyOf(one), one);
    }
    return settled(kind, smaller);
  }
  const [first] = parts.values();
  if (first === undefined) return neutral;
  return parts.size === 1 ? first : { kind, parts: [...parts.values()] };
}

function isOpposed(formula: Formula, parts: ReadonlyMap<string, Compound>): boolean {
  return (
    typeof formula !== "boolean" && formula.kind === "atom" && parts.has(opposite(keyOf(formula)))
  );
}

const opposite = (key: string): string => (key.startsWith("!") ? key.slice(1) : `!${key}`);

const keys = new WeakMap<Compound, string>();

/** A text that equal formulas share. */
export function keyOf(formula: Formula): string {
  if (typeof formula === "boolean") return String(formula);
  if (formula.kind === "atom") return formula.negated ? `!${formula.atom.id}` : formula.atom.id;
  let key = keys.get(formula);
  if (key === undefined) {
    key = `${formula.kind}(${formula.parts.map(keyOf).sort().join(",")})`;
    keys.set(formula, key);
  }
  return key;
}

export interface Literal {
  readonly atom: Atom;
  readonly negated: boolean;
}

/** Steps after which nobody looks further for a way: the formula then counts as possible. */
const MOST_STEPS = 4096;

/**
 * A way in which a formula can be true: tests that hold together and do not `contradict`. Null if
 * there is none, undefined if it took too long to find out.
 */
export function wayOf(
  formula: Formula,
  contradict: (way: readonly Literal[]) => boolean,
): readonly Literal[] | null | undefined {
  let steps = 0;
  const search = (open: readonly Formula[], way: readonly Literal[]): Found => {
    steps += 1;
    if (steps > MOST_STEPS) return undefined;
    const { literals, choices } = taken(open);
    const longer = merged(way, literals);
    if (longer === null || (longer !== way && contradict(longer))) return null;
    const [first, ...others] = choices;
    if (first === undefined) return longer;
    for (const one of first.parts) {
      const found = search([one, ...others], longer);
      if (found !== null) return found;
    }
    return null;
  };
  if (formula === false || contradict([])) return null;
  return search([formula], []);
}

type Found = readonly Literal[] | null | undefined;
type Choice = Extract<Formula, { readonly kind: "and" | "or" }>;

/** What must hold of all that is open, and between what there is a choice, the narrowest first. */
function taken(open: readonly Formula[]): { literals: readonly Literal[]; choices: Choice[] } {
  const literals: Literal[] = [];
  const choices: Choice[] = [];
  const visit = (formula: Formula): void => {
    if (typeof formula === "boolean") return;
    if (formula.kind === "atom") literals.push(formula);
    else if (formula.kind === "or") choices.push(formula);
    else formula.parts.forEach(visit);
  };
  open.forEach(visit);
  return { literals, choices: choices.sort((a, b) => a.parts.length - b.parts.length) };
}

/** Null if one of the tests would have to hold and not to hold. */
function merged(way: readonly Literal[], more: readonly Literal[]): readonly Literal[] | null {
  const result = [...way];
  for (const literal of more) {
    const known = result.find(({ atom }) => atom.id === literal.atom.id);
    if (known && known.negated !== literal.negated) return null;
    if (!known) result.push(literal);
  }
  return result.length === way.length ? way : result;
}
