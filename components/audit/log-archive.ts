import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogKind, PlannedLogs } from "../../model/audit/plan";
import { boundDocument, type Bindings } from "../bindings";
import { logBucket, type LogBucket, type LogBucketArgs } from "./log-bucket";

export interface LogArchiveArgs {
  readonly logs: PlannedLogs;
  /** Placeholders of the audit account. */
  readonly bindings: Bindings;
}

/** Folder of the trail's bucket among S3's access logs; of the others, it is their kind. */
const TRAIL_FOLDER = "trail";

/** The audit account's log buckets and their key. They outlive whatever a run does. */
export class LogArchive extends pulumi.ComponentResource {
  /** Name of the trail's bucket, known once it may be written. */
  public readonly bucketName: pulumi.Output<string>;
  /** Names of the other log buckets, each known once it may be written. */
  public readonly buckets: Readonly<Record<LogKind, pulumi.Output<string>>>;
  public readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:audit:LogArchive", name, {}, opts);
    const { logs, bindings } = args;
    const firm = { parent: this, protect: true };
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: "Logs of the organization",
        deletionWindowInDays: 30,
        enableKeyRotation: true,
        policy: boundDocument(logs.keyPolicy, bindings),
      },
      { ...firm, retainOnDelete: true },
    );
    new aws.kms.Alias(`${name}-alias`, { name: logs.keyAlias, targetKeyId: key.keyId }, firm);

    const made = new Map<LogKind, LogBucket>();
    const watchedIn = (folder: string): LogBucketArgs["watchedIn"] => {
      const bucket = made.get("access-log");
      return bucket ? { bucket, folder } : null;
    };
    // First the bucket into which S3 writes of all others.
    for (const { kind, bucketName, policy, encryption, lifecycle } of accessLogsFirst(logs)) {
      const keyArn = encryption === "log key" ? key.arn : null;
      const bucket = {
        bucketName,
        policy,
        lifecycle,
        keyArn,
        watchedIn: watchedIn(kind),
        bindings,
      };
      made.set(kind, logBucket(`${name}-${kind}`, bucket, this));
    }
    const trail = logBucket(
      name,
      {
        bucketName: logs.bucketName,
        policy: logs.bucketPolicy,
        lifecycle: logs.lifecycle,
        keyArn: key.arn,
        watchedIn: watchedIn(TRAIL_FOLDER),
        bindings,
      },
      this,
    );
    if (logs.objectLock) {
      const { mode, days } = logs.objectLock;
      // The bucket itself says nothing of a lock: a bucket that is there already would be replaced.
      // S3 takes this for any bucket that is versioned.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
      new aws.s3.BucketObjectLockConfiguration(
        `${name}-object-lock`,
        {
          bucket: trail.bucket.id,
          rule: { defaultRetention: { mode: mode.toUpperCase(), days } },
        },
        { ...firm, dependsOn: trail.versioning },
      );
    }
    this.bucketName = trail.name;
    this.buckets = Object.fromEntries(
      [...made].map(([kind, bucket]) => [kind, bucket.name]),
    ) as Record<LogKind, pulumi.Output<string>>;
    this.keyArn = key.arn;
    this.registerOutputs({ bucketName: this.bucketName, keyArn: this.keyArn });
  }
}

function accessLogsFirst({ buckets }: PlannedLogs): PlannedLogs["buckets"] {
  const rank = (kind: LogKind): number => (kind === "access-log" ? 0 : 1);
  return [...buckets].sort((a, b) => rank(a.kind) - rank(b.kind));
}
