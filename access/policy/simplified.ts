import { ANY_ARN } from "./arn";
import { and, not, or, type Formula } from "./formula";
import { implies } from "./possible";

/** Parts beyond which a formula is shown as it is. */
const MOST_PARTS = 24;

/** The same formula without parts that the others say already, for people to read. */
export function simplified(formula: Formula): Formula {
  if (typeof formula === "boolean" || formula.kind === "atom") return formula;
  if (formula.parts.length > MOST_PARTS) return formula;
  const parts = formula.parts.map(simplified);
  const join = formula.kind === "and" ? and : or;
  const kept: Formula[] = [...parts];
  for (const part of parts) {
    const others = kept.filter((other) => other !== part);
    if (others.length === 0) break;
    const rest = join(...others);
    const said = formula.kind === "and" ? follows(rest, part) : follows(part, rest);
    if (said) kept.splice(kept.indexOf(part), 1);
  }
  return join(...kept);
}

function follows(from: Formula, what: Formula): boolean {
  return implies(from, not(what), [ANY_ARN]);
}
