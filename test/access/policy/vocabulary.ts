import type { Principal } from "../../../access/policy/principal";

/** Few names, so that generated policies and requests meet, and nearly meet, all the time. */
export const ACCOUNT = "111111111111";
export const OTHER = "222222222222";

const iam = (account: string, rest: string): string => `arn:aws:iam::${account}:${rest}`;
const sts = (account: string, rest: string): string => `arn:aws:sts::${account}:${rest}`;

export const PRINCIPALS: readonly Principal[] = [
  { kind: "user", arn: iam(ACCOUNT, "user/team/ada"), account: ACCOUNT },
  { kind: "user", arn: iam(ACCOUNT, "user/team/ada"), account: ACCOUNT },
  { kind: "user", arn: iam(OTHER, "user/bob"), account: OTHER },
  {
    kind: "session",
    arn: sts(ACCOUNT, "assumed-role/deploy/ci"),
    account: ACCOUNT,
    issuer: iam(ACCOUNT, "role/app/deploy"),
  },
  {
    kind: "session",
    arn: sts(ACCOUNT, "assumed-role/deploy/ci"),
    account: ACCOUNT,
    issuer: iam(ACCOUNT, "role/app/deploy"),
  },
  {
    kind: "session",
    arn: sts(OTHER, "assumed-role/reader/eve"),
    account: OTHER,
    issuer: iam(OTHER, "role/reader"),
  },
  {
    kind: "session",
    arn: sts(ACCOUNT, "assumed-role/AWSServiceRoleForConfig/config"),
    account: ACCOUNT,
    issuer: iam(ACCOUNT, "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
  },
  {
    kind: "federated-user",
    arn: sts(ACCOUNT, "federated-user/ada"),
    account: ACCOUNT,
    issuer: iam(ACCOUNT, "user/ada"),
  },
  { kind: "root", arn: iam(ACCOUNT, "root"), account: ACCOUNT },
  { kind: "root", arn: iam(OTHER, "root"), account: OTHER },
  { kind: "service", arn: "cloudtrail.amazonaws.com", account: null },
  { kind: "federated", arn: iam(ACCOUNT, "saml-provider/idp"), account: null },
  { kind: "anonymous", arn: "*", account: null },
];

/** Something to ask for. */
export interface Target {
  readonly action: string;
  readonly resource: string;
  /** Actions and resources that policies name beside it: some hold it, some do not. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Has it a policy of its own, or could it have one? */
  readonly policy: "never" | "perhaps" | "always";
  /** Its own condition keys. */
  readonly keys: readonly Key[];
}

export type Kind = "string" | "numeric" | "date" | "bool" | "ip" | "arn";

export interface Key {
  readonly name: string;
  readonly kind: Kind;
  readonly many?: true;
  /** Values that requests have, and policies name. */
  readonly values: readonly string[];
  /** Values that only policies have: ranges and patterns. */
  readonly patterns?: readonly string[];
}

const string = (name: string, values: readonly string[], patterns?: readonly string[]): Key => ({
  name,
  kind: "string",
  values,
  ...(patterns ? { patterns } : {}),
});
const many = (name: string, values: readonly string[]): Key => ({
  ...string(name, values, [`${values[0]?.slice(0, 1) ?? ""}*`, "${aws:PrincipalTag/key}"]),
  many: true,
});

const DATES = ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z", "2026-06-01T14:00:00+02:00"];
const SECONDS = ["1767225600", "1780315200", "1780315201"];
const ADDRESSES = ["10.0.0.1", "10.9.0.1", "203.0.113.7", "2001:db8::1"];
const RANGES = ["10.0.0.0/16", "10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32", "0.0.0.0/1"];
const ARNS = [
  iam(ACCOUNT, "user/team/ada"),
  iam(ACCOUNT, "role/app/deploy"),
  `arn:aws:sns:eu-west-1:${OTHER}:topic:sub`,
];
const ARN_PATTERNS = [
  iam("*", "role/*"),
  iam(ACCOUNT, "user/*"),
  "arn:aws:sns:*:*:topic*",
  "arn:aws:sns:eu-west-?:*:*:sub",
  iam(ACCOUNT, "user/team/${aws:username}"),
  "arn:*:*:*:*:*",
];

export const KEYS: readonly Key[] = [
  string("aws:PrincipalTag/team", ["red", "Red", "blue"], ["r*", "?ed", "*"]),
  string("aws:PrincipalTag/key", ["team", "cost", "id", "app"]),
  string("aws:username", ["ada", "bob"], ["a*", "${aws:PrincipalTag/team}"]),
  string("aws:userid", ["cmVk", "AIDA:ada"], ["*:${aws:username}", "AIDA:*"]),
  string("aws:PrincipalOrgID", ["o-one", "o-two"], ["o-*"]),
  string("aws:RequestedRegion", ["eu-west-1", "us-east-1"], ["eu-*", "*-1"]),
  string("aws:RequestTag/team", ["red", "blue"], ["${aws:PrincipalTag/team}"]),
  string("aws:PrincipalAccount", [ACCOUNT, OTHER], ["${aws:ResourceAccount, '111111111111'}"]),
  string("aws:ResourceAccount", [ACCOUNT, OTHER], ["1*"]),
  { name: "aws:SecureTransport", kind: "bool", values: ["true", "false"] },
  { name: "aws:MultiFactorAuthPresent", kind: "bool", values: ["true", "false", "True"] },
  { name: "aws:ViaAWSService", kind: "bool", values: ["true", "false"] },
  {
    name: "aws:MultiFactorAuthAge",
    kind: "numeric",
    values: ["0", "60", "3600", "3600.5", "07200"],
    patterns: ["-1", "3600.0", "7200"],
  },
  { name: "aws:CurrentTime", kind: "date", values: DATES, patterns: ["2026-06-01", "2026-06"] },
  { name: "aws:TokenIssueTime", kind: "date", values: DATES },
  { name: "aws:EpochTime", kind: "date", values: SECONDS },
  { name: "aws:SourceIp", kind: "ip", values: ADDRESSES, patterns: RANGES },
  { name: "aws:VpcSourceIp", kind: "ip", values: ADDRESSES, patterns: RANGES },
  { name: "aws:PrincipalArn", kind: "arn", values: ARNS, patterns: ARN_PATTERNS },
  { name: "aws:SourceArn", kind: "arn", values: ARNS, patterns: ARN_PATTERNS },
  many("aws:TagKeys", ["team", "cost", "Team"]),
  many("aws:CalledVia", ["athena.amazonaws.com", "glue.amazonaws.com"]),
  many("aws:PrincipalOrgPaths", ["o-one/r-1/ou-1/", "o-one/r-1/ou-2/"]),
];

const bucket = {
  actions: ["s3:Get*", "s3:*Object", "s3:Get?bject", "s3:List*", "S3:GETOBJECT", "sqs:*"],
  policy: "perhaps",
} as const;

const REPORTS = [
  "arn:aws:s3:::reports/*",
  "arn:aws:s3:::rep*ts/home/?da/*.txt",
  "arn:*:s3:::reports*",
  "arn:aws:s3:::reports/home/${aws:username}/*",
  "arn:aws:s3:::reports/home/${aws:PrincipalTag/team}/*",
  "arn:aws:s3:::reports/home/${aws:PrincipalTag/team, 'ada'}/*",
  "arn:aws:s3:::Reports/*",
  "arn:aws:s3:::reports",
  "arn:aws:s3:::archive/*",
  "arn:aws:s3:::reports/HOME/*",
];

export const TARGETS: readonly Target[] = [
  {
    ...bucket,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::reports/home/ada/plan.txt",
    resources: REPORTS,
    keys: [string("s3:ExistingObjectTag/team", ["red", "blue"], ["${aws:PrincipalTag/team}"])],
  },
  {
    ...bucket,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::reports/home/ada/what?.txt",
    resources: [...REPORTS, "arn:aws:s3:::reports/home/ada/what${?}.txt"],
    keys: [],
  },
  {
    ...bucket,
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::reports",
    resources: REPORTS,
    keys: [
      string("s3:prefix", ["home/ada/", "home/a*a/"], ["home/${aws:username}/", "home/a${*}a/"]),
      { name: "s3:max-keys", kind: "numeric", values: ["10", "100"], patterns: ["50"] },
    ],
  },
  {
    ...bucket,
    action: "s3:PutObject",
    resource: "arn:aws:s3:::reports/home/ada/plan.txt",
    resources: REPORTS,
    keys: [many("s3:RequestObjectTagKeys", ["team", "cost"]), string("s3:x-amz-acl", ["private"])],
  },
  {
    action: "sqs:SendMessage",
    resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`,
    actions: ["sqs:Send*", "SQS:sendmessage", "sqs:Receive*"],
    resources: [
      "arn:aws:sqs:*:*:orders",
      `arn:aws:sqs:eu-*:${ACCOUNT}:*`,
      `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`,
      "arn:aws:sqs:::orders",
      `arn:aws:sqs:eu-west-1:${OTHER}:orders`,
    ],
    policy: "perhaps",
    keys: [],
  },
  {
    action: "kms:Decrypt",
    resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`,
    actions: ["kms:De*", "kms:Encrypt", "kms:*Key"],
    resources: ["arn:aws:kms:*:*:key/*", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/5678`],
    policy: "always",
    keys: [
      many("kms:EncryptionContextKeys", ["app", "stage"]),
      string("kms:ViaService", ["s3.eu-west-1.amazonaws.com"], ["s3.*.amazonaws.com"]),
    ],
  },
  ...["sts:AssumeRole", "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:TagSession"].map(
    (action): Target => ({
      action,
      resource: iam(ACCOUNT, "role/app/worker"),
      actions: ["sts:Assume*", "sts:TagSession", "sts:*"],
      resources: [iam(ACCOUNT, "role/app/*"), iam("*", "role/*"), iam(ACCOUNT, "role/worker")],
      policy: "always",
      keys: [],
    }),
  ),
  {
    action: "dynamodb:GetItem",
    resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`,
    actions: ["dynamodb:*Item", "dynamodb:Get*", "dynamodb:PutItem"],
    resources: [
      "arn:aws:dynamodb:*:*:table/*",
      `arn:aws:dynamodb:*:${ACCOUNT}:table/order?`,
      `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/\${aws:PrincipalTag/team}`,
    ],
    policy: "perhaps",
    keys: [
      many("dynamodb:Attributes", ["id", "name", "price"]),
      many("dynamodb:LeadingKeys", ["ada", "bob"]),
    ],
  },
  {
    action: "lambda:InvokeFunction",
    resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hello`,
    actions: ["lambda:Invoke*", "lambda:*Function", "lambda:Get*"],
    resources: [
      `arn:aws:lambda:*:${ACCOUNT}:function:*`,
      "arn:aws:lambda:*:*:function:h?llo",
      `arn:aws:lambda:eu-west-1:${ACCOUNT}:*`,
      `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:other`,
    ],
    policy: "perhaps",
    keys: [],
  },
  {
    action: "iam:CreateUser",
    resource: iam(ACCOUNT, "user/team/ada"),
    actions: ["iam:*User", "iam:Create*", "iam:DeleteUser"],
    resources: [iam(ACCOUNT, "user/team/*"), iam("*", "user/*"), iam(ACCOUNT, "user/ada")],
    policy: "never",
    keys: [],
  },
  ...["sts:GetSessionToken", "sts:GetCallerIdentity", "ec2:DescribeInstances"].map(
    (action): Target => ({
      action,
      resource: "*",
      actions: [`${action.slice(0, 7)}*`, "s3:*"],
      resources: ["arn:aws:s3:::reports"],
      policy: "never",
      keys: [],
    }),
  ),
];

/** What AWS refuses whatever policies say, and a neighbour. */
export const REFUSED: readonly Target[] = [
  ["iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
  ["iam:CreatePolicyVersion", iam(ACCOUNT, "policy/own")],
  ["iam:TagRole", iam(ACCOUNT, "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_a_1")],
  ["kms:DeleteAlias", `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/aws/s3`],
].map(([action = "", resource = ""]): Target => ({
  action,
  resource,
  actions: ["iam:*", "kms:*"],
  resources: ["arn:aws:iam::*:*", "arn:aws:kms:*:*:*"],
  policy: "never",
  keys: [],
}));
