import { document, type PolicyDocument, type Statement } from "../document";
import {
  bucketArn,
  functionRoleArn,
  iamArn,
  LOG_KEY_ALIAS,
  logBucketName,
  TRAIL_NAME,
} from "../names";

export interface LogsContext {
  /** Short name of the organization. */
  readonly organization: string;
  /** Region of the trail. */
  readonly homeRegion: string;
  /** Function that reads the logs. */
  readonly reader: string;
}

/** Changes of a key, as boundary and guardrails refuse them for the key of the logs. */
export const KEY_CHANGES = [
  "kms:CancelKeyDeletion",
  "kms:Create*",
  "kms:Delete*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Put*",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
];
/** Holds for the key of the logs, whose id is unknown before it is made. */
export const OF_LOG_KEY = {
  "ForAnyValue:StringEquals": { "kms:ResourceAliases": LOG_KEY_ALIAS },
};

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };

/**
 * The one trail that may write. Without `aws:SourceArn`, anybody's trail could be pointed at the
 * bucket (the confused deputy).
 */
function trailArn(homeRegion: string): string {
  return `arn:{{partition}}:cloudtrail:${homeRegion}:{{account:management}}:trail/${TRAIL_NAME}`;
}

/**
 * Bucket policy for the organization trail: written by that trail alone, over TLS alone, deleted by
 * nobody.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy
 */
export function logBucketPolicy({ organization, homeRegion }: LogsContext): PolicyDocument {
  const bucket = bucketArn(logBucketName(organization));
  const source = { "aws:SourceArn": trailArn(homeRegion) };
  return document(
    {
      Sid: "TrailLooks",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:GetBucketAcl",
      Resource: bucket,
      Condition: { StringEquals: source },
    },
    {
      Sid: "TrailWrites",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:PutObject",
      Resource: [
        `${bucket}/AWSLogs/{{account:management}}/*`,
        `${bucket}/AWSLogs/{{organization:id}}/*`,
      ],
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...source },
      },
    },
    {
      Sid: "NobodyDeletes",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteBucket",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
      ],
      Resource: [bucket, `${bucket}/*`],
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucket, `${bucket}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}

/**
 * Key policy of the logs: the trail encrypts, the auditor of the audit account decrypts by way of
 * S3, and the account's administrators keep the key without being able to use it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function logKeyPolicy({ homeRegion, reader }: LogsContext): PolicyDocument {
  const source = { "aws:SourceArn": trailArn(homeRegion) };
  const statements: readonly Statement[] = [
    {
      Sid: "AccountKeepsKey",
      Effect: "Allow",
      Principal: { AWS: iamArn("audit", "root") },
      Action: [
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:Describe*",
        "kms:DisableKey",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:Get*",
        "kms:List*",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ],
      Resource: "*",
    },
    {
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: source,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn":
            "arn:{{partition}}:cloudtrail:*:{{account:management}}:trail/*",
        },
      },
    },
    {
      Sid: "TrailLooks",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: source },
    },
    {
      Sid: "AuditorReads",
      Effect: "Allow",
      Principal: { AWS: iamArn("audit", "root") },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": functionRoleArn("audit", reader) },
        StringLike: { "kms:ViaService": "s3.*" },
      },
    },
  ];
  return document(...statements);
}
