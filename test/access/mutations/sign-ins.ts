import {
  all,
  ownManaged,
  ownPolicy,
  ownRole,
  ownTrust,
  permissionSet,
  plus,
  plusActions,
  set,
  statement,
  trust,
  withOperator,
  withoutKey,
  writes,
  type Mutation,
} from "./change";

const USERS = "PeopleOfThisFunctionWithMfa";
const HUB = "HubOfThisFunctionWithMfa";
const SET = "PermissionSetOfThisFunction";
const SAML = "PeopleOfThisFunctionBySaml";
const OIDC = "PeopleOfThisFunctionByOidc";
const TAGS = "WithTheseTags";

const ARN = "aws:PrincipalArn";
const arn = (pattern: string): string => `arn:{{partition}}:iam::{{account:access}}:${pattern}`;
const inRegion = "role/aws-reserved/sso.amazonaws.com/eu-west-1/";
const some = "?".repeat(16);

/** A function role's trust lets in other sessions of the access account than it should. */
const letsIn = (sid: string, operator: string, pattern: string): Mutation["change"] =>
  trust("operations", "production", withOperator(sid, operator, ARN, "ArnLike", arn(pattern)));

/** Who enters function roles by another sign-in than a user's. */
const INTO_FUNCTIONS: readonly Mutation[] = [
  {
    name: "hub sessions without the tag that says MFA",
    change: trust(
      "operations",
      "production",
      withoutKey(HUB, "StringEquals", "aws:PrincipalTag/mfa"),
    ),
    fails: {
      "mfa-or-no-entry": "whose provider says nothing of MFA enters operations in web-production",
    },
  },
  {
    name: "hub sessions whose tag of MFA counts only where there is one",
    change: trust(
      "operations",
      "production",
      withOperator(HUB, "StringEquals", "aws:PrincipalTag/mfa", "StringEqualsIfExists"),
    ),
    fails: { "mfa-or-no-entry": "whose provider says nothing of MFA enters operations" },
  },
  {
    name: "hub sessions with any tag of MFA",
    change: trust(
      "developer",
      "sandbox",
      withOperator(HUB, "StringEquals", "aws:PrincipalTag/mfa", "StringLike", "*"),
    ),
    fails: { "mfa-or-no-entry": "whose provider says that there was no MFA enters developer" },
  },
  {
    name: "hub sessions where AWS would have to see MFA, if it saw any",
    change: trust(
      "operations",
      "production",
      all(
        withoutKey(HUB, "StringEquals", "aws:PrincipalTag/mfa"),
        statement(HUB, (one) => ({
          ...one,
          Condition: { ...one.Condition, BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
        })),
      ),
    ),
    fails: { "mfa-or-no-entry": "whose provider says nothing of MFA enters operations" },
  },
  {
    name: "users whose tag takes the place of MFA",
    change: trust(
      "operations",
      "production",
      all(
        withoutKey(USERS, "Bool", "aws:MultiFactorAuthPresent"),
        withoutKey(USERS, "NumericLessThan", "aws:MultiFactorAuthAge"),
        statement(USERS, (one) => ({
          ...one,
          Condition: {
            ...one.Condition,
            StringEqualsIgnoreCase: { "aws:PrincipalTag/mfa": "true" },
          },
        })),
      ),
    ),
    fails: { "mfa-or-no-entry": "by access key, without MFA enters operations in web-production" },
  },
  {
    name: "hub sessions without the function's tag",
    change: trust(
      "operations",
      "production",
      withoutKey(HUB, "StringLike", "aws:PrincipalTag/operations"),
    ),
    fails: {
      "own-function-only": "lets in somebody of the access account without the function's tag",
    },
  },
  {
    name: "hub sessions with any value of the function's tag",
    change: trust(
      "operations",
      "production",
      withOperator(HUB, "StringLike", "aws:PrincipalTag/operations", "StringLike", "*"),
    ),
    fails: { "own-function-only": "lets in somebody of the access account whose tag names others" },
  },
  {
    name: "hub sessions of no hub in particular",
    change: trust("operations", "production", withoutKey(HUB, "ArnEquals", ARN)),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "by access key, without MFA enters operations in web-production",
    },
  },
  {
    name: "hub sessions of all hub roles, also of such as people make",
    change: letsIn(HUB, "ArnEquals", "role/landing-zone/hub-*"),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "by access key, without MFA enters operations in web-production",
    },
  },
  {
    name: "hub sessions of another function",
    change: letsIn(HUB, "ArnEquals", "role/landing-zone/hub-developer"),
    fails: { "own-function-only": "who is no person" },
  },
  {
    name: "a role of the hub's name outside the reserved path",
    change: letsIn(HUB, "ArnEquals", "role/hub-operations"),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "by access key, without MFA enters operations in web-production",
    },
  },
  {
    name: "the hub role of the same name in another account",
    change: trust(
      "operations",
      "production",
      all(
        withOperator(
          HUB,
          "ArnEquals",
          ARN,
          "ArnEquals",
          "arn:{{partition}}:iam::{{account:network}}:role/landing-zone/hub-operations",
        ),
        set(HUB, { Principal: { AWS: "arn:{{partition}}:iam::{{account:network}}:root" } }),
      ),
    ),
    fails: {
      "accounts-are-apart": "everything in network assumes",
      "known-principals": "is not of the access account",
      "mfa-or-no-entry": "everything in network by access key, without MFA enters operations",
    },
  },
  {
    name: "a permission set whose name goes on",
    change: letsIn(SET, "ArnLike", `${inRegion}AWSReservedSSO_lz-operations*_${some}`),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "by access key, without MFA enters operations in web-production",
    },
  },
  {
    name: "a permission set whose name begins before",
    change: letsIn(SET, "ArnLike", `${inRegion}*AWSReservedSSO_lz-operations_${some}`),
    fails: { "own-function-only": "who is no person", "mfa-or-no-entry": "without MFA enters" },
  },
  {
    name: "a permission set's name with anything behind",
    change: letsIn(SET, "ArnLike", `${inRegion}AWSReservedSSO_lz-operations_*`),
    fails: { "own-function-only": "who is no person", "mfa-or-no-entry": "without MFA enters" },
  },
  {
    name: "a role of a permission set's name that somebody made by hand",
    change: letsIn(SET, "ArnLike", `role/AWSReservedSSO_lz-operations_${some}`),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "without MFA enters operations in web-production",
    },
  },
  {
    name: "a permission set on any path",
    change: letsIn(SET, "ArnLike", `role/*AWSReservedSSO_lz-operations_${some}`),
    fails: { "own-function-only": "who is no person", "mfa-or-no-entry": "without MFA enters" },
  },
  {
    name: "the permission set of another function",
    change: letsIn(SET, "ArnLike", `${inRegion}AWSReservedSSO_lz-developer_${some}`),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "whose provider says nothing of MFA enters operations",
    },
  },
  {
    name: "a permission set of no name in particular",
    change: trust("auditor", "audit", withoutKey(SET, "ArnLike", ARN)),
    fails: {
      "own-function-only": "who is no person",
      "mfa-or-no-entry": "by access key, without MFA enters auditor in audit",
    },
  },
  {
    name: "hub sessions that go on under any name",
    change: trust("operations", "production", withoutKey(HUB, "StringLike", "aws:userid")),
    fails: {
      "trails-name-people": "<somebody> enters operations in web-production by sts:AssumeRole as",
    },
  },
  {
    name: "sessions of permission sets that go on under any name",
    change: trust("operations", "production", withoutKey(SET, "StringLike", "aws:userid")),
    fails: { "trails-name-people": "<somebody> enters operations in web-production" },
  },
  {
    name: "hub sessions that go on under any name that ends like theirs",
    change: trust(
      "operations",
      "production",
      withOperator(HUB, "StringLike", "aws:userid", "StringLike", "*"),
    ),
    fails: { "trails-name-people": "<somebody> enters operations in web-production" },
  },
  {
    name: "hub sessions that tag the next one",
    change: trust(
      "operations",
      "production",
      set(HUB, { Action: ["sts:AssumeRole", "sts:TagSession"] }),
    ),
    fails: { "own-function-only": "lets the session be tagged" },
  },
];

