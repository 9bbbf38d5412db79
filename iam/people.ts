import {
  document,
  type Conditions,
  type OneOrMore,
  type PolicyDocument,
  type Statement,
} from "./document";
import { functionRoleArn, iamArn, partnerRoleName, PEOPLE_PATH } from "./names";
import { PERSON_TAG } from "./trust";

/** Organizations of others in which people of a function are a partner's. */
export interface Customers {
  /** What they call this organization. */
  readonly partner: string;
  readonly organizationIds: readonly string[];
}

/** Somebody whose time ends. */
export interface Ending {
  readonly name: string;
  /** Last day, as YYYY-MM-DD. */
  readonly until: string;
}

const WITH_MFA: Conditions = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

/**
 * Inline policy of a function's group: its people may assume that function's role, in accounts of
 * this organization, with MFA, and nothing else; and the partner's role of the function in others'.
 */
export function groupPolicy(fn: string, customers: readonly Customers[] = []): PolicyDocument {
  return document(...entering(fn, customers, WITH_MFA));
}

/**
 * The same for people who came by another sign-in: of hub roles and permission sets. Their sessions
 * carry no MFA key; it was proved when they signed in. Nobody goes on after the own last day, whatever
 * functions the identity provider gives them. Names of sessions heed case; the tag by which providers
 * of hub roles say who somebody is, and the session's name with it, is compared without.
 * @param tagged Do sessions carry that tag?
 */
export function hubPolicy(
  fn: string,
  customers: readonly Customers[],
  endings: readonly Ending[],
  tagged: boolean,
): PolicyDocument {
  const nothing = (until: string, who: Conditions): Statement => ({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { ...after(until), ...who },
  });
  return document(
    ...entering(fn, customers, {}),
    ...byDay(endings).map(([until, names]) =>
      nothing(
        until,
        tagged
          ? { StringEqualsIgnoreCase: { [`aws:PrincipalTag/${PERSON_TAG}`]: names } }
          : { StringLike: { "aws:userid": names.map((name) => `*:${name}`) } },
      ),
    ),
  );
}

/** Last days, the first first, each with those whose day it is. */
function byDay(endings: readonly Ending[]): readonly (readonly [string, readonly string[]])[] {
  const days = new Map<string, string[]>();
  for (const { name, until } of endings) days.set(until, [...(days.get(until) ?? []), name]);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Inline policy of a user whose time ends. */
export function untilPolicy(until: string): PolicyDocument {
  return document({
    Sid: "NothingAfterTheLastDay",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: after(until),
  });
}

/** The last second of a day, in UTC. */
export function endOf(day: string): string {
  return `${day}T23:59:59Z`;
}

/** After the end of a day, in UTC. */
export function after(day: string): Conditions {
  return { DateGreaterThan: { "aws:CurrentTime": endOf(day) } };
}

function entering(
  fn: string,
  customers: readonly Customers[],
  condition: Conditions,
): readonly Statement[] {
  const enter = (Sid: string, role: string, organizations: OneOrMore): Statement => ({
    Sid,
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: functionRoleArn("*", role),
    Condition: { ...condition, StringEquals: { "aws:ResourceOrgID": organizations } },
  });
  return [
    enter("EnterAsThisFunction", fn, "{{organization:id}}"),
    ...customers.map(({ partner, organizationIds }, index) =>
      enter(
        `EnterCustomers${index === 0 ? "" : index + 1}`,
        partnerRoleName(partner, fn),
        organizationIds,
      ),
    ),
  ];
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

/** Denies users all else until they have signed in with MFA. */
export const nothingElseBeforeMfa: Statement = {
  Sid: "NothingElseBeforeMfa",
  Effect: "Deny",
  NotAction: BEFORE_MFA,
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
};

/**
 * Oldest sign-in with MFA, in seconds, with which people change how they come in: whoever takes over a
 * session later cannot make a key or device of the own. The first device is enrolled without MFA, and
 * so without its age.
 */
const FRESH_MFA = 15 * 60;

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
    nothingElseBeforeMfa,
    {
      Sid: "NoDevicesByAccessKey",
      Effect: "Deny",
      Action: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice"],
      Resource: "*",
      Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
    },
    {
      Sid: "WaysInByFreshMfaAlone",
      Effect: "Deny",
      Action: [
        "iam:CreateAccessKey",
        "iam:DeactivateMFADevice",
        "iam:EnableMFADevice",
        "iam:UpdateAccessKey",
      ],
      Resource: "*",
      Condition: { NumericGreaterThan: { "aws:MultiFactorAuthAge": String(FRESH_MFA) } },
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
