import type { ContextValue } from "../policy/context";

/** Longest that a sign-in with MFA may be ago, in seconds: what a session token can last at most. */
const LONGEST_SESSION = 36 * 3600;

/** Keys that AWS fills in for whoever comes. */
export type Facts = Readonly<Record<string, ContextValue>>;

/**
 * Ways to come without MFA, or with MFA of the day before yesterday. Without MFA there is no age
 * either; but a trust should not rest on that alone, so that it may be anything here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
const WITHOUT_MFA: Readonly<Record<string, Facts>> = {
  "by access key, without MFA": {
    "aws:multifactorauthpresent": null,
    "aws:multifactorauthage": undefined,
  },
  "by the console, without MFA": {
    "aws:multifactorauthpresent": "false",
    "aws:multifactorauthage": undefined,
  },
  "with MFA of two days ago": {
    "aws:multifactorauthpresent": "true",
    "aws:multifactorauthage": String(LONGEST_SESSION + 12 * 3600),
  },
};

/**
 * The ways in which somebody gets in without MFA, each as a sentence's end. None: MFA is demanded.
 * @param enters How one gets in with such keys, in words: empty for always, null for not at all.
 */
export function* entriesWithoutMfa(enters: (facts: Facts) => string | null): Iterable<{
  readonly way: string;
  /** `, when …`, or nothing. */
  readonly when: string;
}> {
  for (const [way, facts] of Object.entries(WITHOUT_MFA)) {
    const found = enters(facts);
    if (found !== null) yield { way, when: found === "" ? "" : `, when ${found}` };
  }
}
