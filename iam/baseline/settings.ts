import type { Statement } from "../document";
import { PASSWORD_POLICY, type PasswordPolicy } from "./passwords";

/** Settings that every member account gets; what is off is left as it is. */
export interface BaselineSettings {
  /** New volumes are encrypted. */
  readonly ebsEncryption: boolean;
  /** New instances have version 2 of the metadata service alone. */
  readonly imdsv2: boolean;
  /** Nobody shares snapshots with everybody. */
  readonly snapshots: boolean;
  /** Nobody shares images with everybody. */
  readonly images: boolean;
  /** No bucket is public, whatever its own policy says. */
  readonly s3PublicAccess: boolean;
  /** Null: passwords are left as they are. */
  readonly passwordPolicy: PasswordPolicy | null;
}

/** One call that sets a setting: the same call again changes nothing. */
export interface SettingCall {
  readonly name: string;
  /** Once for each region, or once for the whole account. */
  readonly scope: "region" | "account";
  /** Names of service and operation in AWS's SDK for Python, as Automation takes them. */
  readonly service: "ec2" | "iam" | "s3control";
  readonly api: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the call needs in IAM. */
  readonly permission: Pick<Statement, "Action" | "Condition">;
}

/**
 * The calls that settings are made of. CloudFormation has no type for most of them; its type for
 * snapshots, `AWS::EC2::SnapshotBlockPublicAccess`, makes them public again when a stack goes.
 * https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html#set-imdsv2-account-defaults
 * https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export function settingCalls(settings: BaselineSettings): readonly SettingCall[] {
  const { passwordPolicy } = settings;
  return [
    ...(settings.ebsEncryption ? [EBS_ENCRYPTION] : []),
    ...(settings.imdsv2 ? [IMDSV2] : []),
    ...(settings.snapshots ? [SNAPSHOTS] : []),
    ...(settings.images ? [IMAGES] : []),
    ...(settings.s3PublicAccess ? [S3_PUBLIC_ACCESS] : []),
    ...(passwordPolicy ? [passwords(passwordPolicy)] : []),
  ];
}

const EBS_ENCRYPTION: SettingCall = {
  name: "EncryptVolumes",
  scope: "region",
  service: "ec2",
  api: "EnableEbsEncryptionByDefault",
  inputs: {},
  permission: { Action: "ec2:EnableEbsEncryptionByDefault" },
};

const IMDSV2: SettingCall = {
  name: "RequireMetadataVersion2",
  scope: "region",
  service: "ec2",
  api: "ModifyInstanceMetadataDefaults",
  inputs: { HttpTokens: "required" },
  permission: {
    Action: "ec2:ModifyInstanceMetadataDefaults",
    // The role sets this default to nothing weaker, where the request's key is there at all.
    Condition: { StringEqualsIfExists: { "ec2:Attribute/HttpTokens": "required" } },
  },
};

const SNAPSHOTS: SettingCall = {
  name: "KeepSnapshotsPrivate",
  scope: "region",
  service: "ec2",
  api: "EnableSnapshotBlockPublicAccess",
  inputs: { State: "block-all-sharing" },
  permission: { Action: "ec2:EnableSnapshotBlockPublicAccess" },
};

const IMAGES: SettingCall = {
  name: "KeepImagesPrivate",
  scope: "region",
  service: "ec2",
  api: "EnableImageBlockPublicAccess",
  inputs: { ImageBlockPublicAccessState: "block-new-sharing" },
  permission: { Action: "ec2:EnableImageBlockPublicAccess" },
};

const S3_PUBLIC_ACCESS: SettingCall = {
  name: "KeepBucketsPrivate",
  scope: "account",
  service: "s3control",
  api: "PutPublicAccessBlock",
  inputs: {
    AccountId: "{{account:self}}",
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
  permission: { Action: "s3:PutAccountPublicAccessBlock" },
};

function passwords({ minimumLength, reusePrevention, maxAgeDays }: PasswordPolicy): SettingCall {
  return {
    name: "SetPasswordPolicy",
    scope: "account",
    service: "iam",
    api: "UpdateAccountPasswordPolicy",
    // AWS takes what is left out for its default: the call replaces the whole policy.
    inputs: {
      MinimumPasswordLength: minimumLength,
      PasswordReusePrevention: reusePrevention,
      ...(maxAgeDays === null ? {} : { MaxPasswordAge: maxAgeDays }),
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      HardExpiry: false,
    },
    permission: { Action: "iam:UpdateAccountPasswordPolicy" },
  };
}

/** All that the baseline's role may ever ask for: guardrails let through just this. */
export const SETTING_ACTIONS: readonly string[] = settingCalls({
  ebsEncryption: true,
  imdsv2: true,
  snapshots: true,
  images: true,
  s3PublicAccess: true,
  passwordPolicy: PASSWORD_POLICY,
}).flatMap(({ permission }) => permission.Action ?? []);