/** Who enters hub roles. */
const INTO_HUBS: readonly Mutation[] = [
  {
    name: "a hub role without the provider's word on MFA",
    change: ownTrust(
      "hub-operations",
      "access",
      withoutKey(SAML, "StringEquals", "aws:RequestTag/mfa"),
    ),
    fails: {
      "mfa-or-no-entry": "whose provider says nothing of MFA enters hub-operations in access",
    },
  },
  {
    name: "a hub role where MFA counts only if the provider speaks of it",
    change: ownTrust(
      "hub-operations",
      "access",
      withOperator(OIDC, "StringEquals", "aws:RequestTag/mfa", "StringEqualsIfExists"),
    ),
    fails: { "mfa-or-no-entry": "whose provider says nothing of MFA enters hub-operations" },
  },
  {
    name: "a hub role that takes any word on MFA",
    change: ownTrust(
      "hub-auditor",
      "access",
      withOperator(OIDC, "StringEquals", "aws:RequestTag/mfa", "StringLike", "*"),
    ),
    fails: { "mfa-or-no-entry": "whose provider says that there was no MFA enters hub-auditor" },
  },
  {
    name: "a hub role whose sessions last a day",
    change: ownRole("hub-operations", "access", (one) => ({ ...one, sessionHours: 24 })),
    fails: { "mfa-or-no-entry": "a session of hub-operations in access lasts 24 hours" },
  },
  {
    name: "a hub role for people of any function",
    change: ownTrust(
      "hub-operations",
      "access",
      withoutKey(SAML, "StringLike", "aws:RequestTag/operations"),
    ),
    fails: { "own-function-only": "the trust of hub-operations in access lets in whoever" },
  },
  {
    name: "a hub role under any name",
    change: ownTrust(
      "hub-operations",
      "access",
      withoutKey(OIDC, "StringEquals", "sts:RoleSessionName"),
    ),
    fails: { "trails-name-people": "<somebody> enters hub-operations in access" },
  },
  {
    name: "a hub role whose tags stay with the next role",
    change: ownTrust("hub-operations", "access", withoutKey(TAGS, "Null", "sts:TransitiveTagKeys")),
    fails: { "own-function-only": "with tags that stay when roles change, by sts:TagSession" },
  },
  {
    name: "a hub role whose tags may be any",
    change: ownTrust(
      "hub-operations",
      "access",
      withoutKey(TAGS, "ForAllValues:StringEquals", "aws:TagKeys"),
    ),
    fails: { "own-function-only": "with a tag that means nothing here, by sts:TagSession" },
  },
  {
    name: "a hub role that believes another provider",
    change: ownTrust(
      "hub-operations",
      "access",
      set(SAML, {
        Principal: {
          Federated: "arn:{{partition}}:iam::{{account:access}}:saml-provider/somebody",
        },
      }),
    ),
    fails: { "known-principals": "saml-provider/somebody" },
  },
  {
    name: "a hub role that believes a provider of another account",
    change: ownTrust(
      "hub-operations",
      "access",
      set(SAML, {
        Principal: {
          Federated: "arn:{{partition}}:iam::{{account:network}}:saml-provider/landing-zone",
        },
      }),
    ),
    fails: { "known-principals": "saml-provider/landing-zone" },
  },
  {
    name: "a hub role for assertions that are for somebody else",
    change: ownTrust("hub-operations", "access", withoutKey(SAML, "StringEquals", "SAML:aud")),
    fails: { "known-principals": "that says another aud opens hub-operations in access" },
  },
  {
    name: "a hub role for tokens of another application",
    change: ownTrust(
      "hub-operations",
      "access",
      withoutKey(OIDC, "StringEquals", "login.acme.example:aud"),
    ),
    fails: { "known-principals": "that says another aud opens hub-operations in access" },
  },
  {
    name: "a hub role for tokens of any subject",
    change: ownTrust(
      "hub-operations",
      "access",
      withOperator(OIDC, "StringLike", "login.acme.example:sub", "StringLike", "*"),
    ),
    fails: { "known-principals": "that says another sub opens hub-operations in access" },
  },
  {
    name: "a hub role that trusts its own account",
    change: ownTrust(
      "hub-operations",
      "access",
      plus({
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:access}}:root" },
        Action: "sts:AssumeRole",
      }),
    ),
    fails: {
      "known-principals": "only an identity provider has business there",
      "mfa-or-no-entry": "everything in access whose provider says nothing of MFA enters",
      "own-function-only": "lets in everything in access without the function's tag",
      "trails-name-people": "<somebody> enters hub-operations in access by sts:AssumeRole as",
    },
  },
];

