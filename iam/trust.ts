import { document, type PolicyDocument } from "./document";
import { iamArn, PEOPLE_PATH } from "./names";

/** Value of the tag, named after a function, that a person of that function carries. */
export const FUNCTION_TAG_VALUE = "true";

/**
 * Trust policy of a function role for `iam-users`. It names who may enter: users of the access
 * account below the people path, who carry the function's tag, signed in with MFA not longer ago
 * than `mfaMaxAgeHours`, under their own name.
 *
 * - `Bool`, never `BoolIfExists`: federated sessions and access keys carry no MFA key, and must not
 *   pass. Credentials of a role carry none either, so nobody chains into a function role.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 * - The principal is the account, because a user's ARN in a trust policy turns into a unique id when
 *   the user is deleted; `aws:PrincipalArn` and `aws:PrincipalTag` say which users are meant.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * - Session names are user names, as the console sets them, so that every trail names the person.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
 */
export function trustOfUsers(fn: string, mfaMaxAgeHours: number): PolicyDocument {
  return document({
    Sid: "PeopleOfThisFunctionWithMfa",
    Effect: "Allow",
    Principal: { AWS: iamArn("access", "root") },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: { "aws:PrincipalArn": iamArn("access", `user${PEOPLE_PATH}*`) },
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(mfaMaxAgeHours * 3600) },
      StringEquals: {
        [`aws:PrincipalTag/${fn}`]: FUNCTION_TAG_VALUE,
        "sts:RoleSessionName": "${aws:username}",
      },
    },
  });
}
