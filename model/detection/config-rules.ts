/** A managed rule of AWS Config, as this project knows it. */
export interface KnownRule {
  /** AWS's identifier. */
  readonly identifier: string;
  /** What it looks for. */
  readonly finds: string;
  /**
   * `home`: it is about the whole account or about what is global, which the home region alone
   * records; `region`: about what is in the region.
   */
  readonly where: "home" | "region";
  readonly parameters?: readonly string[];
  /** Parameters without which AWS takes no such rule. */
  readonly required?: readonly string[];
}

const REQUIRED_TAGS = [1, 2, 3, 4, 5, 6].flatMap((n) => [`tag${n}Key`, `tag${n}Value`]);

const rule = (
  identifier: string,
  where: KnownRule["where"],
  finds: string,
  parameters: readonly string[] = [],
  required: readonly string[] = [],
): KnownRule => ({ identifier, finds, where, parameters, required });

/**
 * Managed rules by AWS's names. AWS has some hundreds more: a stack has them by their identifier.
 * https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const KNOWN_RULES: Readonly<Record<string, KnownRule>> = {
  "access-keys-rotated": rule(
    "ACCESS_KEYS_ROTATED",
    "home",
    "access keys older than maxAccessKeyAge days",
    ["maxAccessKeyAge"],
    ["maxAccessKeyAge"],
  ),
  "acm-certificate-expiration-check": rule(
    "ACM_CERTIFICATE_EXPIRATION_CHECK",
    "region",
    "certificates that end soon",
    ["daysToExpiration"],
  ),
  "cloudtrail-enabled": rule("CLOUD_TRAIL_ENABLED", "region", "accounts without a trail", [
    "s3BucketName",
    "snsTopicArn",
    "cloudWatchLogsLogGroupArn",
  ]),
  "dynamodb-pitr-enabled": rule(
    "DYNAMODB_PITR_ENABLED",
    "region",
    "tables that cannot be restored to a moment",
  ),
  "ebs-snapshot-public-restorable-check": rule(
    "EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK",
    "region",
    "snapshots that everybody may restore",
  ),
  "ec2-ebs-encryption-by-default": rule(
    "EC2_EBS_ENCRYPTION_BY_DEFAULT",
    "region",
    "regions in which new volumes are in the clear",
  ),
  "ec2-imdsv2-check": rule(
    "EC2_IMDSV2_CHECK",
    "region",
    "instances with version 1 of the metadata service",
  ),
  "ec2-instance-no-public-ip": rule(
    "EC2_INSTANCE_NO_PUBLIC_IP",
    "region",
    "instances with a public address",
  ),
  "efs-encrypted-check": rule("EFS_ENCRYPTED_CHECK", "region", "file systems in the clear", [
    "KmsKeyId",
  ]),
  "eks-endpoint-no-public-access": rule(
    "EKS_ENDPOINT_NO_PUBLIC_ACCESS",
    "region",
    "clusters that the internet reaches",
  ),
  "encrypted-volumes": rule("ENCRYPTED_VOLUMES", "region", "volumes in the clear", ["kmsId"]),
  "guardduty-enabled-centralized": rule(
    "GUARDDUTY_ENABLED_CENTRALIZED",
    "region",
    "accounts without GuardDuty",
    ["CentralMonitoringAccount"],
  ),
  "iam-password-policy": rule("IAM_PASSWORD_POLICY", "home", "a password policy that is weak", [
    "RequireUppercaseCharacters",
    "RequireLowercaseCharacters",
    "RequireSymbols",
    "RequireNumbers",
    "MinimumPasswordLength",
    "PasswordReusePrevention",
    "MaxPasswordAge",
  ]),
  "iam-policy-no-statements-with-admin-access": rule(
    "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
    "home",
    "policies of the account's own that permit everything",
    ["excludePermissionBoundaryPolicy"],
  ),
  "iam-root-access-key-check": rule(
    "IAM_ROOT_ACCESS_KEY_CHECK",
    "home",
    "access keys of the root user",
  ),
  "iam-user-mfa-enabled": rule("IAM_USER_MFA_ENABLED", "home", "users without MFA"),
  "iam-user-no-policies-check": rule(
    "IAM_USER_NO_POLICIES_CHECK",
    "home",
    "users with policies of their own",
  ),
  "iam-user-unused-credentials-check": rule(
    "IAM_USER_UNUSED_CREDENTIALS_CHECK",
    "home",
    "passwords and keys that nobody has used for maxCredentialUsageAge days",
    ["maxCredentialUsageAge"],
    ["maxCredentialUsageAge"],
  ),
  "kms-cmk-not-scheduled-for-deletion": rule(
    "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
    "region",
    "keys that are about to be deleted",
    ["kmsKeyIds"],
  ),
  "lambda-function-public-access-prohibited": rule(
    "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
    "region",
    "functions that everybody may call",
  ),
  "multi-region-cloudtrail-enabled": rule(
    "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    "home",
    "accounts without a trail of all regions",
    ["s3BucketName", "snsTopicArn", "cloudWatchLogsLogGroupArn", "includeManagementEvents"],
  ),
  "rds-instance-public-access-check": rule(
    "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
    "region",
    "databases that the internet reaches",
  ),
  "rds-snapshots-public-prohibited": rule(
    "RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
    "region",
    "snapshots of databases that everybody may restore",
  ),
  "rds-storage-encrypted": rule("RDS_STORAGE_ENCRYPTED", "region", "databases in the clear", [
    "kmsKeyId",
  ]),
  "required-tags": rule("REQUIRED_TAGS", "region", "resources without tags", REQUIRED_TAGS, [
    "tag1Key",
  ]),
  "restricted-common-ports": rule(
    "RESTRICTED_INCOMING_TRAFFIC",
    "region",
    "security groups that let everybody reach ports of administration",
    ["blockedPort1", "blockedPort2", "blockedPort3", "blockedPort4", "blockedPort5"],
  ),
  "restricted-ssh": rule(
    "INCOMING_SSH_DISABLED",
    "region",
    "security groups that let everybody reach SSH",
  ),
  "root-account-mfa-enabled": rule(
    "ROOT_ACCOUNT_MFA_ENABLED",
    "home",
    "a root user without MFA; one without credentials counts as such, too",
  ),
  "s3-account-level-public-access-blocks-periodic": rule(
    "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
    "home",
    "accounts whose buckets may be public",
    ["IgnorePublicAcls", "BlockPublicPolicy", "BlockPublicAcls", "RestrictPublicBuckets"],
  ),
  "s3-bucket-level-public-access-prohibited": rule(
    "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    "region",
    "buckets without a block of their own",
    ["excludedPublicBuckets"],
  ),
  "s3-bucket-public-read-prohibited": rule(
    "S3_BUCKET_PUBLIC_READ_PROHIBITED",
    "region",
    "buckets that everybody reads",
  ),
  "s3-bucket-public-write-prohibited": rule(
    "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    "region",
    "buckets that everybody writes",
  ),
  "s3-bucket-ssl-requests-only": rule(
    "S3_BUCKET_SSL_REQUESTS_ONLY",
    "region",
    "buckets that answer in the clear",
  ),
  "s3-bucket-versioning-enabled": rule(
    "S3_BUCKET_VERSIONING_ENABLED",
    "region",
    "buckets that forget what was there before",
    ["isMfaDeleteEnabled"],
  ),
  "secretsmanager-rotation-enabled-check": rule(
    "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
    "region",
    "secrets that stay the same",
    ["maximumAllowedRotationFrequency", "maximumAllowedRotationFrequencyInHours"],
  ),
  "vpc-default-security-group-closed": rule(
    "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
    "region",
    "default security groups that let something through",
  ),
  "vpc-flow-logs-enabled": rule("VPC_FLOW_LOGS_ENABLED", "region", "VPCs without flow logs", [
    "trafficType",
  ]),
  "vpc-sg-open-only-to-authorized-ports": rule(
    "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
    "region",
    "security groups that let everybody reach other ports than these",
    ["authorizedTcpPorts", "authorizedUdpPorts"],
  ),
};

/** The rule of a name, if this project knows it. */
export function knownRule(name: string): KnownRule | undefined {
  return Object.hasOwn(KNOWN_RULES, name) ? KNOWN_RULES[name] : undefined;
}

/** What a stack has that says nothing of rules: mistakes that let strangers in, or leave data in the clear. */
export const DEFAULT_RULES: readonly string[] = [
  "ebs-snapshot-public-restorable-check",
  "ec2-ebs-encryption-by-default",
  "ec2-imdsv2-check",
  "encrypted-volumes",
  "iam-root-access-key-check",
  "iam-user-mfa-enabled",
  "rds-snapshots-public-prohibited",
  "rds-storage-encrypted",
  "restricted-ssh",
  "s3-account-level-public-access-blocks-periodic",
  "s3-bucket-public-read-prohibited",
  "s3-bucket-public-write-prohibited",
];
