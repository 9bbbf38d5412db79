import {
  all,
  breakGlass,
  forgets,
  ownRole,
  ownTrust,
  plus,
  plusActions,
  set,
  without,
  withOperator,
  withoutKey,
  writes,
  type Mutation,
} from "./change";

const SID = "BreakGlassUsersWithMfa";
const USER = "arn:{{partition}}:iam::{{account:self}}:user/break-glass/${aws:username}";

const trust = (edit: Parameters<typeof ownTrust>[2]): Mutation["change"] =>
  ownTrust("break-glass", "management", edit);

/** The users and the role for when nothing else works. */
export const BREAK_GLASS: readonly Mutation[] = [
  {
    name: "break-glass without MFA",
    change: trust(withoutKey(SID, "Bool", "aws:MultiFactorAuthPresent")),
    fails: { "mfa-or-no-entry": "by access key, without MFA enters break-glass in management" },
  },
  {
    name: "break-glass with MFA of an hour ago",
    change: trust(
      withOperator(SID, "NumericLessThan", "aws:MultiFactorAuthAge", "NumericLessThan", "3600"),
    ),
    fails: { "mfa-or-no-entry": "with MFA of 16 minutes ago enters break-glass in management" },
  },
  {
    name: "break-glass for every user on the path",
    change: trust(
      withOperator(
        SID,
        "ArnEquals",
        "aws:PrincipalArn",
        "ArnLike",
        "arn:{{partition}}:iam::{{account:access}}:user/break-glass/*",
      ),
    ),
    fails: { "known-principals": "everything in access enters break-glass in management" },
  },
  {
    name: "break-glass for people as well",
    change: trust(
      withOperator(
        SID,
        "ArnEquals",
        "aws:PrincipalArn",
        "ArnLike",
        "arn:{{partition}}:iam::{{account:access}}:user/people/ada",
      ),
    ),
    fails: { "known-principals": "everything in access enters break-glass in management" },
  },
  {
    name: "break-glass under any name",
    change: trust(withoutKey(SID, "StringEquals", "sts:RoleSessionName")),
    fails: { "trails-name-people": "<somebody> enters break-glass in management" },
  },
  {
    name: "break-glass for the management account itself",
    change: trust(
      plus({
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:management}}:root" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "known-principals": "is not of the access account",
      "mfa-or-no-entry": "everything in management by access key, without MFA enters break-glass",
      "trails-name-people": "<somebody> enters break-glass in management",
    },
  },
  {
    name: "break-glass for the same users of another account",
    change: trust(
      set(SID, { Principal: { AWS: "arn:{{partition}}:iam::{{account:audit}}:root" } }),
    ),
    fails: { "known-principals": "is not of the access account" },
  },
  {
    name: "break-glass users with access keys",
    change: breakGlass(
      all(
        plusActions("iam:CreateAccessKey", USER),
        forgets("NoKeysNoVirtualDevices", "Action", "iam:CreateAccessKey"),
      ),
    ),
    fails: { "people-change-themselves": "break-glass-1 can iam:CreateAccessKey" },
  },
  {
    name: "break-glass users with virtual devices",
    change: breakGlass(
      all(
        plusActions("iam:CreateVirtualMFADevice"),
        forgets("NoKeysNoVirtualDevices", "Action", "iam:CreateVirtualMFADevice"),
      ),
    ),
    fails: {
      "people-change-themselves": "break-glass-1 can iam:CreateVirtualMFADevice",
      "nothing-before-mfa": "break-glass-1 can iam:CreateVirtualMFADevice",
    },
  },
  {
    name: "break-glass users with any passkey",
    change: breakGlass(without("CertifiedKeysAlone")),
    fails: { "people-change-themselves": "iam:EnableMFADevice on a passkey that nobody certified" },
  },
  {
    name: "break-glass users who enrol devices of others",
    change: breakGlass(writes("EnrolOwnDevice", "Resource", USER, "*")),
    fails: {
      "people-change-themselves": "break-glass-1 can iam:ChangePassword",
      "nothing-before-mfa": "break-glass-1 can iam:EnableMFADevice",
    },
  },
  {
    name: "break-glass users who do everything before MFA",
    change: breakGlass(without("NothingElseBeforeMfa")),
    fails: { "nothing-before-mfa": "break-glass-1 can iam:ChangePassword" },
  },
  {
    name: "break-glass users who enrol a device by access key",
    change: breakGlass(without("NoDevicesByAccessKey")),
    fails: {
      "nothing-before-mfa": "iam:RegisterSecurityKey is not Activate, signed in by access-key",
    },
  },
  {
    name: "break-glass users who enter any role",
    change: breakGlass(
      writes(
        "BreakGlass",
        "Resource",
        "arn:{{partition}}:iam::{{account:management}}:role/landing-zone/break-glass",
        "*",
      ),
    ),
    fails: {
      "core-is-quiet": "break-glass-1 can sts:AssumeRole on a role that is not for break-glass",
    },
  },
  {
    name: "break-glass users who do other things",
    change: breakGlass(plusActions("s3:ListAllMyBuckets")),
    fails: { "core-is-quiet": "break-glass-1 can s3:ListAllMyBuckets" },
  },
  {
    name: "break-glass users who change the users of people",
    change: breakGlass(plusActions("iam:DeleteUser")),
    fails: { "people-change-themselves": "break-glass-1 can iam:DeleteUser" },
  },
  {
    name: "break-glass that believes an identity provider",
    change: ownRole("break-glass", "management", (one) => ({
      ...one,
      trust: plus({
        Sid: "Provider",
        Effect: "Allow",
        Principal: {
          Federated: "arn:{{partition}}:iam::{{account:management}}:saml-provider/landing-zone",
        },
        Action: "sts:AssumeRoleWithSAML",
      })(one.trust),
    })),
    fails: {
      "known-principals": "(Federated) has no business there",
      "mfa-or-no-entry": "without MFA enters break-glass in management, by sts:AssumeRoleWithSAML",
      "trails-name-people": "enters break-glass in management by sts:AssumeRoleWithSAML",
    },
  },
];
