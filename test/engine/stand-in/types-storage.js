"use strict";
// What a landing zone needs besides accounts and identities: buckets and keys for logs, the trail
// itself, sharing, and stack sets.

const { checkDocument, checkPrincipals, fail } = require("./aws");

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const TRAIL = "aws:cloudtrail/trail:Trail";
const STACK_SET = "aws-native:cloudformation:StackSet";

const BUCKET_POLICY_LIMIT = 20_480;
const KEY_POLICY_LIMIT = 32_768;

const TRAIL_SERVICE = "cloudtrail.amazonaws.com";
const STACK_SETS_SERVICE = "member.org.stacksets.cloudformation.amazonaws.com";

const regionOf = (resource, aws) => resource.inputs.region ?? resource.region ?? aws.region;

/** Settings of a bucket are resources of their own, with the bucket's name as their ID. */
const bucketSetting = (extra = {}) => ({
  id: ({ bucket }) => bucket,
  computed: (setting, aws) => ({ region: regionOf(setting, aws) }),
  filledIn: ["region"],
  replaces: ["bucket", "region"],
  put: true,
  ...extra,
  refuse: (inputs, aws, old) => {
    if (!aws.find(BUCKET, inputs.bucket)) {
      fail("NoSuchBucket", `The specified bucket does not exist: ${inputs.bucket}`);
    }
    extra.refuse?.(inputs, aws, old);
  },
});

const versioning = bucketSetting({ unreadable: ["mfa"] });
const encryption = bucketSetting({ sets: ["rules"] });
const lifecycle = bucketSetting({
  defaults: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
  unreadable: ["timeouts"],
});

/** The service must be allowed to write: in the bucket's policy and in the key's. */
function checkTrailAccess(inputs, aws) {
  const policy = aws.all(BUCKET_POLICY).find((p) => p.id === inputs.s3BucketName);
  if (!policy?.inputs.policy.includes(TRAIL_SERVICE)) {
    fail(
      "InsufficientS3BucketPolicyException",
      `Incorrect S3 bucket policy is detected for bucket: ${inputs.s3BucketName}`,
    );
  }
  if (inputs.kmsKeyId) {
    const key = aws.all(KEY).find((k) => k.outputs?.arn === inputs.kmsKeyId);
    if (!key) fail("KmsNotFoundException", `KMS key is not found: ${inputs.kmsKeyId}`);
    if (!key.inputs.policy?.includes(TRAIL_SERVICE)) {
      fail(
        "InsufficientEncryptionPolicyException",
        `Insufficient permissions to access KMS key ${inputs.kmsKeyId}`,
      );
    }
  }
  if (inputs.isOrganizationTrail && !aws.trusts(TRAIL_SERVICE)) {
    fail("CloudTrailAccessNotEnabledException", "CloudTrail is not trusted by the organization.");
  }
}

