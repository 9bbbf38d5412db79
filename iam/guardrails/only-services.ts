import { globMatches } from "../glob";
import { BASELINE_NAME, RECORDER_NAME } from "../names";
import {
  ACCESS_ROLE,
  BASELINE_ROLE,
  EXCEPT_ROOT_SESSIONS,
  exceptServices,
  RECORDER_ROLE,
  ROOT_SESSION,
  ROOT_USER,
  STACK_SETS,
  type Guardrail,
  type GuardrailCase,
} from "./guardrail";

/**
 * What every account needs whatever it is for: to say who one is, to be audited, and to hand the
 * landing zone's events on. All of it reads, but for the events.
 */
const ALWAYS = [
  "access-analyzer:Get*",
  "access-analyzer:List*",
  "account:Get*",
  "account:List*",
  "cloudtrail:Describe*",
  "cloudtrail:Get*",
  "cloudtrail:List*",
  "cloudtrail:LookupEvents",
  "cloudwatch:Describe*",
  "cloudwatch:Get*",
  "cloudwatch:List*",
  "config:BatchGet*",
  "config:Describe*",
  "config:Get*",
  "config:List*",
  "config:Select*",
  "events:PutEvents",
  "health:Describe*",
  "iam:Generate*",
  "iam:Get*",
  "iam:List*",
  "iam:Simulate*",
  "organizations:Describe*",
  "organizations:List*",
  "servicequotas:Get*",
  "servicequotas:List*",
  "sts:DecodeAuthorizationMessage",
  "sts:GetCallerIdentity",
  "tag:Get*",
];

/** What S3 needs beside itself: keys, and roles for replication and inventories. */
export const STORAGE_SERVICES = [
  "iam:AttachRolePolicy",
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:CreateRole",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:TagPolicy",
  "iam:TagRole",
  "iam:UntagPolicy",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "kms",
  "s3",
];

/** Who people are and where they go from here. */
export const IDENTITY_SERVICES = ["iam", "identitystore", "signin", "sso", "sso-directory", "sts"];

/** What no account of few services does, unless they are among them. */
const ELSEWHERE: readonly GuardrailCase[] = [
  { what: "an instance is started", action: "ec2:RunInstances" },
  { what: "a function runs", action: "lambda:InvokeFunction" },
  { what: "a database is made", action: "rds:CreateDBInstance" },
  { what: "a queue is read", action: "sqs:ReceiveMessage" },
  { what: "a model is asked", action: "bedrock:InvokeModel" },
  { what: "a stream is read", action: "kinesis:GetRecords" },
];

const actionsOf = (service: string): string => (service.includes(":") ? service : `${service}:*`);

export const onlyServices: Guardrail = {
  name: "only-services",
  kind: "scp",
  sentence: "Nothing is used but the named services, and what every account needs to be watched",
  why: "An account for one thing has the permissions, the mistakes and the intruders of one thing.",
  parameter: {
    what: "services by their prefix in IAM, or single actions",
    pattern: /^[a-z0-9-]+(:[A-Za-z0-9*?]+)?$/,
    example: "s3",
    default: null,
  },
  statements: (context, services) => [
    {
      Effect: "Deny",
      NotAction: [...new Set([...ALWAYS, ...services.map(actionsOf)])].sort(),
      Resource: "*",
      Condition: {
        ...exceptServices(context, BASELINE_NAME, RECORDER_NAME),
        ...EXCEPT_ROOT_SESSIONS,
      },
    },
  ],
  denies: (_context, services) =>
    ELSEWHERE.filter(
      ({ action }) => !services.some((service) => globMatches(actionsOf(service), action)),
    ),
  allows: () => [
    {
      what: "a root session unlocks a queue",
      by: ROOT_USER,
      action: "sqs:SetQueueAttributes",
      keys: ROOT_SESSION,
    },
    {
      what: "a root session deletes the root user's password",
      by: ROOT_USER,
      action: "iam:DeleteLoginProfile",
      on: ROOT_USER,
      keys: ROOT_SESSION,
    },
    { what: "somebody asks who they are", action: "sts:GetCallerIdentity" },
    { what: "an auditor reads the recorder", action: "config:DescribeConfigurationRecorders" },
    { what: "the root monitor hands an event on", action: "events:PutEvents" },
    { what: "AWS Config looks", by: RECORDER_ROLE, action: "ec2:DescribeInstances" },
    {
      what: "the baseline encrypts volumes",
      by: BASELINE_ROLE,
      action: "ec2:EnableEbsEncryptionByDefault",
    },
    { what: "a stack set makes a rule", by: STACK_SETS, action: "events:PutRule" },
    { what: "the landing zone makes a rule", by: ACCESS_ROLE, action: "events:PutRule" },
  ],
};