/** What sessions of hub roles and permission sets may do. */
const ONWARD: readonly Mutation[] = [
  {
    name: "a hub role that goes on to any function",
    change: ownPolicy(
      "hub-operations",
      "access",
      writes(
        "EnterAsThisFunction",
        "Resource",
        "arn:{{partition}}:iam::*:role/landing-zone/operations",
        "arn:{{partition}}:iam::*:role/landing-zone/*",
      ),
    ),
    fails: { "own-function-only": "the policies of hub-operations in access allow sts:AssumeRole" },
  },
  {
    name: "a hub role that goes on into any organization",
    change: ownPolicy(
      "hub-operations",
      "access",
      withoutKey("EnterAsThisFunction", "StringEquals", "aws:ResourceOrgID"),
    ),
    fails: { "own-function-only": "on a role outside the organization" },
  },
  {
    name: "a hub role that tags the next session",
    change: ownPolicy("hub-operations", "access", plusActions("sts:TagSession")),
    fails: {
      "own-function-only": "the policies of hub-operations in access allow sts:TagSession",
      "core-is-quiet": "hub-operations in access can sts:TagSession",
    },
  },
  {
    name: "a hub role that does something in the access account",
    change: ownPolicy("hub-auditor", "access", plusActions("iam:ListUsers")),
    fails: { "core-is-quiet": "hub-auditor in access can iam:ListUsers" },
  },
  {
    name: "a hub role that administers the access account",
    change: ownManaged("hub-auditor", "access", "AdministratorAccess"),
    fails: {
      "core-is-quiet": "hub-auditor in access can",
      "own-function-only": "the policies of hub-auditor in access allow sts:AssumeRole",
    },
  },
  {
    name: "a permission set that goes on to any function",
    change: permissionSet(
      "developer",
      writes(
        "EnterAsThisFunction",
        "Resource",
        "arn:{{partition}}:iam::*:role/landing-zone/developer",
        "arn:{{partition}}:iam::*:role/landing-zone/*",
      ),
    ),
    fails: { "own-function-only": "the policies of the permission set lz-developer allow" },
  },
  {
    name: "a permission set that enters every role of customers",
    change: permissionSet(
      "operations",
      writes(
        "EnterCustomers",
        "Resource",
        "arn:{{partition}}:iam::*:role/landing-zone/partner-acme-operations",
        "arn:{{partition}}:iam::*:role/*",
      ),
    ),
    fails: { "own-function-only": "on a role of o-globex00001 that is no partner's" },
  },
  {
    name: "a permission set that enters customers that nobody named",
    change: permissionSet(
      "operations",
      withOperator("EnterCustomers", "StringEquals", "aws:ResourceOrgID", "StringEquals", [
        "o-globex00001",
        "o-nobody00001",
      ]),
    ),
    fails: { "own-function-only": "on a role outside the organization" },
  },
  {
    name: "a permission set of a function that has no customers, with some",
    change: permissionSet(
      "developer",
      plus({
        Sid: "EnterCustomers",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:{{partition}}:iam::*:role/landing-zone/partner-acme-developer",
        Condition: { StringEquals: { "aws:ResourceOrgID": "o-globex00001" } },
      }),
    ),
    fails: { "own-function-only": "on a role outside the organization" },
  },
  {
    name: "a permission set that does more than go on",
    change: permissionSet("developer", plusActions("s3:ListAllMyBuckets")),
    fails: { "core-is-quiet": "the permission set lz-developer can s3:ListAllMyBuckets" },
  },
];

/** Ways to sign in elsewhere. */
export const SIGN_INS: readonly Mutation[] = [...INTO_FUNCTIONS, ...INTO_HUBS, ...ONWARD];
