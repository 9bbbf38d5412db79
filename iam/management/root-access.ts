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
 * Policy of the role that may be root in members: for one of AWS's tasks. AWS itself takes members of the
 * own organization alone. A call is recorded in the region where it is made: only those are open in
 * which somebody is told of it. Besides, the role sees which accounts there are.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 * @param watched Regions in which events are watched.
 */
export function rootAccessPolicy(watched: readonly string[]): PolicyDocument {
  return document(
    {
      Sid: "RootForOneTask",
      Effect: "Allow",
      Action: "sts:AssumeRoot",
      Resource: iamArn("*", "root"),
      Condition: {
        ArnEquals: { "sts:TaskPolicyArn": ROOT_TASKS.map(rootTaskArn) },
        StringEquals: { "aws:RequestedRegion": watched },
        // Whether AWS says it of this call is not documented; without it, AWS's own limit holds.
        StringEqualsIfExists: { "aws:ResourceOrgID": "{{organization:id}}" },
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
