import { document, type PolicyDocument } from "../document";
import { iamArn, managedPolicyArn } from "../names";

/**
 * What a session of a member's root user may be taken for, one at a time. AWS takes no other policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export const ROOT_TASKS = [
  "IAMAuditRootUserCredentials",
  "IAMCreateRootUserPassword",
  "IAMDeleteRootUserCredentials",
  "S3UnlockBucketPolicy",
  "SQSUnlockQueuePolicy",
] as const;
export type RootTask = (typeof ROOT_TASKS)[number];

export function rootTaskArn(task: RootTask): string {
  return managedPolicyArn(`root-task/${task}`);
}

/**
 * Policy of the role that may be root in members: for one of AWS's tasks, in this organization. It says
 * which accounts there are, and nothing else.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export function rootAccessPolicy(): PolicyDocument {
  return document(
    {
      Sid: "RootForOneTask",
      Effect: "Allow",
      Action: "sts:AssumeRoot",
      Resource: iamArn("*", "root"),
      Condition: {
        ArnEquals: { "sts:TaskPolicyArn": ROOT_TASKS.map(rootTaskArn) },
        StringEquals: { "aws:ResourceOrgID": "{{organization:id}}" },
      },
    },
    {
      Sid: "SeeAccounts",
      Effect: "Allow",
      Action: [
        "iam:ListOrganizationsFeatures",
        "organizations:DescribeOrganization",
        "organizations:ListAccounts",
      ],
      Resource: "*",
    },
  );
}
