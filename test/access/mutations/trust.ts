import { set, statement, trust, withOperator, withoutKey, plus, type Mutation } from "./change";

const SID = "PeopleOfThisFunctionWithMfa";

/** Who enters a role. */
export const TRUST: readonly Mutation[] = [
  {
    name: "a trust without MFA",
    change: trust(
      "operations",
      "production",
      withoutKey(SID, "Bool", "aws:MultiFactorAuthPresent"),
    ),
    fails: { "mfa-or-no-entry": "by access key, without MFA enters operations in web-production" },
  },
  {
    name: "a trust that lets in who says nothing of MFA",
    change: trust(
      "operations",
      "production",
      withOperator(SID, "Bool", "aws:MultiFactorAuthPresent", "BoolIfExists"),
    ),
    fails: { "mfa-or-no-entry": "by access key, without MFA enters operations in web-production" },
  },
  {
    name: "a trust that asks for no MFA by asking for false",
    change: trust(
      "network",
      "network",
      withOperator(SID, "Bool", "aws:MultiFactorAuthPresent", "Bool", "false"),
    ),
    fails: { "mfa-or-no-entry": "by the console, without MFA enters network in network" },
  },
  {
    name: "a trust that forgets how old MFA is",
    change: trust(
      "auditor",
      "management",
      withoutKey(SID, "NumericLessThan", "aws:MultiFactorAuthAge"),
    ),
    fails: { "mfa-or-no-entry": "with MFA of two days ago enters auditor in management" },
  },
  {
    name: "a trust that takes MFA of ten days ago",
    change: trust(
      "developer",
      "sandbox",
      withOperator(SID, "NumericLessThan", "aws:MultiFactorAuthAge", "NumericLessThan", "864000"),
    ),
    fails: { "mfa-or-no-entry": "with MFA of two days ago enters developer in playground" },
  },
  {
    name: "a trust that takes only MFA that is old",
    change: trust(
      "developer",
      "sandbox",
      withOperator(SID, "NumericLessThan", "aws:MultiFactorAuthAge", "NumericGreaterThan"),
    ),
    fails: { "mfa-or-no-entry": "with MFA of two days ago enters developer in playground" },
  },
  {
    name: "a trust of everybody",
    change: trust("operations", "production", set(SID, { Principal: "*" })),
    fails: { "known-principals": "the trust of operations in production, statement PeopleOfThis" },
  },
  {
    name: "a trust of everybody, in the other spelling",
    change: trust("operations", "production", set(SID, { Principal: { AWS: ["*"] } })),
    fails: { "known-principals": 'its principal is "*"' },
  },
  {
    name: "a trust of everybody, without a condition",
    change: trust("auditor", "access", set(SID, { Principal: { AWS: "*" }, Condition: undefined })),
    fails: {
      "no-way-to-the-core":
        "everything in web-production assumes arn:aws:iam::<access>:role/landing-zone/auditor",
      "accounts-are-apart": "assumes arn:aws:iam::<access>:role/landing-zone/auditor",
      "mfa-or-no-entry": "enters auditor in access",
      "own-function-only": "the trust of auditor in access lets in somebody",
      "trails-name-people": 'enters auditor in access by sts:AssumeRole as "<somebody else>"',
      "known-principals": "somebody outside the organization enters auditor in access",
    },
  },
  {
    name: "a trust of an account that nobody knows",
    change: trust("network", "network", set(SID, { Principal: { AWS: "999999999999" } })),
    fails: { "known-principals": '"999999999999" is of no account of the organization' },
  },
  {
    name: "a trust of the management account",
    change: trust(
      "auditor",
      "audit",
      set(SID, { Principal: { AWS: "arn:{{partition}}:iam::{{account:management}}:root" } }),
    ),
    fails: { "known-principals": "is not of the access account" },
  },
  {
    name: "a trust of the own account",
    change: trust(
      "developer",
      "nonproduction",
      set(SID, { Principal: { AWS: "arn:{{partition}}:iam::{{account:self}}:root" } }),
    ),
    fails: { "known-principals": "is not of the access account" },
  },
  {
    name: "a trust of a role in another account, without a condition",
    change: trust(
      "auditor",
      "access",
      plus({
        Sid: "Pipeline",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:network}}:role/pipeline" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "no-way-to-the-core":
        "everything in network assumes arn:aws:iam::<access>:role/landing-zone/auditor, as arn:aws:iam::<network>:role/pipeline",
      "accounts-are-apart": "as arn:aws:iam::<network>:role/pipeline",
      "mfa-or-no-entry": "as arn:aws:iam::<network>:role/pipeline by access key, without MFA",
      "known-principals": "statement Pipeline: its principal",
    },
  },
  {
    name: "a trust of a user in another account, without a condition",
    change: trust(
      "network",
      "network",
      plus({
        Sid: "Robot",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:audit}}:user/robot" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "accounts-are-apart":
        "everything in audit assumes arn:aws:iam::<network>:role/landing-zone/network, as arn:aws:iam::<audit>:user/robot",
      "mfa-or-no-entry": "as arn:aws:iam::<audit>:user/robot by access key, without MFA",
      "known-principals": "statement Robot: its principal",
    },
  },
  {
    name: "a trust of one session of a role in another account, without a condition",
    change: trust(
      "auditor",
      "access",
      plus({
        Sid: "Session",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:sts::{{account:audit}}:assumed-role/robot/nightly" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "no-way-to-the-core": "as arn:aws:sts::<audit>:assumed-role/robot/nightly",
      "accounts-are-apart": "as arn:aws:sts::<audit>:assumed-role/robot/nightly",
      "mfa-or-no-entry": "as arn:aws:sts::<audit>:assumed-role/robot/nightly by access key",
      "known-principals": "statement Session: its principal",
    },
  },
  {
    name: "a trust of a service",
    change: trust(
      "operations",
      "production",
      plus({
        Sid: "Nodes",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "mfa-or-no-entry": "ec2.amazonaws.com by access key, without MFA enters operations",
      "known-principals": '"ec2.amazonaws.com" (Service) has no business there',
    },
  },
  {
    name: "a trust of people who sign in elsewhere",
    change: trust(
      "auditor",
      "management",
      plus({
        Sid: "Company",
        Effect: "Allow",
        // Its type knows no such principals, because no document of the landing zone has one.
        Principal: { Federated: "arn:aws:iam::111111111111:saml-provider/company" },
        Action: "sts:AssumeRoleWithSAML",
      }),
    ),
    fails: { "known-principals": "saml-provider/company" },
  },
  {
    name: "a trust without the function's tag",
    change: trust(
      "operations",
      "production",
      withoutKey(SID, "StringLike", "aws:PrincipalTag/operations"),
    ),
    fails: {
      "own-function-only":
        "the trust of operations in web-production lets in somebody of the access account without the function's tag",
    },
  },
  {
    name: "a trust that takes the tag of another function",
    change: trust(
      "operations",
      "production",
      statement(SID, (one) => ({
        ...one,
        Condition: {
          ...one.Condition,
          StringLike: { "aws:PrincipalTag/auditor": "true" },
        },
      })),
    ),
    fails: { "own-function-only": "without the function's tag" },
  },
  {
    name: "a trust that asks for the tag only where there is one",
    change: trust(
      "auditor",
      "audit",
      withOperator(SID, "StringLike", "aws:PrincipalTag/auditor", "StringLikeIfExists"),
    ),
    fails: { "own-function-only": "the trust of auditor in audit lets in somebody" },
  },
  {
    name: "a trust of all that is in the access account",
    change: trust("developer", "sandbox", withoutKey(SID, "ArnLike", "aws:PrincipalArn")),
    fails: { "own-function-only": "lets in somebody of the access account who is no person" },
  },
  {
    name: "a trust of users outside the people's path",
    change: trust(
      "developer",
      "sandbox",
      withOperator(
        SID,
        "ArnLike",
        "aws:PrincipalArn",
        "ArnLike",
        "arn:{{partition}}:iam::{{account:access}}:user/*",
      ),
    ),
    fails: { "own-function-only": "lets in somebody of the access account who is no person" },
  },
  {
    name: "a trust that lets people call their sessions anything",
    change: trust(
      "operations",
      "nonproduction",
      withoutKey(SID, "StringEquals", "sts:RoleSessionName"),
    ),
    fails: { "trails-name-people": "<somebody> enters operations in web-staging" },
  },
  {
    name: "a trust that lets people tag their sessions",
    change: trust(
      "operations",
      "nonproduction",
      set(SID, { Action: ["sts:AssumeRole", "sts:TagSession"] }),
    ),
    fails: { "own-function-only": "lets the session be tagged" },
  },
];
