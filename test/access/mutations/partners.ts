import {
  EVERYTHING,
  only,
  partner,
  partnersPolicy,
  partnersRoles,
  partnersTrust,
  plus,
  plusActions,
  set,
  trust,
  without,
  withOperator,
  withoutKey,
  type Mutation,
} from "./change";

const SID = "Partner";

/** Other companies that do some function. */
export const PARTNERS: readonly Mutation[] = [
  {
    name: "people of a partner without MFA",
    change: partnersTrust("msp", withoutKey(SID, "Bool", "aws:MultiFactorAuthPresent")),
    fails: {
      "mfa-or-no-entry":
        "somebody of the partner msp by access key, without MFA enters partner-msp-operations in web-production",
    },
  },
  {
    name: "people of a partner with MFA of any age",
    change: partnersTrust("msp", withoutKey(SID, "NumericLessThan", "aws:MultiFactorAuthAge")),
    fails: { "mfa-or-no-entry": "with MFA of two days ago enters partner-msp-operations" },
  },
  {
    name: "people of a partner who say that they used MFA, where AWS should see it",
    change: partnersTrust(
      "msp",
      withOperator(SID, "Bool", "aws:MultiFactorAuthPresent", "BoolIfExists"),
    ),
    fails: { "mfa-or-no-entry": "by access key, without MFA enters partner-msp-operations" },
  },
  {
    name: "a partner's sessions without the tag that says MFA",
    change: partnersTrust("tagged", withoutKey(SID, "StringEquals", "aws:PrincipalTag/mfa")),
    fails: {
      "mfa-or-no-entry": "whose provider says nothing of MFA enters partner-tagged-developer",
    },
  },
  {
    name: "a partner's software without an external id",
    change: partnersTrust("robot", withoutKey(SID, "StringEquals", "sts:ExternalId")),
    fails: { "mfa-or-no-entry": "somebody of the partner robot without an external id enters" },
  },
  {
    name: "a partner's software with any external id",
    change: partnersTrust(
      "robot",
      withOperator(SID, "StringEquals", "sts:ExternalId", "StringLike", "?*"),
    ),
    fails: { "mfa-or-no-entry": "with another external id enters partner-robot-auditor" },
  },
  {
    name: "anybody of a partner",
    change: partnersTrust("msp", withoutKey(SID, "ArnLike", "aws:PrincipalArn")),
    fails: { "known-principals": "somebody of the partner msp enters partner-msp-operations" },
  },
  {
    name: "a partner whose word counts, and anybody there",
    change: partnersTrust("trusted", withoutKey(SID, "ArnLike", "aws:PrincipalArn")),
    fails: {
      "known-principals": "somebody of the partner trusted enters partner-trusted-operations",
    },
  },
  {
    name: "a partner's role that another account enters",
    change: partnersTrust("robot", set(SID, { Principal: { AWS: "123456789012" } })),
    fails: { "known-principals": '"123456789012" is of no account of the organization, nor of' },
  },
  {
    name: "a partner's role that another partner enters",
    change: partnersTrust(
      "robot",
      set(SID, { Principal: { AWS: "arn:{{partition}}:iam::777777777777:root" } }),
    ),
    fails: { "known-principals": "somebody of the partner trusted enters partner-robot-auditor" },
  },
  {
    name: "a partner's role that its own account enters",
    change: partnersTrust(
      "msp",
      plus({
        Sid: "Own",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:self}}:root" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: { "known-principals": "everything in web-production enters partner-msp-operations" },
  },
  {
    name: "people of a partner under any name",
    change: partnersTrust("msp", withoutKey(SID, "StringEquals", "sts:RoleSessionName")),
    fails: { "trails-name-people": "<somebody> enters partner-msp-operations in web-production" },
  },
  {
    name: "people of a partner whose word counts, under any name",
    change: partnersTrust("trusted", withoutKey(SID, "StringLike", "aws:userid")),
    fails: { "trails-name-people": "<somebody> enters partner-trusted-operations in documents" },
  },
  {
    name: "a partner who tags sessions",
    change: partnersTrust("robot", set(SID, { Action: ["sts:AssumeRole", "sts:TagSession"] })),
    fails: {
      "own-function-only":
        "the trust of partner-robot-auditor in web-production lets the session be tagged by somebody of the partner robot",
    },
  },
  {
    name: "a partner who enters after the last day",
    change: partnersTrust("msp", withoutKey(SID, "DateLessThan", "aws:CurrentTime")),
    fails: { "partners-stay-in": "somebody of the partner msp enters partner-msp-operations" },
  },
  {
    name: "a partner who enters for another year",
    change: partnersTrust(
      "robot",
      withOperator(SID, "DateLessThan", "aws:CurrentTime", "DateLessThan", "2028-12-31T23:59:59Z"),
    ),
    fails: { "partners-stay-in": "in web-production after 2027-12-31" },
  },
  {
    name: "a partner whose sessions go on after the last day",
    change: partnersPolicy("msp", without("NothingAfterTheLastDay")),
    fails: { "partners-stay-in": ", after 2027-12-31" },
  },
  {
    name: "a partner who may more than the function",
    change: partnersPolicy("msp", plusActions("dynamodb:GetItem")),
    fails: {
      "partners-stay-in":
        "partner-msp-operations in web-production can dynamodb:GetItem, and operations in web-production cannot",
    },
  },
  {
    name: "a partner who is an administrator inside the boundary",
    change: partnersRoles("robot", ({ policies, ...rest }) => ({
      ...rest,
      policies: { ...policies, managed: ["arn:{{partition}}:iam::aws:policy/AdministratorAccess"] },
    })),
    fails: { "partners-stay-in": "and auditor in web-production cannot" },
  },
  {
    name: "a partner without the boundary",
    change: partnersRoles("msp", (one) => ({ ...one, boundary: only(EVERYTHING)(one.boundary) })),
    fails: { "partners-stay-in": "has another boundary than all roles have" },
  },
  {
    name: "a partner in a core account",
    change: partner("msp", (one) => ({
      ...one,
      sets: one.sets.map((of) => ({ ...of, accounts: [...of.accounts, "audit"] })),
    })),
    fails: { "partners-stay-in": "msp has roles in audit, which is no production account" },
  },
  {
    name: "a partner's role under the name of a function's",
    change: partnersRoles("robot", (one) => ({ ...one, name: "partner-robot-operations" })),
    fails: { "partners-stay-in": "is not called partner-robot-auditor" },
  },
  {
    name: "a partner with a function that may less there",
    change: partnersRoles("robot", (one) => ({
      ...one,
      function: "network",
      name: "partner-robot-network",
    })),
    fails: { "partners-stay-in": "and network in web-production cannot" },
  },
  {
    name: "a partner whom a function's role lets in as well",
    change: trust(
      "operations",
      "nonproduction",
      plus({
        Sid: "Msp",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::999999999999:root" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "partners-stay-in": "msp assumes arn:aws:iam::<web-staging>:role/landing-zone/operations",
      "known-principals": "somebody of the partner msp enters operations in web-staging",
      "mfa-or-no-entry": "somebody of the partner msp by access key, without MFA enters operations",
      "trails-name-people": "<somebody> enters operations in web-staging",
    },
  },
];
