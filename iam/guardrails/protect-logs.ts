import { KEY_CHANGES, OF_LOG_KEY } from "../audit/logs";
import { LOG_KEY_ALIAS } from "../names";
import { ACCESS_ROLE, deny, exceptOwnRoles, ROOT_USER, type Guardrail } from "./guardrail";

/** The log bucket's name ends with the audit account's id, which is unknown before it is made. */
const bucketOf = (organization: string): string =>
  `arn:{{partition}}:s3:::${organization}-logs-${"?".repeat(12)}`;

export const protectLogs: Guardrail = {
  name: "protect-logs",
  kind: "scp",
  sentence:
    "Nobody deletes what is logged; nobody but the landing zone changes the log bucket or its key",
  why: "Logs are worth what they are worth to whoever wants to rewrite them. The bucket's own policy says the same, and this holds when that policy is gone.",
  statements: (context) => {
    const bucket = bucketOf(context.organization);
    const Resource = [bucket, `${bucket}/*`];
    return [
      {
        Effect: "Deny",
        Action: ["s3:BypassGovernanceRetention", "s3:DeleteBucket", "s3:DeleteObject*"],
        Resource,
      },
      {
        Effect: "Deny",
        NotAction: ["s3:Get*", "s3:List*"],
        Resource,
        Condition: exceptOwnRoles(context),
      },
      deny([...KEY_CHANGES, "kms:RetireGrant", "kms:RevokeGrant"], {
        ...OF_LOG_KEY,
        ...exceptOwnRoles(context),
      }),
    ];
  },
  denies: ({ organization }) => {
    const bucket = bucketOf(organization).replaceAll("?", "0");
    const key = "arn:{{partition}}:kms:eu-west-1:{{account:self}}:key/0123";
    const keys = { "kms:ResourceAliases": LOG_KEY_ALIAS };
    return [
      { what: "an administrator deletes a log", action: "s3:DeleteObject", on: `${bucket}/log` },
      {
        what: "an administrator deletes a log's version",
        action: "s3:DeleteObjectVersion",
        on: `${bucket}/log`,
      },
      {
        what: "the management account's role deletes a log",
        by: ACCESS_ROLE,
        action: "s3:DeleteObject",
        on: `${bucket}/log`,
      },
      { what: "an administrator opens the log bucket", action: "s3:PutBucketPolicy", on: bucket },
      {
        what: "an administrator lets logs expire",
        action: "s3:PutLifecycleConfiguration",
        on: bucket,
      },
      { what: "an administrator writes a log", action: "s3:PutObject", on: `${bucket}/log` },
      {
        what: "the root user deletes the bucket's policy",
        by: ROOT_USER,
        action: "s3:DeleteBucketPolicy",
        on: bucket,
      },
      {
        what: "an administrator schedules the key's end",
        action: "kms:ScheduleKeyDeletion",
        on: key,
        keys,
      },
      { what: "an administrator opens the key", action: "kms:PutKeyPolicy", on: key, keys },
    ];
  },
  allows: ({ organization }) => {
    const bucket = bucketOf(organization).replaceAll("?", "0");
    return [
      { what: "an auditor reads a log", action: "s3:GetObject", on: `${bucket}/log` },
      {
        what: "the landing zone changes the bucket's policy",
        by: ACCESS_ROLE,
        action: "s3:PutBucketPolicy",
        on: bucket,
      },
      {
        what: "an administrator deletes something else",
        action: "s3:DeleteObject",
        on: "arn:{{partition}}:s3:::other/log",
      },
      {
        what: "an administrator schedules the end of another key",
        action: "kms:ScheduleKeyDeletion",
        on: "arn:{{partition}}:kms:eu-west-1:{{account:self}}:key/4567",
        keys: { "kms:ResourceAliases": "alias/web" },
      },
    ];
  },
};
