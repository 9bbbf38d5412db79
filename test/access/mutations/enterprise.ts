import {
  accessRole,
  boundary,
  EVERYTHING,
  group,
  only,
  permissions,
  plusActions,
  set,
  trust,
  withoutKey,
  type Mutation,
} from "./change";

const SID = "PeopleOfThisFunctionWithMfa";

/** Types, functions and levels that a stack adds. */
export const ENTERPRISE: readonly Mutation[] = [
  {
    name: "a trust of an added function without MFA",
    change: trust("on-call", "regulated", withoutKey(SID, "Bool", "aws:MultiFactorAuthPresent")),
    fails: {
      "mfa-or-no-entry":
        "everything in access by access key, without MFA enters on-call in checkout-production, by sts:AssumeRole",
    },
  },
  {
    name: "a trust of an invited account",
    change: trust(
      "administrator",
      "sandbox",
      set(SID, { Principal: { AWS: "200000000001" }, Condition: undefined }),
    ),
    fails: {
      "accounts-are-apart":
        "everything in warehouse-production assumes arn:aws:iam::<sandbox-shop>:role/landing-zone/administrator, by sts:AssumeRole: administrator in sandbox-shop",
      "mfa-or-no-entry":
        "everything in warehouse-production by access key, without MFA enters administrator in sandbox-shop, by sts:AssumeRole",
      "known-principals":
        'the trust of administrator in sandbox, statement PeopleOfThisFunctionWithMfa: its principal "200000000001" is not of the access account',
    },
  },
  {
    name: "a role by which management enters an invited account, of which no boundary knows",
    change: accessRole("warehouse-staging", "Migration"),
    fails: {
      "roles-enter-no-roles": "can sts:AssumeRole on arn:aws:iam::100000000001:role/Migration",
    },
  },
  {
    name: "no boundary on an added function",
    change: boundary("data-engineer", "analytics", only(EVERYTHING)),
    fails: {
      "no-users-elsewhere": "data-engineer in lake-production can rolesanywhere:CreateProfile",
      "roles-enter-no-roles":
        "data-engineer in lake-production can sts:AssumeRole on arn:aws:iam::<lake-production>:role/landing-zone/*",
      "boundary-holds":
        "data-engineer in lake-production says whose certificates roles believe, by rolesanywhere:CreateTrustAnchor and rolesanywhere:CreateProfile: everything in lake-production",
      "landing-zone-stays":
        "data-engineer in lake-production, given every permission inside its boundary can iam:AttachRolePolicy on the landing zone's roles",
    },
  },
  {
    name: "a group of an added function that may enter as administrator",
    change: group(
      "on-call",
      set("EnterAsThisFunction", {
        Resource: [
          "arn:{{partition}}:iam::*:role/landing-zone/on-call",
          "arn:{{partition}}:iam::*:role/landing-zone/administrator",
        ],
      }),
    ),
    fails: {
      "own-function-only":
        "the policies of <on-call> allow sts:AssumeRole on a role of another function",
    },
  },
  {
    name: "developers who put messages into queues of one production account, by its id",
    change: permissions(
      "developer",
      "production",
      plusActions("sqs:SendMessage", "arn:{{partition}}:sqs:*:200000000001:orders"),
    ),
    fails: {
      "production-data": "developer in warehouse-production can sqs:SendMessage",
      "levels-keep-their-word": "developer in warehouse-production can sqs:SendMessage",
    },
  },
  {
    name: "an auditor who writes in one invited account, by its id",
    change: permissions(
      "auditor",
      "nonproduction",
      plusActions("sqs:PurgeQueue", "arn:{{partition}}:sqs:*:200000000002:jobs"),
    ),
    fails: {
      "auditor-only-reads": "auditor in warehouse-staging can sqs:PurgeQueue",
      "levels-keep-their-word": "auditor in warehouse-staging can sqs:PurgeQueue",
    },
  },
  {
    name: "developers of an added type with the levels of readers, who enter what runs",
    change: permissions("developer", "analytics", plusActions("glue:UpdateDevEndpoint")),
    fails: {
      "levels-keep-their-word":
        "developer in lake-production enters what runs there, by glue:UpdateDevEndpoint: roles below /service/ in lake-production",
    },
  },
];
