import { arnPattern, relate, type ArnPattern } from "../../../access/policy/arn";
import type { Atom, TestAtom } from "../../../access/policy/atom";
import type { Context } from "../../../access/policy/context";
import type { Formula } from "../../../access/policy/formula";
import { OPERATORS } from "../../../access/policy/operators";
import { fill, template } from "../../../access/policy/variables";

/** Is what remained of a decision true in a request about one resource whose context is all known? */
export function holds(formula: Formula, context: Context, resource: ArnPattern): boolean {
  if (typeof formula === "boolean") return formula;
  if (formula.kind === "atom")
    return atomHolds(formula.atom, context, resource) !== formula.negated;
  return formula.kind === "and"
    ? formula.parts.every((part) => holds(part, context, resource))
    : formula.parts.some((part) => holds(part, context, resource));
}

function atomHolds(atom: Atom, context: Context, resource: ArnPattern): boolean {
  switch (atom.kind) {
    case "present": {
      const value = valueOf(context, atom.key);
      return typeof value === "string" || value?.some((one) => one !== "") === true;
    }
    case "resource": {
      const text = filled(atom.text, context, true);
      return text !== null && relate(arnPattern(text), resource) === "covers";
    }
    case "test":
      return testHolds(atom, context);
  }
}

function testHolds({ key, qualifier, operator, values }: TestAtom, context: Context): boolean {
  const asked = valueOf(context, key);
  const { reads, variables = false, wildcards = false } = OPERATORS[operator];
  const passes = (one: string): boolean =>
    values.some((value) => {
      const text = variables ? filled(value, context, wildcards) : value;
      return text !== null && reads(text)(one);
    });
  if (qualifier === "") return typeof asked === "string" && passes(asked);
  const all = asked === null ? [] : typeof asked === "string" ? [asked] : asked;
  const some = all.some((one) => one !== "") ? all : [];
  return qualifier === "ForAllValues" ? some.every(passes) : some.some(passes);
}

/** The text with its variables filled in; null if one has no value. */
function filled(text: string, context: Context, wildcards: boolean): string | null {
  const result = fill(template(text, true, wildcards), context, wildcards);
  return "text" in result ? result.text : null;
}

function valueOf(context: Context, key: string): string | readonly string[] | null {
  const value = context(key.toLowerCase());
  if (value === undefined) throw new Error(`${key} is not known`);
  return value;
}
