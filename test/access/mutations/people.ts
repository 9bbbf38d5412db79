import {
  all,
  forgets,
  group,
  people,
  plusActions,
  set,
  withOperator,
  without,
  withoutKey,
  type Mutation,
} from "./change";

const ENTER = "EnterAsThisFunction";

/** What people and their groups may do in the access account, and whom they become. */
export const PEOPLE: readonly Mutation[] = [
  {
    name: "a group that may enter every role",
    change: group("auditor", set(ENTER, { Resource: "*" })),
    fails: {
      "own-function-only":
        "the policies of <auditor> allow sts:AssumeRole on a role of another function",
    },
  },
  {
    name: "a group that may enter every role of the landing zone",
    change: group(
      "developer",
      set(ENTER, { Resource: "arn:{{partition}}:iam::*:role/landing-zone/*" }),
    ),
    fails: {
      "own-function-only":
        "the policies of <developer> allow sts:AssumeRole on a role of another function",
    },
  },
  {
    name: "a group that names another function",
    change: group(
      "network",
      set(ENTER, { Resource: "arn:{{partition}}:iam::*:role/landing-zone/operations" }),
    ),
    fails: {
      "own-function-only":
        "the policies of <network> allow sts:AssumeRole on a role of another function",
    },
  },
  {
    name: "a group that may enter roles outside the organization",
    change: group("operations", withoutKey(ENTER, "StringEquals", "aws:ResourceOrgID")),
    fails: {
      "own-function-only":
        "the policies of <operations> allow sts:AssumeRole on a role outside the organization",
    },
  },
  {
    name: "a group that may read objects",
    change: group("operations", plusActions("s3:GetObject")),
    fails: {
      "core-is-quiet": "<anybody> can s3:GetObject",
    },
  },
  {
    name: "a group that may change a function of another account",
    change: group(
      "developer",
      plusActions(
        "lambda:UpdateFunctionCode",
        "arn:{{partition}}:lambda:*:222222222222:function:deploy",
      ),
    ),
    fails: {
      "people-change-themselves": "<anybody> can lambda:UpdateFunctionCode",
      "core-is-quiet": "<anybody> can lambda:UpdateFunctionCode",
    },
  },
  {
    name: "a group that may tag sessions",
    change: all(
      people(without("NobodyChangesWhoTheyAre")),
      group("developer", set(ENTER, { Action: ["sts:AssumeRole", "sts:TagSession"] })),
      group("developer", plusActions("sts:TagSession")),
    ),
    fails: {
      "own-function-only":
        "the policies of <developer> allow sts:TagSession on a role of another function",
      "people-change-themselves": "<anybody> can sts:TagSession",
    },
  },
  {
    name: "people may do everything with their own user",
    change: people(set("LookAfterOwnUser", { Action: "iam:*" })),
    fails: {
      "people-change-themselves": "<anybody> can iam:CreateLoginProfile",
    },
  },
  {
    name: "people may look after every user",
    change: people(
      set("LookAfterOwnUser", {
        Resource: "arn:{{partition}}:iam::{{account:self}}:user/people/*",
      }),
    ),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:EnableMFADevice",
      "people-change-themselves": "<anybody> can iam:ChangePassword",
      "production-data":
        "ada assumes arn:aws:iam::<web-production>:role/landing-zone/operations, by sts:AssumeRole",
    },
  },
  {
    name: "people may make access keys of others",
    change: people(
      plusActions("iam:CreateAccessKey", "arn:{{partition}}:iam::{{account:self}}:user/people/a*"),
    ),
    fails: {
      "people-change-themselves": "<anybody> can iam:CreateAccessKey",
      "production-data":
        "ada assumes arn:aws:iam::<web-production>:role/landing-zone/operations, by sts:AssumeRole",
    },
  },
  {
    name: "people may join groups",
    change: people(
      all(
        forgets("NobodyChangesWhoTheyAre", "Action", "iam:AddUserToGroup"),
        plusActions("iam:AddUserToGroup"),
      ),
    ),
    fails: {
      "people-change-themselves": "<anybody> can iam:AddUserToGroup",
      "production-data":
        "everything in access assumes arn:aws:iam::<web-production>:role/landing-zone/operations, by sts:AssumeRole",
    },
  },
  {
    name: "people may put policies on themselves",
    change: people(
      all(
        without("NobodyChangesWhoTheyAre"),
        plusActions(
          "iam:PutUserPolicy",
          "arn:{{partition}}:iam::{{account:self}}:user/people/${aws:username}",
        ),
      ),
    ),
    fails: {
      "people-change-themselves": "<anybody> can iam:PutUserPolicy",
    },
  },
  {
    name: "people may tag themselves",
    change: people(
      all(forgets("NobodyChangesWhoTheyAre", "Action", "iam:TagUser"), plusActions("iam:TagUser")),
    ),
    fails: {
      "people-change-themselves": "<anybody> can iam:TagUser",
    },
  },
  {
    name: "people may take sessions that say nothing of MFA",
    change: people(plusActions("sts:GetFederationToken")),
    fails: {
      "people-change-themselves": "<anybody> can sts:GetFederationToken",
    },
  },
  {
    name: "people before MFA may do all that they may do after it",
    change: people(without("NothingElseBeforeMfa")),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:ChangePassword",
    },
  },
  {
    name: "an access key alone, of which nothing is known, may do all that MFA may",
    change: people(
      withOperator("NothingElseBeforeMfa", "BoolIfExists", "aws:MultiFactorAuthPresent", "Bool"),
    ),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:ChangePassword",
    },
  },
  {
    name: "people before MFA may make access keys",
    change: people(
      set("NothingElseBeforeMfa", {
        NotAction: [
          "iam:CreateAccessKey",
          "iam:CreateVirtualMFADevice",
          "iam:EnableMFADevice",
          "iam:GetUser",
          "iam:ListMFADevices",
          "sts:GetSessionToken",
        ],
      }),
    ),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:CreateAccessKey",
    },
  },
  {
    name: "people before MFA may do all that is not about their own user",
    change: people(
      set("NothingElseBeforeMfa", {
        Resource: "arn:{{partition}}:iam::{{account:self}}:user/people/nobody",
      }),
    ),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:ChangePassword",
    },
  },
  {
    name: "a stolen access key may enrol a device",
    change: people(without("NoDevicesByAccessKey")),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:CreateVirtualMFADevice",
    },
  },
  {
    name: "a stolen access key may enrol a device, as the condition is turned round",
    change: people(
      withOperator("NoDevicesByAccessKey", "Null", "aws:MultiFactorAuthPresent", "Null", "false"),
    ),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:CreateVirtualMFADevice",
    },
  },
  {
    name: "a session that was taken over hours later makes a key",
    change: people(without("WaysInByFreshMfaAlone")),
    fails: {
      "people-change-themselves": "<anybody> can iam:CreateAccessKey",
    },
  },
  {
    name: "people before MFA may enrol devices of others",
    change: people(
      plusActions("iam:EnableMFADevice", "arn:{{partition}}:iam::{{account:self}}:user/people/*"),
    ),
    fails: {
      "nothing-before-mfa": "<anybody> can iam:EnableMFADevice",
      "people-change-themselves": "<anybody> can iam:EnableMFADevice",
    },
  },
];
