import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../../iam/document";
import type { Lifecycle } from "../../model/audit/lifecycle";
import { bound, boundDocument, type Bindings } from "../bindings";
import { rulesOf } from "./lifecycle-rules";

export interface LogBucketArgs {
  /** Name with placeholders. */
  readonly bucketName: string;
  readonly policy: PolicyDocument;
  readonly lifecycle: Lifecycle;
  /** ARN of the key that encrypts what comes; null: S3's own does. */
  readonly keyArn: pulumi.Input<string> | null;
  /** Where S3 writes down who reads this one, and the folder there; null: it does not. */
  readonly watchedIn: { readonly bucket: LogBucket; readonly folder: string } | null;
  /** Placeholders of the audit account. */
  readonly bindings: Bindings;
}

export interface LogBucket {
  readonly bucket: aws.s3.Bucket;
  readonly versioning: aws.s3.BucketVersioning;
  readonly policy: aws.s3.BucketPolicy;
  /** Name of the bucket, known once it may be written. */
  readonly name: pulumi.Output<string>;
}

/**
 * A bucket of logs with all its settings, as children of a component. None of them is deleted by a
 * change of configuration. Buckets are versioned, so nothing is written over.
 * @param name What the names of its resources begin with; they are their identity.
 */
export function logBucket(
  name: string,
  args: LogBucketArgs,
  parent: pulumi.ComponentResource,
): LogBucket {
  const { bindings, keyArn, watchedIn } = args;
  const kept = { parent, protect: true, retainOnDelete: true };
  // What keeps the logs whole stands as firmly as the bucket itself.
  const firm = { parent, protect: true };
  const bucket = new aws.s3.Bucket(
    `${name}-bucket`,
    { bucket: bound(args.bucketName, bindings), forceDestroy: false },
    kept,
  );
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    firm,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket: bucket.id, rules: [encryption(keyArn)] },
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
    { bucket: bucket.id, policy: boundDocument(args.policy, bindings) },
    { ...firm, dependsOn: closed },
  );
  // S3 takes rules about old versions of versioned buckets alone.
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { bucket: bucket.id, rules: rulesOf(args.lifecycle) },
    { ...firm, dependsOn: versioning },
  );
  if (watchedIn) {
    const { bucket: target, folder } = watchedIn;
    new aws.s3.BucketLogging(
      `${name}-logging`,
      { bucket: bucket.id, targetBucket: target.bucket.id, targetPrefix: `${folder}/` },
      // S3 asks whether it may write there.
      { ...firm, dependsOn: target.policy },
    );
  }
  return { bucket, versioning, policy, name: policy.bucket };
}

function encryption(
  keyArn: pulumi.Input<string> | null,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule {
  if (keyArn === null) return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
    // One call to the key for many objects.
    bucketKeyEnabled: true,
  };
}
