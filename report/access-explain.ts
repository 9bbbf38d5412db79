import type { Hop, Route } from "../access/can";
import type { Reason } from "../access/policy/request";
import { allNotes, notesText, sentence, type Answered } from "./access-answer";
import { knownText, type Known } from "./access-known";
import { isGuardrail, reasonJson, reasonsText } from "./access-reasons";
import { somebody } from "./access-words";
import { indented, wrap } from "./wrap";

/** A decision with everything that had a say in it, on every way, and what was taken as known. */
export interface Explained extends Answered {
  readonly known: readonly Known[];
}

export function explainText(explained: Explained): string {
  const { answer, known } = explained;
  return [
    sentence(explained),
    ...answer.routes.map(routeText),
    ...notesText(explained),
    knownText(known),
    "What is not listed is open: an answer that depends on it is conditional.",
  ].join("\n\n");
}

export function explainJson({ answer, notes, known }: Explained): unknown {
  return {
    decision: answer.verdict,
    condition: answer.condition,
    routes: answer.routes.map(({ as, verdict, condition, hops }) => ({
      as: somebody(as),
      verdict,
      condition,
      hops: hops.map((hop) => ({
        who: somebody(hop.who),
        action: hop.action,
        resource: hop.resource,
        verdict: hop.verdict,
        condition: hop.condition,
        because: hop.reasons.map((reason) => reasonJson(hop, reason)),
      })),
    })),
    notes: allNotes(answer, notes),
    known: known.map(({ of, keys }) => ({ of, keys })),
  };
}

function routeText({ as, verdict, hops }: Route): string {
  return [`As ${somebody(as)}: ${verdict}`, ...hops.map(hopText)].join("\n");
}

/** AWS's own policies allow the same at every level of the organization. */
function onceEach(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    const { effect, layer, policy, statement } = reason;
    if (effect !== "allow" || !isGuardrail(reason)) return true;
    const key = `${layer} ${policy} ${statement}`;
    return !seen.has(key) && seen.add(key);
  });
}

function hopText(hop: Hop, index: number): string {
  const asks = `${somebody(hop.who)} asks ${hop.action} on ${hop.resource}: ${hop.verdict}`;
  const reasons =
    hop.reasons.length === 0
      ? "no policy has a say: it needs no permission"
      : indented(reasonsText(onceEach(hop.reasons)), "   ");
  return indented(`${wrap(`${index + 1}. ${asks}`, "   ", 96)}\n${reasons}`, "  ");
}
