import { arnPattern } from "./arn";
import { inResource, test, type Atom } from "./atom";
import { and, atomic, or, type Formula } from "./formula";

/** The same formula about another account: its id in place of the first one's. */
export function renamed(formula: Formula, from: string, to: string): Formula {
  if (typeof formula === "boolean") return formula;
  if (formula.kind === "atom") return atomic(atom(formula.atom, from, to), formula.negated);
  const parts = formula.parts.map((part) => renamed(part, from, to));
  return formula.kind === "and" ? and(...parts) : or(...parts);
}

function atom(one: Atom, from: string, to: string): Atom {
  const put = (text: string): string => text.replaceAll(from, to);
  switch (one.kind) {
    case "present":
      return one;
    case "test":
      return test(one.qualifier, one.operator, one.key, one.values.map(put));
    case "resource":
      return "any" in one.pattern
        ? one
        : inResource(put(one.text), arnPattern(put(one.pattern.parts.join(":"))));
  }
}
