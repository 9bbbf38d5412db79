import { globMatches } from "../../iam/glob";
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

/**
 * Has the principal nothing of its own without a session policy? So it is with federated users: what
 * they have is the intersection of the user's policies and the session's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
export function needsSessionPolicy({ kind }: Principal): boolean {
  return kind === "federated-user";
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

/** Changes that AWS makes nobody else do, whatever policies say. */
interface Refusal {
  readonly action: RegExp;
  /** Resources, as the last two parts of their ARNs. */
  readonly account: string;
  readonly resource: string;
  readonly because: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
    action: /^iam:(create|delete|tag|untag|setdefault)policy(version)?$/,
    account: "aws",
    resource: "policy/*",
    because: "AWS alone changes its managed policies",
  },
  {
    // https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
    action: /^iam:(?!get|list).*role/,
    account: "*",
    resource: "role/aws-reserved/*",
    because: "IAM Identity Center alone changes its roles",
  },
  {
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
    action: /^kms:(create|update|delete)alias$/,
    account: "*",
    resource: "alias/aws/*",
    because: "AWS alone gives its own keys their aliases",
  },
];

/**
 * Does AWS refuse this to root users, in their own account and elsewhere? They assume no roles.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function refusesRoot(action: string, { kind }: Principal): boolean {
  return kind === "root" && action === "sts:assumerole";
}

/** Why AWS refuses a change of every one of these resources; null if it leaves that to policies. */
export function awsRefuses(action: string, resources: readonly ArnPattern[]): string | null {
  if (!action.startsWith("iam:") && !action.startsWith("kms:")) return null;
  for (const { action: named, account, resource, because } of REFUSALS) {
    if (!named.test(action)) continue;
    const concerned = (one: ArnPattern): boolean =>
      "parts" in one &&
      globMatches(resource, one.parts[5] ?? "") &&
      globMatches(account, one.parts[4] ?? "");
    if (resources.length > 0 && resources.every(concerned)) return because;
  }
  return null;
}
