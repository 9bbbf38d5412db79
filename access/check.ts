import { exceptionText } from "../model/exception-text";
import { expectationText } from "../model/expectation-text";
import { brokenExpectations } from "./expectations";
import { PROOFS } from "./proofs";
import type { Proof } from "./proofs/proof";
import { reachOf } from "./reach/reach";
import { withoutGuardrails, type World } from "./world/world";

/** What a check found. */
export interface CheckResult {
  readonly name: string;
  /** What has to hold, in a sentence. */
  readonly sentence: string;
  readonly ok: boolean;
  /** Cases in which it does not hold, at most `SHOWN`. */
  readonly counterExamples: readonly string[];
}

/** More cases than this say nothing new, and take time to find. */
export const SHOWN = 10;

/**
 * Tries every proof, then the stack's own exceptions and expectations.
 * @param today The day, as YYYY-MM-DD, on which exceptions have to be in force.
 */
export function check(
  world: World,
  today: string,
  proofs: readonly Proof[] = PROOFS,
): readonly CheckResult[] {
  const bare = withoutGuardrails(world);
  const examined = { world: bare, reach: reachOf(bare), guarded: world };
  return [
    ...proofs.map(({ name, sentence, counterExamples }) =>
      result(name, sentence, counterExamples(examined)),
    ),
    ...world.plan.exceptions.map((exception, index) =>
      result(
        `guardrails.exceptions[${index}]`,
        exceptionText(exception),
        exception.until < today
          ? [
              `it ended on ${exception.until}, and today is ${today}: take the exception out, or write a later until`,
            ]
          : [],
      ),
    ),
    ...world.plan.expectations.map((expectation, index) =>
      result(
        `expectations[${index}]`,
        expectationText(expectation),
        brokenExpectations(world, expectation),
      ),
    ),
  ];
}

function result(name: string, sentence: string, cases: Iterable<string>): CheckResult {
  const counterExamples = firstOf(cases, SHOWN);
  return { name, sentence, ok: counterExamples.length === 0, counterExamples };
}

function firstOf(cases: Iterable<string>, most: number): readonly string[] {
  const found = new Set<string>();
  for (const one of cases) {
    found.add(one);
    if (found.size === most) break;
  }
  return [...found];
}
