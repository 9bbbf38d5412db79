import type { NeedsByAccount } from "./needs";

/** The log archive, and what the auditor asks it with. */
export const AUDIT: NeedsByAccount = {
  audit: {
    "aws:athena/namedQuery:NamedQuery": { reads: ["athena:GetNamedQuery"] },
    "aws:athena/workgroup:Workgroup": {
      reads: ["athena:GetWorkGroup", "athena:ListTagsForResource"],
    },
    "aws:glue/catalogDatabase:CatalogDatabase": { reads: ["glue:GetDatabase", "glue:GetTags"] },
    "aws:glue/catalogTable:CatalogTable": {
      reads: ["glue:GetPartitionIndexes", "glue:GetTable"],
    },
    "aws:kms/alias:Alias": { reads: ["kms:ListAliases"] },
    "aws:kms/key:Key": {
      reads: [
        "kms:DescribeKey",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListResourceTags",
      ],
    },
    "aws:s3/bucket:Bucket": {
      reads: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucketAcl",
        "s3:GetBucketCORS",
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketRequestPayment",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetBucketWebsite",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
    },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
      reads: ["s3:GetLifecycleConfiguration"],
    },
    "aws:s3/bucketLogging:BucketLogging": { reads: ["s3:GetBucketLogging"] },
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
      reads: ["s3:GetBucketObjectLockConfiguration"],
    },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
      reads: ["s3:GetBucketOwnershipControls"],
    },
    "aws:s3/bucketPolicy:BucketPolicy": { reads: ["s3:GetBucketPolicy"] },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
      reads: ["s3:GetBucketPublicAccessBlock"],
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
      reads: ["s3:GetEncryptionConfiguration"],
    },
    "aws:s3/bucketVersioning:BucketVersioning": { reads: ["s3:GetBucketVersioning"] },
  },
};
