import { ACCESS_ROLE, ROOT_USER, type Guardrail } from "./guardrail";

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

const ROOT_SESSION = { "aws:AssumedRoot": "true" };

/**
 * Sessions by `sts:AssumeRoot`, which the management account hands out for one task each and AWS
 * limits to that task, are no sign-ins of a root user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export const denyRootUser: Guardrail = {
  name: "deny-root-user",
  kind: "scp",
  sentence:
    "No root user does anything but unlock a bucket or a queue; root sessions from the management account keep their one task",
  why: "A root user has no boundary and names no person. Whoever takes over its mailbox has the account.",
  statements: () => [
    {
      Effect: "Deny",
      NotAction: UNLOCKING,
      Resource: "*",
      Condition: {
        ArnLike: { "aws:PrincipalArn": "arn:{{partition}}:iam::*:root" },
        BoolIfExists: { "aws:AssumedRoot": "false" },
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
    { what: "an administrator works", action: "ec2:RunInstances" },
    { what: "the management account's role works", by: ACCESS_ROLE, action: "iam:CreateRole" },
  ],
};
