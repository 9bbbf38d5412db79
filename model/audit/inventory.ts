import type { InventoryRow } from "../inventory/row";

const S3_PRICE =
  "0.023 USD a GB and month, less after storageClasses, https://aws.amazon.com/s3/pricing/";

const SETTING = {
  account: "audit",
  cost: "free",
  serves: ["B1"],
} as const satisfies Partial<InventoryRow>;

const ARCHIVE: readonly InventoryRow[] = [
  {
    account: "management",
    type: "aws:cloudtrail/trail:Trail",
    what: "Trail of the organization",
    reason: "What is done in any account and region is written down where it cannot be touched",
    cost: "by use",
    price:
      "the first copy of management events is free; data events and Insights are charged by event, https://aws.amazon.com/cloudtrail/pricing/",
    serves: ["B1"],
  },
  {
    account: "audit",
    type: "aws:kms/key:Key",
    what: "Key of the logs",
    reason: "Who reads the logs is up to one key policy, also where a bucket's was changed",
    cost: "dollars",
    price: "1 USD a month, and calls, https://aws.amazon.com/kms/pricing/",
    serves: ["B1"],
  },
  {
    ...SETTING,
    type: "aws:kms/alias:Alias",
    what: "Name of the key of the logs",
    reason: "Boundary and guardrails know the key by it before it is made",
  },
  {
    account: "audit",
    type: "aws:s3/bucket:Bucket",
    what: "Buckets of the trail, of AWS Config, of flow logs, of who read them, of answers to queries",
    reason: "Each kind of log has its own writers, its own lock and its own time",
    cost: "by use",
    price: S3_PRICE,
    serves: ["A5", "B1", "B5"],
  },
  {
    ...SETTING,
    type: "aws:s3/bucketVersioning:BucketVersioning",
    what: "Versions of logs",
    reason: "What is written over or deleted is still there",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    what: "Object Lock of the trail's bucket",
    reason: "Nobody deletes a log before its time, whatever becomes of policies",
    off: "audit.objectLock",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    what: "When logs move to cheaper storage, and when they expire",
    reason: "Logs are kept as long as they have to be, and no longer",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketLogging:BucketLogging",
    what: "Access logs of the log buckets",
    reason: "Who read the logs is written down too",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    what: "Encryption of the log buckets",
    reason: "By the key of the logs; access logs by S3's own, which is all that S3 delivers to",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    what: "Owner of the logs",
    reason: "The audit account owns what others' services write, and ACLs are off",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    what: "Walls against the public",
    reason: "No policy and no ACL opens a log bucket by mistake",
  },
  {
    ...SETTING,
    type: "aws:s3/bucketPolicy:BucketPolicy",
    what: "Policies of the log buckets",
    reason: "Services write for this organization alone; nobody deletes; nobody else changes",
    serves: ["B1", "B5"],
  },
];

const QUERIES = {
  account: "audit",
  serves: ["A5", "B1"],
  off: "audit.queries",
} as const satisfies Partial<InventoryRow>;

/** What the log archive has, and what the auditor asks it with. */
export const AUDIT_INVENTORY: readonly InventoryRow[] = [
  ...ARCHIVE,
  {
    ...QUERIES,
    type: "aws:athena/workgroup:Workgroup",
    what: "Workgroup of the auditor",
    reason: "Questions are asked in one place, which says where answers go and how much is read",
    cost: "by use",
    price: "5 USD for each TB that queries read, https://aws.amazon.com/athena/pricing/",
  },
  {
    ...QUERIES,
    type: "aws:athena/namedQuery:NamedQuery",
    what: "Ready queries",
    reason: "What an auditor asks first is there to run",
    cost: "free",
  },
  {
    ...QUERIES,
    type: "aws:glue/catalogDatabase:CatalogDatabase",
    what: "Database of the logs",
    reason: "The tables have a place, which the auditor reads and nobody writes",
    cost: "free",
  },
  {
    ...QUERIES,
    type: "aws:glue/catalogTable:CatalogTable",
    what: "Tables of the trail, of flow logs and of what resolvers were asked",
    reason: "Files are asked as they lie; new days and accounts are found without a crawler",
    cost: "free",
  },
];
