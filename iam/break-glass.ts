import { document, type PolicyDocument } from "./document";
import {
  BREAK_GLASS_NAME,
  BREAK_GLASS_PATH,
  functionRoleArn,
  iamArn,
  ROOT_ACCESS_NAME,
} from "./names";
import { nothingElseBeforeMfa } from "./people";

/** Oldest sign-in with MFA that enters, in seconds. */
export const BREAK_GLASS_MFA_AGE = 15 * 60;

const ownUser = iamArn("self", `user${BREAK_GLASS_PATH}\${aws:username}`);

/**
 * Policy of the two break-glass users: they become administrators of the management account or, where
 * root access is centralized, take root sessions in members, by a sign-in with MFA of this quarter of
 * an hour, and do nothing else. They have no access keys, and
 * their device is hardware: no virtual device can be made, and a passkey has to be a certified key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function breakGlassPolicy(rootAccess: boolean): PolicyDocument {
  return document(
    {
      Sid: "BreakGlass",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: breakGlassRoles(rootAccess),
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        NumericLessThan: { "aws:MultiFactorAuthAge": String(BREAK_GLASS_MFA_AGE) },
      },
    },
    {
      Sid: "SeeOwnAccountSettings",
      Effect: "Allow",
      Action: ["iam:GetAccountPasswordPolicy", "iam:GetAccountSummary"],
      Resource: "*",
    },
    {
      Sid: "EnrolOwnDevice",
      Effect: "Allow",
      Action: [
        "iam:ChangePassword",
        "iam:EnableMFADevice",
        "iam:GetLoginProfile",
        "iam:GetMFADevice",
        "iam:GetUser",
        "iam:ListAccessKeys",
        "iam:ListMFADevices",
        "iam:ResyncMFADevice",
      ],
      Resource: ownUser,
    },
    nothingElseBeforeMfa,
    {
      Sid: "NoDevicesByAccessKey",
      Effect: "Deny",
      Action: ["iam:EnableMFADevice", "iam:ResyncMFADevice"],
      Resource: "*",
      Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
    },
    {
      Sid: "CertifiedKeysAlone",
      Effect: "Deny",
      Action: "iam:EnableMFADevice",
      Resource: "*",
      Condition: {
        StringEquals: { "iam:RegisterSecurityKey": "Activate" },
        StringNotEquals: {
          "iam:FIDO-certification": ["L1", "L1plus", "L2", "L2plus", "L3", "L3plus"],
        },
      },
    },
    {
      Sid: "NoKeysNoVirtualDevices",
      Effect: "Deny",
      Action: [
        "iam:AddUserToGroup",
        "iam:AttachUserPolicy",
        "iam:CreateAccessKey",
        "iam:CreateVirtualMFADevice",
        "iam:PutUserPolicy",
        "iam:TagUser",
        "iam:UntagUser",
        "iam:UpdateUser",
        "sts:TagSession",
      ],
      Resource: "*",
    },
  );
}

/** The roles that the two users enter. */
export function breakGlassRoles(rootAccess: boolean): readonly string[] {
  return [
    functionRoleArn("management", BREAK_GLASS_NAME),
    ...(rootAccess ? [functionRoleArn("access", ROOT_ACCESS_NAME)] : []),
  ];
}

/** Trust of the roles that they enter: the two users by name, MFA of this quarter of an hour. */
export function trustOfBreakGlass(users: readonly string[]): PolicyDocument {
  return document({
    Sid: "BreakGlassUsersWithMfa",
    Effect: "Allow",
    Principal: { AWS: iamArn("access", "root") },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: {
        "aws:PrincipalArn": users.map((name) => iamArn("access", `user${BREAK_GLASS_PATH}${name}`)),
      },
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(BREAK_GLASS_MFA_AGE) },
      StringEquals: { "sts:RoleSessionName": "${aws:username}" },
    },
  });
}
