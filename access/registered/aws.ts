import type {
  AttachedPolicy,
  BucketSettings,
  Opening,
  Reference,
  Registered,
  Shape,
} from "./resource";
import {
  documentOf,
  flag,
  isUnknown,
  listOf,
  numeric,
  property,
  text,
  UNKNOWN,
  type Known,
} from "./values";

/**
 * What the resources of the `aws` provider are, by type. Some have had two names over the years.
 * https://www.pulumi.com/registry/packages/aws/
 */
export const AWS_RESOURCES: Readonly<Record<string, (of: Registered) => readonly Shape[]>> = {
  "aws:iam/role:Role": ({ inputs }) => [
    {
      kind: "role",
      name: text(inputs.name),
      path: text(inputs.path) ?? "/",
      trust: documentOf(inputs.assumeRolePolicy),
      boundary: text(inputs.permissionsBoundary),
      inline: listOf(inputs.inlinePolicies).map((one) => documentOf(property(one, "policy"))),
      managed: texts(inputs.managedPolicyArns),
    },
  ],
  "aws:iam/rolePolicy:RolePolicy": ({ inputs }) => [policyOn("role", inputs.role, inputs.policy)],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs }) => [
    policyOn("role", inputs.role, undefined, inputs.policyArn),
  ],
  "aws:iam/groupPolicy:GroupPolicy": ({ inputs }) => [
    policyOn("group", inputs.group, inputs.policy),
  ],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ({ inputs }) => [
    policyOn("group", inputs.group, undefined, inputs.policyArn),
  ],
  "aws:iam/policy:Policy": ({ inputs }) => [
    {
      kind: "policy",
      on: { kind: "itself", path: text(inputs.path) ?? "/", name: text(inputs.name) },
      document: documentOf(inputs.policy),
      managed: null,
    },
  ],
  "aws:iam/user:User": ({ inputs }) => [{ kind: "user", name: text(inputs.name) }],
  "aws:iam/accessKey:AccessKey": () => [credential("an access key")],
  "aws:iam/userLoginProfile:UserLoginProfile": () => [credential("a password")],
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": () => [
    credential("a credential for one service"),
  ],
  "aws:iam/sshKey:SshKey": () => [credential("an SSH key")],
  "aws:iam/signingCertificate:SigningCertificate": () => [credential("a signing certificate")],
  "aws:iam/virtualMfaDevice:VirtualMfaDevice": () => [credential("an MFA device")],
  "aws:organizations/account:Account": ({ inputs }) => [
    { kind: "account", name: text(inputs.name) },
  ],
  "aws:ec2/vpc:Vpc": ({ inputs }) => [{ kind: "vpc", name: text(property(inputs.tags, "Name")) }],
  "aws:organizations/organization:Organization": () => [{ kind: "organization" }],
  "aws:organizations/policy:Policy": ({ inputs }) => [
    { kind: "guardrail", name: text(inputs.name), document: documentOf(inputs.content) },
  ],
  "aws:kms/key:Key": ({ inputs }) => [{ kind: "key", policy: documentOf(inputs.policy) }],
  "aws:kms/replicaKey:ReplicaKey": ({ inputs }) => [
    { kind: "key", policy: documentOf(inputs.policy) },
  ],
  "aws:kms/externalKey:ExternalKey": ({ inputs }) => [
    { kind: "key", policy: documentOf(inputs.policy) },
  ],
  "aws:kms/alias:Alias": (of) => [
    { kind: "key alias", name: text(of.inputs.name), key: reference(of, "targetKeyId") },
  ],
  "aws:ram/resourceShare:ResourceShare": ({ inputs }) => [
    // https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html
    { kind: "share", external: flag(inputs.allowExternalPrincipals, true) },
  ],
  "aws:ram/principalAssociation:PrincipalAssociation": ({ inputs }) => [
    { kind: "shared with", principal: text(inputs.principal) ?? "" },
  ],
  "aws:ec2/securityGroup:SecurityGroup": ({ inputs }) => [
    { kind: "ingress", openings: listOf(inputs.ingress).map(opening) },
  ],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ({ inputs }) => [
    { kind: "ingress", openings: listOf(inputs.ingress).map(opening) },
  ],
  "aws:ec2/securityGroupRule:SecurityGroupRule": ({ inputs }) =>
    inputs.type === "egress" ? [] : [{ kind: "ingress", openings: [opening(inputs)] }],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ({ inputs }) => [
    { kind: "ingress", openings: [opening(inputs)] },
  ],
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  ...bucketParts("bucketPublicAccessBlock:BucketPublicAccessBlock", ({ inputs }) => ({
    publicAccess: {
      blockPublicAcls: flag(inputs.blockPublicAcls, false),
      blockPublicPolicy: flag(inputs.blockPublicPolicy, false),
      ignorePublicAcls: flag(inputs.ignorePublicAcls, false),
      restrictPublicBuckets: flag(inputs.restrictPublicBuckets, false),
    },
  })),
  ...bucketParts("bucketVersioning:BucketVersioning", ({ inputs }) => ({
    versioned: isEnabled(property(inputs.versioningConfiguration, "status")),
  })),
  ...bucketParts(
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ({ inputs }) => encryptionIn(inputs.rules),
  ),
  ...bucketParts("bucketOwnershipControls:BucketOwnershipControls", ({ inputs }) => ({
    ownership: text(property(inputs.rule, "objectOwnership")) ?? "",
  })),
  ...bucketParts("bucketPolicy:BucketPolicy", ({ inputs }) => ({
    policy: documentOf(inputs.policy),
  })),
  ...bucketParts("bucketAcl:BucketAcl", ({ inputs }) => ({
    acl: text(inputs.acl) ?? (inputs.accessControlPolicy === undefined ? "private" : "by grants"),
  })),
  "aws:cloudtrail/trail:Trail": (of) => [delivery("CloudTrail", reference(of, "s3BucketName"))],
  "aws:cfg/deliveryChannel:DeliveryChannel": (of) => [
    delivery("AWS Config", reference(of, "s3BucketName")),
  ],
  "aws:ec2/flowLog:FlowLog": (of) =>
    of.inputs.logDestinationType === "s3"
      ? [delivery("flow logs", reference(of, "logDestination"))]
      : [],
  "aws:s3/bucketLogging:BucketLogging": (of) => [
    delivery("S3's access logs", reference(of, "targetBucket")),
  ],
  "aws:s3/bucketLoggingV2:BucketLoggingV2": (of) => [
    delivery("S3's access logs", reference(of, "targetBucket")),
  ],
};

