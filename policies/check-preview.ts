import type { Preview } from "../access/registered/preview";
import { removalsIn } from "../access/registered/removals";
import { learningZone } from "../access/registered/zone";
import type { Plan } from "../model/plan";
import { isOwn, judgeAll, judgeOne } from "./judge";
import { RULES } from "./rules";
import { isUnseen, type Violation, type Whole } from "./rules/rule";

/** What a check of a preview found. */
export interface PreviewCheck {
  readonly refusals: readonly Refusal[];
  /** What could not be judged, each as a sentence. */
  readonly unseen: readonly string[];
  /** How many resources were judged. */
  readonly judged: number;
}

export interface Refusal extends Violation {
  /** Name of the rule, with what must hold. */
  readonly rule: string;
  readonly sentence: string;
  /** URN of the resource; empty for the stack. */
  readonly urn: string;
}

const NOTHING_GOES = {
  rule: "nothing-kept-goes",
  sentence:
    "No run deletes, replaces or lays open the organization, accounts, units that hold them, guardrails, trails, logs, keys, boundaries, or what makes people use MFA",
};

/** Judges a preview by the rules of the policy pack, and by what a pack cannot see: removals. */
export async function checkPreview(
  preview: Preview,
  plan: Plan,
  prove: Whole["prove"],
): Promise<PreviewCheck> {
  const { steps, leftOut, errors } = preview;
  const zone = learningZone(plan);
  for (const { before, after } of steps) {
    const state = after ?? before;
    if (state) zone.learn(state.registered);
  }
  const remaining = steps.flatMap(({ op, after }) =>
    after && !op.startsWith("delete") && op !== "read" ? [after.registered] : [],
  );
  const registered = [...new Map(remaining.map((one) => [one.urn, one])).values()];
  const found = await Promise.all(
    RULES.map(async (rule) => [
      ...registered.flatMap((one) => judgeOne(rule, one, zone, {})),
      // Of things that belong together some may be left out.
      ...(leftOut === 0 ? await judgeAll(rule, registered, zone, {}, prove) : []),
    ]),
  );
  const refusals: Refusal[] = [
    ...[...removalsIn(preview, zone)].map(({ step, ...removal }) => {
      return { ...NOTHING_GOES, ...removal, urn: step.urn };
    }),
    ...found
      .flat()
      .flatMap(({ rule, finding, at }): Refusal[] =>
        isUnseen(finding)
          ? []
          : [{ rule: rule.name, sentence: rule.sentence, ...finding, urn: at?.urn ?? "" }],
      ),
    ...errors.map((message) => ({
      rule: "the-preview-works",
      sentence: "A preview that is checked ran to its end",
      found: message,
      allowed: "a preview without errors",
      fix: "Mend what it says, and preview again",
      urn: "",
    })),
  ];
  return { refusals, unseen: unseenIn(found.flat(), leftOut), judged: registered.length };
}

type Found = ReturnType<typeof judgeOne>;

function unseenIn(found: Found, leftOut: number): readonly string[] {
  const seen = found.flatMap(({ finding, at }) =>
    isUnseen(finding) && at ? [{ at, property: finding.unseen }] : [],
  );
  const words = (own: boolean): readonly string[] => [
    ...new Set(
      seen
        .filter(({ at }) => isOwn(at) === own)
        .map(({ at, property }) => `${property} of ${at.type} ${at.name}`),
    ),
  ];
  const own = words(true);
  return [
    ...words(false).map(
      (one) => `${one} is known only after the run; the policy pack sees it then`,
    ),
    ...(own.length === 0
      ? []
      : [
          `${own.length} documents of the landing zone's own code are known only after the run; lz check proves them from the stack file`,
        ]),
    ...(leftOut === 0
      ? []
      : [
          `${leftOut} resources stay the same and are not in the preview, so that rules about several resources together were not tried: preview with --show-sames`,
        ]),
  ];
}