/** Stack sets for a whole organization need an activation that no resource can express. */
function checkStackSetsAccess(inputs, aws) {
  if (inputs.permissionModel !== "SERVICE_MANAGED") return;
  if (process.env.LZ_STAND_IN_REQUIRE_ACTIVATION !== "1") return;
  if (aws.cloud.flags.stackSetsAccess && aws.trusts(STACK_SETS_SERVICE)) return;
  fail(
    "InvalidRequest",
    "You must enable organizations access to operate a service managed stack set",
  );
}

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [BUCKET]: {
    id: ({ bucket }) => bucket,
    computed: (bucket, aws) => ({
      arn: `arn:${aws.partition}:s3:::${bucket.id}`,
      bucketDomainName: `${bucket.id}.s3.amazonaws.com`,
      bucketRegion: regionOf(bucket, aws),
      bucketRegionalDomainName: `${bucket.id}.s3.${regionOf(bucket, aws)}.amazonaws.com`,
      hostedZoneId: "Z3AQBSTGFYJSTF",
      region: regionOf(bucket, aws),
    }),
    autoname: "bucket",
    defaults: { forceDestroy: false },
    filledIn: ["region", "acl", "objectLockEnabled", "requestPayer", "bucketNamespace"],
    replaces: ["bucket", "bucketPrefix", "objectLockEnabled", "region"],
    unreadable: ["forceDestroy"],
    refuse: ({ bucket }, aws, old) => {
      // Names of buckets are unique in the whole of AWS.
      const twin = aws.all(BUCKET).find((b) => b.id === bucket);
      if (twin && twin !== old) {
        if (twin.account !== aws.account) fail("BucketAlreadyExists", bucket);
        fail("BucketAlreadyOwnedByYou", bucket);
      }
      if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) fail("InvalidBucketName", bucket);
    },
  },
  [BUCKET_POLICY]: bucketSetting({
    documents: ["policy"],
    refuse: ({ bucket, policy }, aws) => {
      checkDocument(policy, BUCKET_POLICY_LIMIT, `the policy of bucket ${bucket}`);
      checkPrincipals(policy, aws);
    },
  }),
  "aws:s3/bucketVersioning:BucketVersioning": versioning,
  "aws:s3/bucketVersioningV2:BucketVersioningV2": versioning,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    encryption,
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2":
    encryption,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": lifecycle,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting({
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
    unreadable: ["skipDestroy"],
  }),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting(),
  "aws:s3/bucketLogging:BucketLogging": bucketSetting(),
  [KEY]: {
    id: (_, aws) => `00000000-0000-4000-8000-${String(aws.next()).padStart(12, "0")}`,
    computed: (key, aws) => ({
      arn: aws.arn("kms", `key/${key.id}`, { region: regionOf(key, aws) }),
      keyId: key.id,
      region: regionOf(key, aws),
    }),
    defaults: {
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    filledIn: ["multiRegion", "policy", "region", "rotationPeriodInDays"],
    replaces: ["customerMasterKeySpec", "keyUsage", "multiRegion", "region"],
    documents: ["policy"],
    unreadable: ["bypassPolicyLockoutSafetyCheck", "deletionWindowInDays"],
    refuse: ({ policy }, aws) => {
      if (policy === undefined) return;
      checkDocument(policy, KEY_POLICY_LIMIT, "the key policy");
      checkPrincipals(policy, aws);
    },
  },
  [ALIAS]: {
    id: ({ name }) => name,
    computed: (alias, aws) => {
      const region = regionOf(alias, aws);
      const target = alias.inputs.targetKeyId.split("/").pop();
      return {
        arn: aws.arn("kms", alias.id, { region }),
        region,
        targetKeyArn: aws.arn("kms", `key/${target}`, { region }),
      };
    },
    filledIn: ["region"],
    replaces: ["name", "namePrefix", "region"],
    refuse: ({ name, targetKeyId }, aws) => {
      if (!name?.startsWith("alias/")) fail("ValidationException", `${name} is no alias`);
      if (!aws.find(KEY, targetKeyId.split("/").pop())) {
        fail("NotFoundException", `Key ${targetKeyId} does not exist`);
      }
    },
  },
  [TRAIL]: {
    id: (inputs, aws) =>
      aws.arn("cloudtrail", `trail/${inputs.name}`, { region: regionOf({ inputs }, aws) }),
    computed: (trail, aws) => ({
      arn: trail.id,
      homeRegion: regionOf(trail, aws),
      region: regionOf(trail, aws),
      snsTopicArn: "",
    }),
    autoname: "name",
    defaults: {
      enableLogFileValidation: false,
      enableLogging: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
    },
    filledIn: ["region"],
    replaces: ["name", "region"],
    sets: ["insightSelectors"],
    refuse: checkTrailAccess,
  },
  "aws:ram/sharingWithOrganization:SharingWithOrganization": {
    id: (_, aws) => aws.account,
    put: true,
  },
  [STACK_SET]: {
    id: ({ stackSetName }, aws) =>
      `${stackSetName}:00000000-0000-4000-9000-${String(aws.next()).padStart(12, "0")}`,
    computed: ({ id }) => ({ stackSetId: id }),
    autoname: "stackSetName",
    replaces: ["permissionModel", "stackSetName"],
    sets: ["capabilities", "stackInstancesGroup"],
    unreadable: ["callAs", "operationPreferences"],
    refuse: (inputs, aws, old) => {
      checkStackSetsAccess(inputs, aws);
      const twin = aws
        .all(STACK_SET, aws.account)
        .find((s) => s.inputs.stackSetName === inputs.stackSetName);
      if (twin && twin !== old) fail("AlreadyExists", inputs.stackSetName);
    },
  },
};

module.exports = { types };