/** Each part of a bucket is a resource of its own, under the provider's new name or the old one. */
function bucketParts(
  type: string,
  settings: (of: Registered) => BucketSettings,
): Readonly<Record<string, (of: Registered) => readonly Shape[]>> {
  const shapes = (of: Registered): readonly Shape[] => [
    { kind: "bucket part", bucket: reference(of, "bucket"), settings: settings(of) },
  ];
  return { [`aws:s3/${type}`]: shapes, [`aws:s3/${type.replace(":", "V2:")}V2`]: shapes };
}

/** A bucket of the provider; before its version 7 one resource had all of a bucket's settings. */
function bucket(of: Registered): readonly Shape[] {
  const { inputs, outputs } = of;
  const { versioning, serverSideEncryptionConfiguration, policy, acl } = inputs;
  return [
    {
      kind: "bucket",
      names: [inputs.bucket, outputs.bucket, outputs.id, outputs.arn].flatMap((one) => {
        const name = text(one);
        return name === null ? [] : [name];
      }),
      forceDestroy: flag(inputs.forceDestroy, false),
      settings: {
        ...(versioning === undefined
          ? {}
          : { versioned: flag(property(versioning, "enabled"), false) }),
        ...(serverSideEncryptionConfiguration === undefined
          ? {}
          : encryptionIn(
              property(serverSideEncryptionConfiguration, "rule") ??
                property(serverSideEncryptionConfiguration, "rules"),
            )),
        ...(policy === undefined ? {} : { policy: documentOf(policy) }),
        ...(acl === undefined ? {} : { acl: text(acl) ?? "" }),
      },
    },
  ];
}

function encryptionIn(rules: unknown): BucketSettings {
  if (isUnknown(rules)) return { encryption: UNKNOWN };
  const [first] = listOf(rules);
  const byDefault = property(first, "applyServerSideEncryptionByDefault");
  return { encryption: text(property(byDefault, "sseAlgorithm")) ?? "" };
}

export function isEnabled(status: unknown): Known<boolean> {
  return isUnknown(status) ? UNKNOWN : status === "Enabled";
}

/** One rule of a security group, in any of the provider's spellings. */
function opening(rule: unknown): Opening {
  const of = (name: string): unknown => property(rule, name);
  return {
    protocol: text(of("protocol") ?? of("ipProtocol")) ?? "-1",
    from: numeric(of("fromPort")),
    to: numeric(of("toPort")),
    ranges: ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp"].flatMap((name) =>
      texts(of(name)),
    ),
  };
}

export { opening as openingOf };

function policyOn(
  kind: "role" | "group",
  name: unknown,
  document: unknown,
  managed?: unknown,
): AttachedPolicy {
  return {
    kind: "policy",
    on: { kind, name: text(name) },
    document: documentOf(document),
    managed: text(managed),
  };
}

export function credential(what: string): Shape {
  return { kind: "credential", what };
}

export function delivery(what: string, to: Reference): Shape {
  return { kind: "log delivery", what, bucket: to };
}

function reference({ inputs, madeOf }: Registered, input: string): Reference {
  return { text: text(inputs[input]), urns: madeOf[input] ?? [] };
}

function texts(value: unknown): readonly Known<string>[] {
  return listOf(value).flatMap((one) => {
    const found = text(one);
    return found === null ? [] : [found];
  });
}
