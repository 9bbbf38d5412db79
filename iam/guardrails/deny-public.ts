import { deny, type Guardrail } from "./guardrail";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CLOSED_ACLS = [
  "aws-exec-read",
  "bucket-owner-full-control",
  "bucket-owner-read",
  "log-delivery-write",
  "private",
];
const PUBLIC_ACLS = ["authenticated-read", "public-read", "public-read-write"];

/** S3's groups of everybody, as grants name them. */
const EVERYBODY = ["*/groups/global/AllUsers*", "*/groups/global/AuthenticatedUsers*"];

const GRANTS = ["full-control", "read", "read-acp", "write", "write-acp"];

/**
 * The reference lists the key for snapshots alone, and others use it for images, too; the attribute
 * that it lists for images is below. New accounts block public images by themselves.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
const SHARING = [
  "ec2:ModifyFpgaImageAttribute",
  "ec2:ModifyImageAttribute",
  "ec2:ModifySnapshotAttribute",
];

const bucket = "arn:{{partition}}:s3:::bucket";
const snapshot = "arn:{{partition}}:ec2:eu-west-1::snapshot/snap-0123";
const image = "arn:{{partition}}:ec2:eu-west-1::image/ami-0123";
const share = "arn:{{partition}}:ram:eu-west-1:{{account:self}}:resource-share/0123";
const lambda = "arn:{{partition}}:lambda:eu-west-1:{{account:self}}:function:web";

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-condition-keys.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html
 */
