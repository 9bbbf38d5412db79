/** One AWS limit: the number that AWS enforces and the page that says so. */
export interface Limit {
  readonly value: number;
  readonly unit: "characters" | "bytes" | "items" | "hours";
  readonly source: string;
}

const ORGANIZATIONS =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";
const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const CLOUDFORMATION =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";
const IDENTITY_CENTER = "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html";
const SAML_PROVIDER =
  "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html";

const VPC = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

const limit = (value: number, unit: Limit["unit"], source: string): Limit => ({
  value,
  unit,
  source,
});

/** Every AWS limit that the program checks. Default quotas; IAM counts no whitespace in policies. */
export const LIMITS = {
  accountName: limit(50, "characters", ORGANIZATIONS),
  accountsByDefault: limit(10, "items", ORGANIZATIONS),
  emailMin: limit(6, "characters", ORGANIZATIONS),
  emailMax: limit(64, "characters", ORGANIZATIONS),
  units: limit(2000, "items", ORGANIZATIONS),
  unitDepth: limit(5, "items", ORGANIZATIONS),
  unitName: limit(128, "characters", ORGANIZATIONS),
  tags: limit(50, "items", ORGANIZATIONS),
  tagKey: limit(128, "characters", ORGANIZATIONS),
  tagValue: limit(256, "characters", ORGANIZATIONS),

  managedPolicy: limit(6144, "characters", IAM),
  userInlinePolicies: limit(2048, "characters", IAM),
  roleInlinePolicies: limit(10240, "characters", IAM),
  groupInlinePolicies: limit(5120, "characters", IAM),
  roleTrustPolicy: limit(2048, "characters", IAM),
  userName: limit(64, "characters", IAM),
  /** Role path and name together, so that the console can switch to the role. */
  rolePathAndName: limit(64, "characters", IAM),
  managedPoliciesPerRole: limit(10, "items", IAM),
  groupsPerUser: limit(10, "items", IAM),
  groups: limit(300, "items", IAM),
  users: limit(5000, "items", IAM),
  roles: limit(1000, "items", IAM),
  roleSessionMax: limit(12, "hours", IAM),
  /** Longest session of a role that is entered from a role's session. */
  chainedSession: limit(
    1,
    "hours",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining",
  ),
  externalId: limit(1224, "characters", IAM),
  permissionSetName: limit(
    32,
    "characters",
    "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html",
  ),
  permissionSetInline: limit(10240, "characters", IDENTITY_CENTER),
  permissionSets: limit(3500, "items", IDENTITY_CENTER),
  samlMetadataMin: limit(1000, "characters", SAML_PROVIDER),
  samlMetadataMax: limit(10_000_000, "characters", SAML_PROVIDER),

  bucketPolicy: limit(
    20480,
    "bytes",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html",
  ),
  keyPolicy: limit(
    32768,
    "bytes",
    "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
  ),
  templateInline: limit(51200, "bytes", CLOUDFORMATION),
  trailSelectorValues: limit(
    500,
    "items",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html",
  ),

  /** Quotas of networks by default; AWS raises them when it is asked. */
  vpcsPerRegion: limit(5, "items", VPC),
  elasticIpsPerRegion: limit(5, "items", VPC),
  endpointsPerVpc: limit(50, "items", VPC),

  /** Characters of one policy, and policies attached to one target; a stack may say other numbers. */
  scp: limit(10240, "characters", ORGANIZATIONS),
  scpsPerTarget: limit(10, "items", ORGANIZATIONS),
  rcp: limit(5120, "characters", ORGANIZATIONS),
  rcpsPerTarget: limit(5, "items", ORGANIZATIONS),
  tagPolicy: limit(10000, "characters", ORGANIZATIONS),
  backupPolicy: limit(10000, "characters", ORGANIZATIONS),
  aiOptOutPolicy: limit(2500, "characters", ORGANIZATIONS),
  declarativePolicy: limit(10000, "characters", ORGANIZATIONS),
  policyName: limit(128, "characters", ORGANIZATIONS),
  policyDescription: limit(512, "characters", ORGANIZATIONS),
} as const satisfies Record<string, Limit>;
