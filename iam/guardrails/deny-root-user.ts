import {
  ACCESS_ROLE,
  EXCEPT_ROOT_SESSIONS,
  ROOT_SESSION,
  ROOT_USER,
  type Guardrail,
} from "./guardrail";

/**
 * What AWS lists as tasks of a root user alone and what an SCP could refuse: unlocking a bucket or a
 * queue whose policy denies everybody. A bucket is unlocked by deleting its policy; writing another
 * one is not needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#root-user-tasks
 */
const UNLOCKING = [
  "s3:DeleteBucketPolicy",
  "s3:GetBucketPolicy",
  "s3:ListAllMyBuckets",
  "sqs:GetQueueAttributes",
  "sqs:ListQueues",
  "sqs:SetQueueAttributes",
];

/**
 * Sessions by `sts:AssumeRoot`, which the access account takes for one task each and AWS limits to that
 * task, are no sign-ins of a root user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export const denyRootUser: Guardrail = {
  name: "deny-root-user",
  kind: "scp",
  sentence:
    "No root user does anything but unlock a bucket or a queue; root sessions from the access account keep their one task",
  why: "A root user has no boundary and names no person. Whoever takes over its mailbox has the account.",
  statements: () => [
    {
      Effect: "Deny",
      NotAction: UNLOCKING,
      Resource: "*",
      Condition: {
        ArnLike: { "aws:PrincipalArn": "arn:{{partition}}:iam::*:root" },
        ...EXCEPT_ROOT_SESSIONS,
      },
    },
  ],
  denies: () => [
    { what: "the root user starts an instance", by: ROOT_USER, action: "ec2:RunInstances" },
    { what: "the root user makes an access key", by: ROOT_USER, action: "iam:CreateAccessKey" },
    {
      what: "the root user opens a bucket",
      by: ROOT_USER,
      action: "s3:PutBucketPolicy",
      on: "arn:{{partition}}:s3:::bucket",
    },
    { what: "the root user makes a user", by: ROOT_USER, action: "iam:CreateUser" },
    {
      what: "the root user sets a password, in a session of its own",
      by: ROOT_USER,
      action: "iam:CreateLoginProfile",
      keys: { "aws:AssumedRoot": "false" },
    },
  ],
  allows: () => [
    {
      what: "the root user unlocks a bucket",
      by: ROOT_USER,
      action: "s3:DeleteBucketPolicy",
      on: "arn:{{partition}}:s3:::bucket",
    },
    {
      what: "a root session deletes the root user's access key",
      by: ROOT_USER,
      action: "iam:DeleteAccessKey",
      keys: ROOT_SESSION,
    },
    {
      what: "a root session lets a password be set, to sign in for what only a root user does",
      by: ROOT_USER,
      action: "iam:CreateLoginProfile",
      keys: ROOT_SESSION,
    },
    {
      what: "a root session deletes the policy of a locked bucket",
      by: ROOT_USER,
      action: "s3:DeleteBucketPolicy",
      on: "arn:{{partition}}:s3:::bucket",
      keys: ROOT_SESSION,
    },
    { what: "an administrator works", action: "ec2:RunInstances" },
    { what: "the management account's role works", by: ACCESS_ROLE, action: "iam:CreateRole" },
  ],
};
