/** Actions by what they do with data of customers, as patterns. Reads are the levels' own list. */

/** What changes data of customers in the stores that most have. */
export const CHANGES_DATA = [
  "dynamodb:*Item",
  "dynamodb:PartiQL*",
  "kinesis:PutRecord*",
  "s3:DeleteObject*",
  "s3:PutObject",
  "s3:RestoreObject",
  "secretsmanager:PutSecretValue",
  "sqs:PurgeQueue",
  "sqs:SendMessage*",
];

/** What lets others in by the policy of a bucket. */
export const BUCKET_POLICY = "s3:PutBucketPolicy";

/** What copies data to where others read it, or lets others in. */
export const HANDS_DATA_OUT = [
  "backup:PutBackupVaultAccessPolicy",
  "backup:StartCopyJob",
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:PutResourcePolicy",
  "ec2:CreateStoreImageTask",
  "ec2:ExportImage",
  "ec2:ModifyImageAttribute",
  "ec2:ModifySnapshotAttribute",
  "kinesis:PutResourcePolicy",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "lambda:AddLayerVersionPermission",
  "rds:ModifyDB*SnapshotAttribute",
  "rds:StartExportTask",
  "redshift:AuthorizeDataShare",
  "redshift:AuthorizeSnapshotAccess",
  "redshift:PutResourcePolicy",
  "s3:PutAccessPointPolicy",
  "s3:PutBucketAcl",
  BUCKET_POLICY,
  "s3:PutBucketPublicAccessBlock",
  "s3:PutObject*Acl",
  "s3:PutReplicationConfiguration",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
  "sqs:AddPermission",
  "sqs:SetQueueAttributes",
];
