"use strict";
// What a landing zone needs besides accounts and identities: buckets and keys for logs, the trail
// itself, sharing, and stack sets.

const { checkDocument, checkPrincipals, fail } = require("./aws");

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
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
  refuse: ({ bucket, rules }, aws) => {
    for (const rule of rules) checkLifecycle(rule, isVersioned(bucket, aws));
    const ids = rules.map(({ id }) => id);
    if (new Set(ids).size < ids.length) fail("InvalidArgument", "Rule ID must be unique.");
  },
});

const isVersioned = (bucket, aws) =>
  aws
    .all("aws:s3/bucketVersioning:BucketVersioning")
    .some((v) => v.id === bucket && v.inputs.versioningConfiguration?.status === "Enabled");

/** Down this list objects move, never up. */
const WATERFALL = [
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];
const FROM_30_DAYS = ["STANDARD_IA", "ONEZONE_IA"];

/** What S3 refuses of a lifecycle rule. */
function checkLifecycle(rule, versioned) {
  const { expiration = {}, transitions = [], noncurrentVersionExpiration: old } = rule;
  const bad = (why) => fail("InvalidArgument", `rule ${rule.id}: ${why}`);
  const actions = [
    ...[rule.expiration, old, rule.abortIncompleteMultipartUpload].filter(Boolean),
    ...transitions,
  ];
  if (actions.length === 0) bad("At least one action needs to be specified in a rule");
  if (expiration.days !== undefined && expiration.expiredObjectDeleteMarker) {
    bad("ExpiredObjectDeleteMarker cannot be specified with Days in a Lifecycle Expiration Policy");
  }
  if (expiration.days !== undefined && !(expiration.days > 0)) bad("Days must be positive");
  if (old && !versioned) bad("the bucket is not versioned");
  let before = { rank: -1, days: -1, storageClass: "" };
  for (const { days, storageClass } of transitions) {
    const rank = WATERFALL.indexOf(storageClass);
    if (rank < 0) bad(`there is no class ${storageClass}`);
    if (rank <= before.rank || days <= before.days) bad(`${storageClass} is out of order`);
    if (FROM_30_DAYS.includes(storageClass) && days < 30) {
      bad(`'Days' in Transition action must be greater than or equal to 30 for ${storageClass}`);
    }
    if (FROM_30_DAYS.includes(before.storageClass) && days < before.days + 30) {
      bad(`'Days' of ${storageClass} must be 30 days more than of ${before.storageClass}`);
    }
    if (expiration.days !== undefined && expiration.days <= days) {
      bad("'Days' in the Expiration action must be greater than 'Days' in the Transition action");
    }
    before = { rank, days, storageClass };
  }
}

/**
 * Object Lock is for versioned buckets, and once on it stays. A bucket with a default retention takes
 * no access logs.
 */
const objectLock = bucketSetting({
  defaults: { objectLockEnabled: "Enabled" },
  replaces: ["bucket", "objectLockEnabled", "region"],
  refuse: ({ bucket, rule }, aws) => {
    if (!isVersioned(bucket, aws)) {
      fail("InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply Object Lock");
    }
    const { days, mode, years } = rule?.defaultRetention ?? {};
    if (!["GOVERNANCE", "COMPLIANCE"].includes(mode)) fail("MalformedXML", `no mode ${mode}`);
    if ((days === undefined) === (years === undefined)) fail("MalformedXML", "days or years");
    if (days !== undefined && !(days >= 1 && days <= 36_500)) {
      fail("InvalidArgument", `Default retention period of ${days} days`);
    }
  },
});

/** S3 writes access logs where its service may, and encrypts them with its own keys alone. */
const logging = bucketSetting({
  refuse: ({ bucket, targetBucket }, aws) => {
    const target = aws.find(BUCKET, targetBucket);
    if (!target || target.account !== aws.account) {
      fail("InvalidTargetBucketForLogging", `${targetBucket} does not exist or is somebody else's`);
    }
    if (targetBucket === bucket)
      fail("InvalidRequest", "a bucket that logs itself logs without end");
    const policy = aws.all(BUCKET_POLICY).find((p) => p.id === targetBucket);
    if (!policy?.inputs.policy.includes("logging.s3.amazonaws.com")) {
      fail("InvalidTargetBucketForLogging", `log delivery may not write into ${targetBucket}`);
    }
    const [rule] =
      aws
        .all(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        )
        .find((one) => one.id === targetBucket)?.inputs.rules ?? [];
    if (rule && rule.applyServerSideEncryptionByDefault?.sseAlgorithm !== "AES256") {
      fail("InvalidTargetBucketForLogging", `${targetBucket} is not encrypted by SSE-S3`);
    }
    if (aws.find(OBJECT_LOCK, targetBucket)) {
      fail("InvalidTargetBucketForLogging", `${targetBucket} has a default retention`);
    }
  },
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

/** Fields of events, and what else a selector of each category may ask for. */
const SELECTED = {
  Management: ["eventSource", "readOnly"],
  Data: ["resources.type", "resources.ARN", "readOnly", "eventName"],
};

/**
 * What CloudTrail refuses of advanced event selectors.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
function checkSelectors({ advancedEventSelectors = [], insightSelectors = [] }) {
  const bad = (why) => fail("InvalidEventSelectorsException", why);
  const values = advancedEventSelectors.flatMap(({ fieldSelectors }) =>
    fieldSelectors.flatMap(
      ({ equals = [], notEquals = [], startsWith = [], notStartsWith = [] }) => [
        ...[...equals, ...notEquals, ...startsWith, ...notStartsWith],
      ],
    ),
  );
  if (values.length > 500) bad(`${values.length} values, and 500 are allowed`);
  for (const { name, fieldSelectors } of advancedEventSelectors) {
    const fields = fieldSelectors.map(({ field }) => field);
    if (new Set(fields).size < fields.length) bad(`${name}: a field twice`);
    const of = (field) => fieldSelectors.find((one) => one.field === field);
    const [category] = of("eventCategory")?.equals ?? [];
    if (!SELECTED[category]) bad(`${name}: no category ${category}`);
    for (const { field, ...operators } of fieldSelectors) {
      if (field !== "eventCategory" && !SELECTED[category].includes(field)) {
        bad(`${name}: ${field} is no field of ${category} events`);
      }
      if (Object.values(operators).flat().length === 0) bad(`${name}: ${field} without a value`);
    }
    if (category === "Data" && of("resources.type")?.equals?.length !== 1) {
      bad(`${name}: data events are of one type`);
    }
  }
  const management = advancedEventSelectors.some(({ fieldSelectors }) =>
    fieldSelectors.some(
      ({ field, equals }) => field === "eventCategory" && equals?.[0] === "Management",
    ),
  );
  if (insightSelectors.length > 0 && !management) {
    fail("InvalidInsightSelectorsException", "Insights need management events");
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
  "aws:s3/bucketLogging:BucketLogging": logging,
  [OBJECT_LOCK]: objectLock,
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
    refuse: (inputs, aws) => {
      checkTrailAccess(inputs, aws);
      checkSelectors(inputs);
    },
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
      for (const arn of inputs.autoDeployment?.dependsOn ?? []) {
        const known = aws
          .all(STACK_SET, aws.account)
          .some((s) => arn.endsWith(`:stackset/${s.id}`));
        if (!known) fail("ValidationException", `StackSet ${arn} not found`);
      }
    },
  },
};

module.exports = { types };
