import { credential, delivery, isEnabled, openingOf } from "./aws";
import type { AttachedPolicy, BucketSettings, Reference, Shape } from "./resource";
import {
  documentOf,
  flag,
  isUnknown,
  listOf,
  property,
  text,
  UNKNOWN,
  type Known,
  type Properties,
} from "./values";

/** A resource as CloudFormation knows it: of a template, or of the aws-native provider. */
export interface CloudFormationResource {
  readonly properties: Properties;
  /** Texts by which others name it, besides those of its properties. */
  readonly names: readonly string[];
  /** URNs of the resources that a property was made of, by the property's name in lower case. */
  readonly madeOf: (name: string) => readonly string[];
}

type Reader = (of: CloudFormationResource) => readonly Shape[];

/**
 * What CloudFormation's resources are, by the last two parts of their type in lower case.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const RESOURCES: Readonly<Record<string, Reader>> = {
  "iam::role": ({ properties: of }) => [
    {
      kind: "role",
      name: text(property(of, "RoleName")),
      path: text(property(of, "Path")) ?? "/",
      trust: documentOf(property(of, "AssumeRolePolicyDocument")),
      boundary: text(property(of, "PermissionsBoundary")),
      inline: listOf(property(of, "Policies")).map((one) =>
        documentOf(property(one, "PolicyDocument")),
      ),
      managed: texts(property(of, "ManagedPolicyArns")),
    },
  ],
  "iam::rolepolicy": ({ properties: of }) => [
    policy({ kind: "role", name: text(property(of, "RoleName")) }, of),
  ],
  "iam::policy": ({ properties: of }) => attached(of),
  "iam::managedpolicy": ({ properties: of }) => [
    policy(
      {
        kind: "itself",
        path: text(property(of, "Path")) ?? "/",
        name: text(property(of, "ManagedPolicyName")),
      },
      of,
    ),
    ...attached(of),
  ],
  "iam::user": ({ properties: of }) => [
    { kind: "user", name: text(property(of, "UserName")) },
    ...(property(of, "LoginProfile") === undefined ? [] : [credential("a password")]),
  ],
  "iam::accesskey": () => [credential("an access key")],
  "iam::virtualmfadevice": () => [credential("an MFA device")],
  "organizations::account": ({ properties: of }) => [
    { kind: "account", name: text(property(of, "AccountName")) },
  ],
  "organizations::organization": () => [{ kind: "organization" }],
  "kms::key": ({ properties: of }) => [
    { kind: "key", policy: documentOf(property(of, "KeyPolicy")) },
  ],
  "kms::replicakey": ({ properties: of }) => [
    { kind: "key", policy: documentOf(property(of, "KeyPolicy")) },
  ],
  "ram::resourceshare": ({ properties: of }) => [
    { kind: "share", external: flag(property(of, "AllowExternalPrincipals"), true) },
    ...texts(property(of, "Principals")).map((principal): Shape => ({
      kind: "shared with",
      principal,
    })),
  ],
  "ec2::securitygroup": ({ properties: of }) => [
    { kind: "ingress", openings: listOf(property(of, "SecurityGroupIngress")).map(openingOf) },
  ],
  "ec2::securitygroupingress": ({ properties: of }) => [
    { kind: "ingress", openings: [openingOf(of)] },
  ],
  "s3::bucket": ({ properties: of, names }) => [
    {
      kind: "bucket",
      names: [...texts(property(of, "BucketName")), ...names],
      forceDestroy: false,
      settings: bucketSettings(of),
    },
    ...(property(of, "LoggingConfiguration") === undefined
      ? []
      : [
          delivery(
            "S3's access logs",
            named(property(of, "LoggingConfiguration"), "DestinationBucketName"),
          ),
        ]),
  ],
  "s3::bucketpolicy": (resource) => [
    {
      kind: "bucket part",
      bucket: reference(resource, "Bucket"),
      settings: { policy: documentOf(property(resource.properties, "PolicyDocument")) },
    },
  ],
  "cloudtrail::trail": (of) => [delivery("CloudTrail", reference(of, "S3BucketName"))],
  "config::deliverychannel": (of) => [delivery("AWS Config", reference(of, "S3BucketName"))],
  "configuration::deliverychannel": (of) => [delivery("AWS Config", reference(of, "S3BucketName"))],
  "ec2::flowlog": (of) =>
    property(of.properties, "LogDestinationType") === "s3"
      ? [delivery("flow logs", reference(of, "LogDestination"))]
      : [],
};

/** What a type of CloudFormation's makes, e.g. of `AWS::IAM::Role` or `aws-native:iam:Role`. */
export function readerOf(type: string): Reader | undefined {
  const [, service = "", name = ""] = type.split(/:+/);
  return RESOURCES[`${service}::${name}`.toLowerCase()];
}

function bucketSettings(of: Properties): BucketSettings {
  const block = property(of, "PublicAccessBlockConfiguration");
  const encryption = property(of, "BucketEncryption");
  const ownership = property(of, "OwnershipControls");
  const acl = property(of, "AccessControl");
  return {
    publicAccess: {
      blockPublicAcls: flag(property(block, "BlockPublicAcls"), false),
      blockPublicPolicy: flag(property(block, "BlockPublicPolicy"), false),
      ignorePublicAcls: flag(property(block, "IgnorePublicAcls"), false),
      restrictPublicBuckets: flag(property(block, "RestrictPublicBuckets"), false),
    },
    versioned: isEnabled(property(property(of, "VersioningConfiguration"), "Status")),
    encryption: encryptionIn(encryption),
    ...(ownership === undefined ? {} : { ownership: ownershipIn(ownership) }),
    ...(acl === undefined ? {} : { acl: text(acl) ?? "" }),
  };
}

function encryptionIn(encryption: unknown): Known<string> {
  if (isUnknown(encryption)) return UNKNOWN;
  const [first] = listOf(property(encryption, "ServerSideEncryptionConfiguration"));
  return text(property(property(first, "ServerSideEncryptionByDefault"), "SSEAlgorithm")) ?? "";
}

function ownershipIn(ownership: unknown): Known<string> {
  const [first] = listOf(property(ownership, "Rules"));
  return text(property(first, "ObjectOwnership")) ?? "";
}

function policy(on: AttachedPolicy["on"], of: Properties): AttachedPolicy {
  const document = documentOf(property(of, "PolicyDocument"));
  return { kind: "policy", on, document, managed: null };
}

/** The roles and groups that a policy names. */
function attached(of: Properties): readonly AttachedPolicy[] {
  return (["role", "group"] as const).flatMap((kind) =>
    texts(property(of, `${kind}s`)).map((name) => policy({ kind, name }, of)),
  );
}

function reference({ properties, madeOf }: CloudFormationResource, name: string): Reference {
  return { text: text(property(properties, name)), urns: madeOf(name.toLowerCase()) };
}

function named(of: unknown, name: string): Reference {
  return { text: text(property(of, name)), urns: [] };
}

function texts(value: unknown): readonly Known<string>[] {
  return listOf(value).flatMap((one) => {
    const found = text(one);
    return found === null ? [] : [found];
  });
}
