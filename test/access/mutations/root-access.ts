import {
  breakGlass,
  ownPolicy,
  ownTrust,
  plus,
  plusActions,
  set,
  withoutKey,
  withOperator,
  type Mutation,
} from "./change";

const SID = "RootForOneTask";
const MEMBERS = "arn:{{partition}}:iam::*:root";

const policy = (edit: Parameters<typeof ownPolicy>[2]): Mutation["change"] =>
  ownPolicy("root-access", "access", edit);
const trust = (edit: Parameters<typeof ownTrust>[2]): Mutation["change"] =>
  ownTrust("root-access", "access", edit);

/** Sessions of members' root users. */
export const ROOT_ACCESS: readonly Mutation[] = [
  {
    name: "a root session for any task",
    change: policy(withoutKey(SID, "ArnEquals", "sts:TaskPolicyArn")),
    fails: { "root-sessions-are-held": "root-access in access can sts:AssumeRoot on for another" },
  },
  {
    name: "a root session for a task that somebody made",
    change: policy(
      withOperator(
        SID,
        "ArnEquals",
        "sts:TaskPolicyArn",
        "ArnLike",
        "arn:{{partition}}:iam::*:policy/*",
      ),
    ),
    fails: { "root-sessions-are-held": "for another task" },
  },
  {
    name: "a root session in another organization",
    change: policy(withoutKey(SID, "StringEqualsIfExists", "aws:ResourceOrgID")),
    fails: { "root-sessions-are-held": "in another organization" },
  },
  {
    name: "root-access that makes users",
    change: policy(plusActions("iam:CreateUser")),
    fails: { "root-sessions-are-held": "root-access in access can iam:CreateUser" },
  },
  {
    name: "a pipeline that takes root sessions",
    change: ownPolicy("deploy", "management", plusActions("sts:AssumeRoot", MEMBERS)),
    fails: { "root-sessions-are-held": "deploy in management can sts:AssumeRoot" },
  },
  {
    name: "break-glass users who take root sessions themselves",
    change: breakGlass(plusActions("sts:AssumeRoot", MEMBERS)),
    fails: { "root-sessions-are-held": "break-glass-1 can sts:AssumeRoot" },
  },
  {
    name: "root-access without MFA",
    change: trust(withoutKey("BreakGlassUsersWithMfa", "Bool", "aws:MultiFactorAuthPresent")),
    fails: { "mfa-or-no-entry": "by access key, without MFA enters root-access in access" },
  },
  {
    name: "root-access for a hub role",
    change: trust(
      plus({
        Sid: "Hub",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:access}}:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: {
            "aws:PrincipalArn":
              "arn:{{partition}}:iam::{{account:access}}:role/landing-zone/hub-operations",
          },
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          NumericLessThan: { "aws:MultiFactorAuthAge": "900" },
          StringEquals: { "sts:RoleSessionName": "${aws:username}" },
        },
      }),
    ),
    fails: { "known-principals": "everything in access enters root-access in access" },
  },
  {
    name: "root-access under any name",
    change: trust(withoutKey("BreakGlassUsersWithMfa", "StringEquals", "sts:RoleSessionName")),
    fails: { "trails-name-people": "<somebody> enters root-access in access" },
  },
  {
    name: "root-access for the management account",
    change: trust(
      set("BreakGlassUsersWithMfa", {
        Principal: { AWS: "arn:{{partition}}:iam::{{account:management}}:root" },
      }),
    ),
    fails: { "known-principals": "is not of the access account" },
  },
];