export const denyPublic: Guardrail = {
  name: "deny-public",
  kind: "scp",
  sentence:
    "Buckets, objects, snapshots, images and functions are not opened to everybody, and nothing is shared outside the organization by RAM",
  why: "What is public by mistake is found by others first. Websites and public interfaces are served by CloudFront, API Gateway and load balancers.",
  statements: () => {
    // An access control list of a bucket or an object that exists may be in the request's body, which
    // no key shows: only one that is named in its header, and is not public, passes.
    const setting = ["s3:PutBucketAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"];
    const making = ["s3:CreateBucket", "s3:PutObject"];
    return [
      deny(setting, { StringNotEquals: { "s3:x-amz-acl": CLOSED_ACLS } }),
      deny(making, { StringEquals: { "s3:x-amz-acl": PUBLIC_ACLS } }),
      // Each key of a block has to match, so that every grant has a statement of its own.
      ...GRANTS.map((grant) =>
        deny(making, { StringLike: { [`s3:x-amz-grant-${grant}`]: EVERYBODY } }),
      ),
      deny(SHARING, { StringEquals: { "ec2:Add/group": "all" } }),
      deny("ec2:ModifyImageAttribute", {
        StringEquals: { "ec2:Attribute/LaunchPermission": "all" },
      }),
      deny([
        "ecr-public:CreateRepository",
        "ecr-public:PutImage",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:ModifyDBSnapshotAttribute",
        "ssm:ModifyDocumentPermission",
      ]),
      deny(["lambda:AddPermission", "lambda:PutResourcePolicy"], {
        "ForAnyValue:StringEquals": { "lambda:Principal": "*" },
      }),
      deny(
        [
          "lambda:AddPermission",
          "lambda:CreateFunctionUrlConfig",
          "lambda:UpdateFunctionUrlConfig",
        ],
        {
          StringEquals: { "lambda:FunctionUrlAuthType": "NONE" },
        },
      ),
      // Sharing outside is RAM's default: who does not say no, says yes.
      deny("ram:CreateResourceShare", {
        BoolIfExists: { "ram:RequestedAllowsExternalPrincipals": "true" },
      }),
      deny("ram:UpdateResourceShare", {
        Bool: { "ram:RequestedAllowsExternalPrincipals": "true" },
      }),
      deny("ram:AssociateResourceShare", { Bool: { "ram:AllowsExternalPrincipals": "true" } }),
    ];
  },
  denies: () => [
    {
      what: "a bucket is made public",
      action: "s3:PutBucketAcl",
      on: bucket,
      keys: { "s3:x-amz-acl": "public-read" },
    },
    {
      what: "an object is written for everybody",
      action: "s3:PutObject",
      on: `${bucket}/a`,
      keys: { "s3:x-amz-acl": "public-read-write" },
    },
    {
      what: "a bucket's list comes in the body, unseen",
      action: "s3:PutBucketAcl",
      on: bucket,
    },
    {
      what: "an object's list comes in the body, unseen",
      action: "s3:PutObjectAcl",
      on: `${bucket}/a`,
    },
    ...GRANTS.map((grant) => ({
      what: `an object is written, with ${grant} for everybody`,
      action: "s3:PutObject",
      on: `${bucket}/a`,
      keys: {
        [`s3:x-amz-grant-${grant}`]:
          'id="0123", uri="http://acs.amazonaws.com/groups/global/AllUsers"',
      },
    })),
    {
      what: "a bucket is made for everybody who has an account",
      action: "s3:CreateBucket",
      on: bucket,
      keys: {
        "s3:x-amz-grant-read": 'uri="http://acs.amazonaws.com/groups/global/AuthenticatedUsers"',
      },
    },
    {
      what: "a snapshot is made public",
      action: "ec2:ModifySnapshotAttribute",
      on: snapshot,
      keys: { "ec2:Add/group": "all" },
    },
    {
      what: "an image is made public",
      action: "ec2:ModifyImageAttribute",
      on: image,
      keys: { "ec2:Add/group": "all" },
    },
    {
      what: "an image is made public, by the attribute's name",
      action: "ec2:ModifyImageAttribute",
      on: image,
      keys: { "ec2:Attribute/LaunchPermission": "all" },
    },
    {
      what: "everybody may call a function",
      action: "lambda:AddPermission",
      on: lambda,
      keys: { "lambda:Principal": "*" },
    },
    {
      what: "everybody may call a function, by the whole policy on it",
      action: "lambda:PutResourcePolicy",
      on: lambda,
      keys: { "lambda:Principal": "*" },
    },
    {
      what: "a database's snapshot is shared",
      action: "rds:ModifyDBSnapshotAttribute",
      on: "arn:{{partition}}:rds:eu-west-1:{{account:self}}:snapshot:a",
    },
    {
      what: "a function gets a URL for everybody",
      action: "lambda:CreateFunctionUrlConfig",
      on: lambda,
      keys: { "lambda:FunctionUrlAuthType": "NONE" },
    },
    {
      what: "a share that may go outside",
      action: "ram:CreateResourceShare",
      keys: { "ram:RequestedAllowsExternalPrincipals": "true" },
    },
    { what: "a share that says nothing of outsiders", action: "ram:CreateResourceShare" },
    {
      what: "a share is opened",
      action: "ram:UpdateResourceShare",
      on: share,
      keys: { "ram:RequestedAllowsExternalPrincipals": "true" },
    },
    {
      what: "an open share gets a principal",
      action: "ram:AssociateResourceShare",
      on: share,
      keys: { "ram:AllowsExternalPrincipals": "true" },
    },
  ],
  allows: () => [
    { what: "a bucket is made", action: "s3:CreateBucket", on: bucket },
    { what: "an object is written", action: "s3:PutObject", on: `${bucket}/a` },
    {
      what: "an object is written for the bucket's owner",
      action: "s3:PutObject",
      on: `${bucket}/a`,
      keys: { "s3:x-amz-acl": "bucket-owner-full-control" },
    },
    {
      what: "a bucket's list is set to its owner",
      action: "s3:PutBucketAcl",
      on: bucket,
      keys: { "s3:x-amz-acl": "private" },
    },
    {
      what: "a service may call a function",
      action: "lambda:AddPermission",
      on: lambda,
      keys: { "lambda:Principal": "s3.amazonaws.com" },
    },
    {
      what: "a snapshot is shared with an account",
      action: "ec2:ModifySnapshotAttribute",
      on: snapshot,
      keys: { "ec2:Add/userId": "111122223333" },
    },
    {
      what: "a function gets a URL for callers with credentials",
      action: "lambda:CreateFunctionUrlConfig",
      on: lambda,
      keys: { "lambda:FunctionUrlAuthType": "AWS_IAM" },
    },
    {
      what: "a share inside the organization",
      action: "ram:CreateResourceShare",
      keys: { "ram:RequestedAllowsExternalPrincipals": "false" },
    },
    { what: "a closed share gets a name", action: "ram:UpdateResourceShare", on: share },
    { what: "an image is shared with an account", action: "ec2:ModifyImageAttribute", on: image },
  ],
};
