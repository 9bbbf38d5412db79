import type { PlannedLogs } from "./plan";

/** How many resources of each type the log archive and its queries are. */
export function auditCounts({
  logs,
}: {
  readonly logs: PlannedLogs;
}): Readonly<Record<string, number>> {
  const buckets = 1 + logs.buckets.length;
  const watched = buckets - logs.buckets.filter(({ kind }) => kind === "access-log").length;
  const { queries } = logs;
  return {
    "aws:kms/key:Key": 1,
    "aws:kms/alias:Alias": 1,
    "aws:s3/bucket:Bucket": buckets,
    "aws:s3/bucketVersioning:BucketVersioning": buckets,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
      buckets,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": buckets,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": buckets,
    "aws:s3/bucketPolicy:BucketPolicy": buckets,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": buckets,
    "aws:s3/bucketLogging:BucketLogging": watched,
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": logs.objectLock ? 1 : 0,
    "aws:cloudtrail/trail:Trail": 1,
    "aws:athena/workgroup:Workgroup": queries ? 1 : 0,
    "aws:athena/namedQuery:NamedQuery": queries?.named.length ?? 0,
    "aws:glue/catalogDatabase:CatalogDatabase": queries ? 1 : 0,
    "aws:glue/catalogTable:CatalogTable": queries?.tables.length ?? 0,
  };
}
