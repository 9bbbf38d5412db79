import { noCustomerData } from "./customer-data";
import type { Level } from "./level";
import { readLogsAndMetrics } from "./logs-and-metrics";

/**
 * Keeps buckets in order without reading objects: the Deny holds even when a bucket policy, which
 * this level may write, lets the role in. Public access blocks and access control lists stay as S3
 * makes them: closed.
 */
export const store: Level = {
  managed: ["job-function/ViewOnlyAccess"],
  statements: [
    readLogsAndMetrics,
    {
      Sid: "Buckets",
      Effect: "Allow",
      Action: [
        "s3:CreateBucket",
        "s3:DeleteBucketPolicy",
        "s3:GetAccelerateConfiguration",
        "s3:GetAnalyticsConfiguration",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetInventoryConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetMetricsConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:PutBucketCORS",
        "s3:PutBucketLogging",
        "s3:PutBucketNotification",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPolicy",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutIntelligentTieringConfiguration",
        "s3:PutInventoryConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutMetricsConfiguration",
      ],
      Resource: "*",
    },
    noCustomerData,
  ],
};
