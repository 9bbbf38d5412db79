import { document, type PolicyDocument } from "./document";
import { functionRoleArn, iamArn, PEOPLE_PATH } from "./names";

/**
 * Inline policy of a function's group: its people may assume that function's role, in accounts of
 * this organization, with MFA, and nothing else.
 */
export function groupPolicy(fn: string): PolicyDocument {
  return document({
    Sid: "EnterAsThisFunction",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: functionRoleArn("*", fn),
    Condition: {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "aws:ResourceOrgID": "{{organization:id}}" },
    },
  });
}

const ownUser = iamArn("self", `user${PEOPLE_PATH}\${aws:username}`);
const ownDevice = iamArn("self", "mfa/${aws:username}");

/**
 * What AWS lists as needed to enrol a first MFA device and to sign in with it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
const BEFORE_MFA = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

/**
 * Policy of everybody in the access account: people look after their own password, device and one
 * access key, and until they have signed in with MFA they can do nothing but enrol a device.
 *
 * Access keys cannot enrol devices: with a stolen key alone, a thief could otherwise register a
 * second device and come back with MFA. The console's sessions carry the MFA key (as false before
 * the first device), long-term keys carry none, so `Null` tells them apart. A session token got
 * without MFA carries the key as false, too, but AWS lets such a token call nothing of IAM.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function peoplePolicy(): PolicyDocument {
  return document(
    {
      Sid: "SeeOwnAccountSettings",
      Effect: "Allow",
      Action: [
        "iam:GetAccountPasswordPolicy",
        "iam:GetAccountSummary",
        "iam:ListVirtualMFADevices",
      ],
      Resource: "*",
    },
    {
      Sid: "LookAfterOwnUser",
      Effect: "Allow",
      Action: [
        "iam:ChangePassword",
        "iam:CreateAccessKey",
        "iam:DeactivateMFADevice",
        "iam:DeleteAccessKey",
        "iam:EnableMFADevice",
        "iam:GetAccessKeyLastUsed",
        "iam:GetLoginProfile",
        "iam:GetMFADevice",
        "iam:GetUser",
        "iam:ListAccessKeys",
        "iam:ListGroupsForUser",
        "iam:ListMFADevices",
        "iam:ResyncMFADevice",
        "iam:UpdateAccessKey",
      ],
      Resource: ownUser,
    },
    {
      Sid: "LookAfterOwnDevice",
      Effect: "Allow",
      Action: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
      Resource: ownDevice,
    },
    {
      Sid: "NothingElseBeforeMfa",
      Effect: "Deny",
      NotAction: BEFORE_MFA,
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
    {
      Sid: "NoDevicesByAccessKey",
      Effect: "Deny",
      Action: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice"],
      Resource: "*",
      Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
    },
    {
      Sid: "NobodyChangesWhoTheyAre",
      Effect: "Deny",
      Action: [
        "iam:AddUserToGroup",
        "iam:AttachUserPolicy",
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
