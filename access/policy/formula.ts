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

function joined(kind: "and" | "or", formulas: readonly Formula[]): Formula {
  const neutral = kind === "and";
  const parts: Compound[] = [];
  const keys = new Set<string>();
  for (const formula of formulas) {
    if (formula === neutral) continue;
    if (typeof formula === "boolean") return formula;
    for (const part of formula.kind === kind ? formula.parts : [formula]) {
      if (typeof part === "boolean") continue;
      const key = keyOf(part);
      if (keys.has(key)) continue;
      if (keys.has(keyOf(not(part)))) return !neutral;
      keys.add(key);
      parts.push(part);
    }
  }
  const [first] = parts;
  if (first === undefined) return neutral;
  return parts.length === 1 ? first : { kind, parts: withoutAbsorbed(kind, parts) };
}

/** `a and (a or b)` is `a`. */
function withoutAbsorbed(kind: "and" | "or", parts: readonly Compound[]): readonly Formula[] {
  if (parts.every((part) => part.kind === "atom")) return parts;
  const keys = new Set(parts.map(keyOf));
  return parts.filter(
    (part) =>
      part.kind === "atom" ||
      part.kind === kind ||
      !part.parts.some((inner) => keys.has(keyOf(inner))),
  );
}

/** A text that equal formulas share. */
export function keyOf(formula: Formula): string {
  if (typeof formula === "boolean") return String(formula);
  if (formula.kind === "atom") return `${formula.negated ? "!" : ""}${formula.atom.id}`;
  return `${formula.kind}(${formula.parts.map(keyOf).sort().join(",")})`;
}

export interface Literal {
  readonly atom: Atom;
  readonly negated: boolean;
}

/** Ways beyond which a formula is not taken apart further: it then counts as possible. */
const MOST_WAYS = 512;

/**
 * The ways in which a formula can be true: each a list of tests that hold together. Ways that
 * `contradict` are left out. Null when there are too many to tell.
 */
export function ways(
  formula: Formula,
  contradict: (way: readonly Literal[]) => boolean,
): readonly (readonly Literal[])[] | null {
  if (formula === true) return contradict([]) ? [] : [[]];
  if (formula === false) return [];
  if (formula.kind === "atom") return contradict([formula]) ? [] : [[formula]];
  if (formula.kind === "or") {
    const all = formula.parts.map((part) => ways(part, contradict));
    if (all.some((part) => part === null)) return null;
    const flat = all.flatMap((part) => part ?? []);
    return flat.length > MOST_WAYS ? null : flat;
  }
  let found: readonly (readonly Literal[])[] = [[]];
  for (const part of [...formula.parts].sort((a, b) => width(a) - width(b))) {
    const more = ways(part, contradict);
    if (more === null) return null;
    found = found
      .flatMap((way) => more.map((other) => merged(way, other)))
      .filter((way) => !contradict(way));
    if (found.length > MOST_WAYS) return null;
  }
  return found;
}

function width(formula: Formula): number {
  return typeof formula === "boolean" || formula.kind === "atom" ? 1 : formula.parts.length;
}

function merged(a: readonly Literal[], b: readonly Literal[]): readonly Literal[] {
  const has = new Set(a.map(({ atom, negated }) => `${String(negated)}${atom.id}`));
  return [...a, ...b.filter(({ atom, negated }) => !has.has(`${String(negated)}${atom.id}`))];
}
