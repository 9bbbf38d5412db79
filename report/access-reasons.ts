import type { Hop } from "../access/can";
import type { Reason } from "../access/policy/request";
import { formulaWords } from "../access/policy/words";
import { somebody } from "./access-words";
import { table } from "./table";
import { indented, wrap } from "./wrap";

/** A reason as `--json` gives it. */
export interface ReasonJson {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly layer: Reason["layer"];
  readonly effect: Reason["effect"];
  readonly policy: string;
  readonly statement: string;
  /** What has to hold for it; null: it says so of every such request. */
  readonly when: string | null;
}

/** Of all that had a say, what decided: without it the answer would be another. */
export function deciding({ verdict, reasons }: Hop): readonly Reason[] {
  switch (verdict) {
    case "allowed":
      return reasons.filter((reason) => {
        const always = allowsAlways(reasons, reason.layer);
        const speaks = reason.effect === "allow" && !isGuardrail(reason);
        return speaks && (always === undefined || always === reason);
      });
    case "denied": {
      const refusing = reasons.filter(({ effect, when }) => effect !== "allow" && when === true);
      return refusing.length > 0 ? refusing : conditional(reasons);
    }
    case "conditional":
      return conditional(reasons);
  }
}

/** Of the organization's policies: what allows there is AWS's own, which allows everything. */
export const isGuardrail = ({ layer }: Pick<Reason, "layer">): boolean =>
  layer === "scp" || layer === "rcp";

/** The first that allows every such request speaks for all others of its layer. */
function allowsAlways(reasons: readonly Reason[], layer: Reason["layer"]): Reason | undefined {
  return reasons.find((one) => one.layer === layer && one.effect === "allow" && one.when === true);
}

/** What holds only in some requests, but for what the same layer allows anyway. */
function conditional(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(
    ({ layer, effect, when }) =>
      when !== true && (effect === "deny" || allowsAlways(reasons, layer) === undefined),
  );
}

export function reasonJson({ who, action, resource }: Hop, reason: Reason): ReasonJson {
  const { layer, effect, policy, statement, when } = reason;
  return {
    who: somebody(who),
    action,
    resource,
    layer,
    effect,
    policy,
    statement,
    when: when === true ? null : formulaWords(when),
  };
}

const VERBS = { allow: "allows", deny: "denies", "nothing allows": "nothing allows" } as const;

/** Reasons as a table: what is said, the layer, the document, the statement; below, when. */
export function reasonsText(reasons: readonly Reason[]): string {
  const lines = table(
    reasons.map(({ effect, layer, policy, statement }) => [
      VERBS[effect],
      layer,
      policy === "" ? "(there is no policy)" : policy,
      statementWords(statement),
    ]),
  ).split("\n");
  return reasons
    .flatMap(({ when }, index) => [
      lines[index] ?? "",
      ...(when === true ? [] : [indented(wrap(`when ${formulaWords(when)}`, "", 92), "      ")]),
    ])
    .join("\n");
}

/** A statement without a Sid has its place for a name. */
export function statementWords(statement: string): string {
  return /^\d+$/.test(statement) ? `statement ${statement}` : statement;
}
