import { globMatches } from "./glob";
import type { ArnPattern } from "./arn";
import type { Principal } from "./principal";

/** What services decide by themselves, whatever policies say. */

/**
 * Calls that need no permission. GetCallerIdentity cannot even be denied.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function needsNoPermission(action: string, { kind }: Principal): boolean {
  return action === "sts:getcalleridentity" && kind !== "anonymous";
}

/**
 * Does the principal need no identity policy for this? Root users are allowed everything in their
 * account, and users take session tokens without permission, unless denied.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function needsNoGrant(action: string, { kind }: Principal): boolean {
  return kind === "root" || (kind === "user" && action === "sts:getsessiontoken");
}

/** Services whose resource policy has to let the account's own policies decide. */
const ASKED_FIRST = /^(kms:|sts:(assumerole|tagsession|setsourceidentity))/;

/**
 * Do a resource's own account's policies count without a word in the resource's policy? Not for KMS
 * keys, and not for roles.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function trustsAccountByItself(action: string): boolean {
  return !ASKED_FIRST.test(action);
}

const POLICY_CHANGES = [
  "iam:createpolicy",
  "iam:createpolicyversion",
  "iam:deletepolicy",
  "iam:deletepolicyversion",
  "iam:setdefaultpolicyversion",
  "iam:tagpolicy",
  "iam:untagpolicy",
];

/**
 * Changes that AWS makes nobody else do: to its managed policies, and to roles that Identity Center
 * keeps. Null if AWS leaves it to policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export function awsRefuses(action: string, resources: readonly ArnPattern[]): string | null {
  if (!action.startsWith("iam:")) return null;
  const every = (pattern: string, account: string): boolean =>
    resources.every(
      (one) =>
        "parts" in one &&
        globMatches(pattern, one.parts[5] ?? "") &&
        globMatches(account, one.parts[4] ?? ""),
    );
  if (POLICY_CHANGES.includes(action) && every("policy/*", "aws")) {
    return "AWS alone changes its managed policies";
  }
  if (/^iam:(?!get|list).*role/.test(action) && every("role/aws-reserved/*", "*")) {
    return "IAM Identity Center alone changes its roles";
  }
  return null;
}
