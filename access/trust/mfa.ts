import type { ContextValue } from "../policy/context";

/** Longest that a sign-in with MFA may be ago, in seconds: what a session token can last at most. */
const LONGEST_SESSION = 36 * 3600;

/** Keys that AWS fills in for whoever comes. */
export type Facts = Readonly<Record<string, ContextValue>>;

/** MFA that is too old. */
export interface Old {
  readonly seconds: number;
  readonly words: string;
}

const TWO_DAYS: Old = { seconds: LONGEST_SESSION + 12 * 3600, words: "two days" };

/**
 * Ways to come without MFA, or with MFA that is old. Without MFA there is no age either; but a trust
 * should not rest on that alone, so that it may be anything here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
function withoutMfa({ seconds, words }: Old): Readonly<Record<string, Facts>> {
  return {
    "by access key, without MFA": {
      "aws:multifactorauthpresent": null,
      "aws:multifactorauthage": undefined,
    },
    "by the console, without MFA": {
      "aws:multifactorauthpresent": "false",
      "aws:multifactorauthage": undefined,
    },
    [`with MFA of ${words} ago`]: {
      "aws:multifactorauthpresent": "true",
      "aws:multifactorauthage": String(seconds),
    },
  };
}

/** A way in which somebody gets in, as a sentence's end. */
export interface EntryWithoutMfa {
  readonly way: string;
  /** `, when …`, or nothing. */
  readonly when: string;
}

/**
 * The ways in which somebody gets in without MFA. None: MFA is demanded.
 * @param enters How one gets in with such keys, in words: empty for always, null for not at all.
 */
export function* entriesWithoutMfa(
  enters: (facts: Facts) => string | null,
  old: Old = TWO_DAYS,
): Iterable<EntryWithoutMfa> {
  yield* entriesBy(withoutMfa(old), enters);
}

/**
 * What an identity provider can say of MFA, by a tag's key, that is no yes. Federated sessions carry
 * none of AWS's own keys.
 */
export function* entriesWithoutTag(
  key: string,
  enters: (facts: Facts) => string | null,
): Iterable<EntryWithoutMfa> {
  yield* entriesBy(
    {
      "whose provider says nothing of MFA": null,
      "whose provider says that there was no MFA": "false",
    },
    (tag) => enters({ ...FEDERATED, [key]: tag }),
  );
}

const FEDERATED: Facts = {
  "aws:multifactorauthpresent": null,
  "aws:multifactorauthage": null,
};

function* entriesBy<T>(
  ways: Readonly<Record<string, T>>,
  enters: (of: T) => string | null,
): Iterable<EntryWithoutMfa> {
  for (const [way, of] of Object.entries(ways)) {
    const found = enters(of);
    if (found !== null) yield { way, when: found === "" ? "" : `, when ${found}` };
  }
}
