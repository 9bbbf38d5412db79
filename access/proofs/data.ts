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

/** What hands out the contents of logs. */
export const LOG_CONTENTS = [
  "cloudtrail:GetQueryResults",
  "cloudtrail:LookupEvents",
  "cloudtrail:SearchSampleQueries",
  "cloudtrail:StartQuery",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogFields",
  "logs:GetLogObject",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "logs:Unmask",
];

/** What only reads, as AWS files it, and hands out credentials or secrets under a name like others. */
export const HANDS_SECRETS_OUT = [
  "codecommit:GetBlob",
  "codecommit:GetFile",
  "codecommit:GitPull",
  "ecr:BatchGetImage",
  "eks-auth:AssumeRoleForPodIdentity",
  "ssm:GetCommandInvocation",
  "storagegateway:DescribeChapCredentials",
];

/**
 * Words in the names of actions that only read, as AWS files them, and hand out credentials, or an
 * address that opens something by itself.
 */
export const HANDS_OUT =
  /:(?!List|Describe)\w*(AccessKeys$|AuthCode|BearerToken|Credential(?!Report)|Decrypt|DownloadUrl|EmbedUrl|OAuth|Password(?!Policy)|Presigned|Secret|SessionURL|(?<!Change)Token$)/i;
