import {
  forgets,
  logBucket,
  logKey,
  plus,
  set,
  withOperator,
  without,
  withoutKey,
  type Mutation,
} from "./change";

/** The log bucket and its key. */
export const LOGS: readonly Mutation[] = [
  {
    name: "anybody's trail writes into the log bucket",
    change: logBucket(withoutKey("TrailWrites", "StringEquals", "aws:SourceArn")),
    fails: {
      "logs-are-safe":
        "cloudtrail.amazonaws.com for another trail can s3:PutObject on the log bucket",
    },
  },
  {
    name: "every trail of the organization's region writes into the log bucket",
    change: logBucket(
      withOperator(
        "TrailWrites",
        "StringEquals",
        "aws:SourceArn",
        "StringLike",
        "arn:{{partition}}:cloudtrail:*:*:trail/*",
      ),
    ),
    fails: {
      "logs-are-safe":
        "cloudtrail.amazonaws.com for another trail can s3:PutObject on the log bucket",
    },
  },
  {
    name: "another service writes into the log bucket",
    change: logBucket(
      plus({
        Sid: "Config",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}/*",
      }),
    ),
    fails: {
      "known-principals":
        'the policy of the log bucket, statement Config: its principal "config.amazonaws.com" (Service) has no business there',
      "logs-are-safe": "config.amazonaws.com for another trail can s3:PutObject on the log bucket",
    },
  },
  {
    name: "logs can be deleted",
    change: logBucket(without("NobodyDeletes")),
    fails: {
      "logs-are-safe": "everything in audit can s3:BypassGovernanceRetention on the log bucket",
    },
  },
  {
    name: "versions of logs can be deleted",
    change: logBucket(forgets("NobodyDeletes", "Action", "s3:DeleteObjectVersion")),
    fails: {
      "logs-are-safe": "everything in audit can s3:DeleteObjectVersion on the log bucket",
    },
  },
  {
    name: "logs can be deleted by all but one",
    change: logBucket(
      set("NobodyDeletes", {
        Principal: { AWS: "arn:{{partition}}:iam::{{account:audit}}:role/cleaner" },
      }),
    ),
    fails: {
      "logs-are-safe": "everything in audit can s3:BypassGovernanceRetention on the log bucket",
    },
  },
  {
    name: "logs can be read without TLS",
    change: logBucket(without("TlsOnly")),
    fails: {
      "logs-are-safe":
        "everything in audit can s3:AbortMultipartUpload on the log bucket without TLS",
    },
  },
  {
    name: "logs can be read without TLS alone",
    change: logBucket(withOperator("TlsOnly", "Bool", "aws:SecureTransport", "Bool", "true")),
    fails: {
      "logs-are-safe":
        "everything in audit can s3:AbortMultipartUpload on the log bucket without TLS",
    },
  },
  {
    name: "everybody reads the logs",
    change: logBucket(
      plus({
        Sid: "Open",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}/*",
      }),
    ),
    fails: {
      "known-principals": 'the policy of the log bucket, statement Open: its principal is "*"',
      "logs-are-safe":
        "cloudtrail.amazonaws.com for another trail can s3:GetObject on the log bucket",
    },
  },
  {
    name: "all but one read the logs",
    change: logBucket(
      plus({
        Sid: "Others",
        Effect: "Allow",
        // Its type knows no NotPrincipal, because no document of the landing zone has one.
        ...({ NotPrincipal: { AWS: "arn:{{partition}}:iam::{{account:network}}:root" } } as object),
        Action: "s3:GetObject",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}/*",
      }),
    ),
    fails: {
      "known-principals":
        "the policy of the log bucket, statement Others: allows all but those whom it names",
      "logs-are-safe":
        "cloudtrail.amazonaws.com for another trail can s3:GetObject on the log bucket",
    },
  },
  {
    name: "the organization reads the logs",
    change: logBucket(
      plus({
        Sid: "Inside",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:GetObject",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}/*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "{{organization:id}}" } },
      }),
    ),
    fails: {
      "known-principals": 'the policy of the log bucket, statement Inside: its principal is "*"',
      "logs-are-safe": "everything in management can s3:GetObject on the log bucket",
    },
  },
  {
    name: "a role of another account writes the log bucket's policy",
    change: logBucket(
      plus({
        Sid: "Helper",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:network}}:role/helper" },
        Action: "s3:PutBucketPolicy",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}",
      }),
    ),
    fails: {
      "known-principals":
        'the policy of the log bucket, statement Helper: its principal "arn:aws:iam::<network>:role/helper" is not of the audit account',
      "logs-are-safe":
        "everything in network, as arn:aws:iam::<network>:role/helper can s3:PutBucketPolicy on the log bucket",
    },
  },
  {
    name: "a session of another account's role reads the logs",
    change: logBucket(
      plus({
        Sid: "Session",
        Effect: "Allow",
        Principal: {
          AWS: "arn:{{partition}}:sts::{{account:network}}:assumed-role/helper/nightly",
        },
        Action: "s3:GetObject",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}/*",
      }),
    ),
    fails: {
      "known-principals": "statement Session: its principal",
      "logs-are-safe":
        "as arn:aws:sts::<network>:assumed-role/helper/nightly can s3:GetObject on the log bucket",
    },
  },
  {
    name: "everybody decrypts the logs",
    change: logKey(set("AuditorReads", { Principal: { AWS: "*" }, Condition: undefined })),
    fails: {
      "known-principals": 'the policy of the log key, statement AuditorReads: its principal is "*"',
      "logs-are-safe": "everything in audit can kms:Decrypt on the log key",
    },
  },
  {
    name: "the audit account does everything with the log key",
    change: logKey(set("AccountKeepsKey", { Action: "kms:*" })),
    fails: {
      "landing-zone-stays":
        "roles below /service/ in audit can kms:DeriveSharedSecret on the log key",
      "logs-are-safe": "everything in audit can kms:CreateGrant on the log key",
    },
  },
  {
    name: "all of the audit account decrypts the logs",
    change: logKey(withoutKey("AuditorReads", "ArnEquals", "aws:PrincipalArn")),
    fails: {
      "logs-are-safe": "everything in audit can kms:Decrypt on the log key",
    },
  },
  {
    name: "the auditor does everything with the log key",
    change: logKey(set("AuditorReads", { Action: "kms:*" })),
    fails: {
      "logs-are-safe": "everything in audit can kms:CreateGrant on the log key",
    },
  },
  {
    name: "anybody's trail uses the log key",
    change: logKey(withoutKey("TrailEncrypts", "StringEquals", "aws:SourceArn")),
    fails: {
      "logs-are-safe":
        "cloudtrail.amazonaws.com for another trail can kms:GenerateDataKey on the log key",
    },
  },
  {
    name: "the management account decrypts the logs",
    change: logKey(
      plus({
        Sid: "Management",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:management}}:root" },
        Action: "kms:Decrypt",
        Resource: "*",
      }),
    ),
    fails: {
      "known-principals":
        'the policy of the log key, statement Management: its principal "arn:aws:iam::111111111111:root" is not of the audit account',
      "logs-are-safe": "everything in management can kms:Decrypt on the log key",
    },
  },
];
