import {
  bucketOf,
  forgets,
  logBucket,
  logKey,
  permissions,
  plus,
  plusActions,
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
      "known-principals":
        "statement TrailWrites: cloudtrail.amazonaws.com comes for an account outside the organization",
      "logs-are-safe":
        "cloudtrail.amazonaws.com for somebody else can s3:PutObject on the log bucket",
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
      "known-principals":
        "statement TrailWrites: cloudtrail.amazonaws.com comes for an account outside the organization",
      "logs-are-safe":
        "cloudtrail.amazonaws.com for somebody else can s3:PutObject on the log bucket",
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
        "the policy of the log bucket, statement Config: config.amazonaws.com comes for an account outside the organization",
      "logs-are-safe": "config.amazonaws.com for somebody else can s3:PutObject on the log bucket",
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
        "everything in audit can s3:AllowVendedLogDeliveryForResource on the log bucket without TLS",
    },
  },
  {
    name: "logs can be read without TLS alone",
    change: logBucket(withOperator("TlsOnly", "Bool", "aws:SecureTransport", "Bool", "true")),
    fails: {
      "logs-are-safe":
        "everything in audit can s3:AllowVendedLogDeliveryForResource on the log bucket without TLS",
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
        "cloudtrail.amazonaws.com for somebody else can s3:GetObject on the log bucket",
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
        "cloudtrail.amazonaws.com for somebody else can s3:GetObject on the log bucket",
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
      // The policy refuses it to all but the landing zone, whoever else it names.
    },
  },
  {
    name: "a role of another account reads the log bucket's policy",
    change: logBucket(
      plus({
        Sid: "Helper",
        Effect: "Allow",
        Principal: { AWS: "arn:{{partition}}:iam::{{account:network}}:role/helper" },
        Action: "s3:GetBucketPolicy",
        Resource: "arn:{{partition}}:s3:::acme-logs-{{account:audit}}",
      }),
    ),
    fails: {
      "known-principals":
        'the policy of the log bucket, statement Helper: its principal "arn:aws:iam::<network>:role/helper" is not of the audit account',
      "logs-are-safe":
        "everything in network, as arn:aws:iam::<network>:role/helper can s3:GetBucketPolicy on the log bucket",
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
      "known-principals":
        "statement TrailEncrypts: cloudtrail.amazonaws.com comes for an account outside the organization",
      "logs-are-safe":
        "cloudtrail.amazonaws.com for somebody else can kms:GenerateDataKey on the log key",
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
  {
    name: "administrators of the audit account shorten what is kept",
    change: logBucket(without("OnlyLandingZoneChanges")),
    fails: { "logs-are-safe": "on the log bucket" },
  },
  {
    name: "administrators of the audit account forge logs",
    change: logBucket(without("OnlyWritersWrite")),
    fails: { "logs-are-safe": "everything in audit can s3:PutObject on the log bucket" },
  },
  {
    name: "everybody's AWS Config writes into the config bucket",
    change: bucketOf("config", withoutKey("ConfigWrites", "StringEquals", "aws:SourceOrgID")),
    fails: {
      "known-principals":
        "the policy of the config bucket, statement ConfigWrites: config.amazonaws.com comes for an account outside the organization",
      "logs-are-safe":
        "config.amazonaws.com for somebody else can s3:PutObject on the config bucket",
    },
  },
  {
    name: "flow logs of every account are written",
    change: bucketOf("flow-log", set("DeliveryWrites", { Condition: undefined })),
    fails: {
      "known-principals":
        "the policy of the flow-log bucket, statement DeliveryWrites: delivery.logs.amazonaws.com comes for an account outside the organization",
      "logs-are-safe":
        "delivery.logs.amazonaws.com for somebody else can s3:PutObject on the flow-log bucket",
    },
  },
  {
    name: "all of the network account reads flow logs",
    change: bucketOf("flow-log", withoutKey("NetworkReads", "ArnEquals", "aws:PrincipalArn")),
    fails: { "logs-are-safe": "everything in network can s3:GetObject on the flow-log bucket" },
  },
  {
    name: "administrators of the audit account write answers to queries",
    change: bucketOf("query", without("OnlyWritersWrite")),
    fails: { "logs-are-safe": "everything in audit can s3:PutObject on the query bucket" },
  },
  {
    name: "who read the logs can be deleted",
    change: bucketOf("access-log", without("NobodyDeletes")),
    fails: {
      "logs-are-safe":
        "everything in audit can s3:BypassGovernanceRetention on the access-log bucket",
    },
  },
  {
    name: "all of the audit account decrypts records of AWS Config",
    change: logKey(withoutKey("OwnRecorderEncrypts", "ArnEquals", "aws:PrincipalArn")),
    fails: { "logs-are-safe": "everything in audit can kms:Decrypt on the log key" },
  },
  {
    name: "the auditor writes answers into any bucket",
    change: permissions("auditor", "audit", set("WriteAnswers", { Resource: "*" })),
    fails: {
      "auditor-only-reads": "auditor in audit can s3:PutObject",
      "levels-keep-their-word": "auditor in audit can s3:PutObject",
    },
  },
  {
    name: "the auditor asks in any workgroup",
    change: permissions("auditor", "audit", set("AskInWorkgroup", { Resource: "*" })),
    fails: {
      "auditor-only-reads": "auditor in audit can athena:StartQueryExecution",
      "levels-keep-their-word": "auditor in audit can athena:StartQueryExecution",
    },
  },
  {
    name: "the auditor makes tables over any bucket",
    change: permissions("auditor", "audit", plusActions("glue:CreateTable")),
    fails: {
      "auditor-only-reads": "auditor in audit can glue:CreateTable",
      "levels-keep-their-word": "auditor in audit can glue:CreateTable",
    },
  },
];
