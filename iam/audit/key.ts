import { document, type Conditions, type PolicyDocument, type Statement } from "../document";
import {
  bucketArn,
  configBucketName,
  flowLogBucketName,
  functionRoleArn,
  iamArn,
  LOG_KEY_ALIAS,
  queryBucketName,
  RECORDER_NAME,
} from "../names";
import type { BucketContext } from "./bucket";
import { FLOW_LOG_READER } from "./flow-logs";
import { OF_NETWORK, OF_RECORDERS, ofTrail, type Source } from "./sources";

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

/** S3 asks the key on somebody's behalf. */
const BY_S3: Conditions[string] = { "kms:ViaService": "s3.*" };

/**
 * Objects of one bucket, as S3 tells the key. With a bucket key it says the bucket alone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
function inBucket(name: string): Conditions[string] {
  const bucket = bucketArn(name);
  return { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] };
}

/** A service writes into one bucket. S3 decrypts a data key to put a large object's parts together. */
function writesInto(Sid: string, name: string, { service, condition }: Source): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: { ...condition, StringLike: inBucket(name) },
  };
}

/** A role of the audit account uses the key by way of S3. */
function byRole(
  Sid: string,
  Action: readonly string[],
  role: string,
  like: Conditions[string],
): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { AWS: iamArn("audit", "root") },
    Action,
    Resource: "*",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": functionRoleArn("audit", role) },
      StringLike: { ...BY_S3, ...like },
    },
  };
}

/**
 * Key policy of the logs: the services that write logs encrypt, each for its own sources and bucket;
 * the auditor of the audit account decrypts by way of S3, and encrypts answers; the account's
 * administrators keep the key without being able to use it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html
 */
export function logKeyPolicy(context: BucketContext): PolicyDocument {
  const { organization, reader } = context;
  const trail = ofTrail(context);
  const Principal = { Service: trail.service };
  const config = configBucketName(organization);
  return document(
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
      Principal,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        ...trail.condition,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn":
            "arn:{{partition}}:cloudtrail:*:{{account:management}}:trail/*",
        },
      },
    },
    {
      Sid: "TrailLooks",
      Effect: "Allow",
      Principal,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: trail.condition,
    },
    writesInto("ConfigEncrypts", config, OF_RECORDERS),
    writesInto("DeliveryEncrypts", flowLogBucketName(organization), OF_NETWORK),
    byRole(
      "OwnRecorderEncrypts",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      RECORDER_NAME,
      inBucket(config),
    ),
    byRole("AuditorReads", ["kms:Decrypt"], reader, {}),
    {
      Sid: "NetworkReadsFlowLogs",
      Effect: "Allow",
      Principal: { AWS: iamArn("network", "root") },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": functionRoleArn("network", FLOW_LOG_READER) },
        StringLike: { ...BY_S3, ...inBucket(flowLogBucketName(organization)) },
      },
    },
    byRole(
      "AuditorWritesAnswers",
      ["kms:GenerateDataKey"],
      reader,
      inBucket(queryBucketName(organization)),
    ),
  );
}
