import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedLogs } from "../../model/plan";
import { bound, boundDocument, type Bindings } from "../bindings";

export interface LogArchiveArgs {
  readonly logs: PlannedLogs;
  /** Placeholders of the audit account. */
  readonly bindings: Bindings;
}

/** The audit account's log bucket and its key. Both outlive whatever a run does. */
export class LogArchive extends pulumi.ComponentResource {
  /** Name of the bucket, known once it may be written. */
  public readonly bucketName: pulumi.Output<string>;
  public readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:audit:LogArchive", name, {}, opts);
    const { logs, bindings } = args;
    const kept = { parent: this, protect: true, retainOnDelete: true };
    // What keeps the logs whole stands as firmly as the bucket itself.
    const firm = { parent: this, protect: true };
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: "Logs of the organization",
        deletionWindowInDays: 30,
        enableKeyRotation: true,
        policy: boundDocument(logs.keyPolicy, bindings),
      },
      kept,
    );
    new aws.kms.Alias(`${name}-alias`, { name: logs.keyAlias, targetKeyId: key.keyId }, firm);
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { bucket: bound(logs.bucketName, bindings), forceDestroy: false },
      kept,
    );
    new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      firm,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.id,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: key.arn,
            },
            bucketKeyEnabled: true,
          },
        ],
      },
      firm,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      firm,
    );
    const closed = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      firm,
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket: bucket.id, policy: boundDocument(logs.bucketPolicy, bindings) },
      { ...firm, dependsOn: closed },
    );
    this.bucketName = policy.bucket;
    this.keyArn = key.arn;
    this.registerOutputs({ bucketName: this.bucketName, keyArn: this.keyArn });
  }
}
