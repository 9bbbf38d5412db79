import { deny, type Guardrail } from "./guardrail";

const PUBLIC_ACLS = ["authenticated-read", "public-read", "public-read-write"];

/** S3's groups of everybody, as grants name them. */
const EVERYBODY = ["*/groups/global/AllUsers*", "*/groups/global/AuthenticatedUsers*"];

const GRANTS = ["full-control", "read", "read-acp", "write", "write-acp"];

const bucket = "arn:{{partition}}:s3:::bucket";
const snapshot = "arn:{{partition}}:ec2:eu-west-1::snapshot/snap-0123";
const image = "arn:{{partition}}:ec2:eu-west-1::image/ami-0123";
const share = "arn:{{partition}}:ram:eu-west-1:{{account:self}}:resource-share/0123";
const lambda = "arn:{{partition}}:lambda:eu-west-1:{{account:self}}:function:web";

export const denyPublic: Guardrail = {
  name: "deny-public",
  kind: "scp",
  sentence:
    "Buckets, objects, snapshots, images and functions are not opened to everybody, and nothing is shared outside the organization by RAM",
  why: "What is public by mistake is found by others first. Websites and public interfaces are served by CloudFront, API Gateway and load balancers.",
  statements: () => {
    const acls = [
      "s3:CreateBucket",
      "s3:PutBucketAcl",
      "s3:PutObject",
      "s3:PutObjectAcl",
      "s3:PutObjectVersionAcl",
    ];
    return [
      deny(acls, { StringEquals: { "s3:x-amz-acl": PUBLIC_ACLS } }),
      // Each key of a block has to match, so that every grant has a statement of its own.
      ...GRANTS.map((grant) =>
        deny(acls, { StringLike: { [`s3:x-amz-grant-${grant}`]: EVERYBODY } }),
      ),
      deny("ec2:ModifySnapshotAttribute", { StringEquals: { "ec2:Add/group": "all" } }),
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
      what: "everybody is granted to read a bucket",
      action: "s3:PutBucketAcl",
      on: bucket,
      keys: { "s3:x-amz-grant-read": 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' },
    },
    {
      what: "a snapshot is made public",
      action: "ec2:ModifySnapshotAttribute",
      on: snapshot,
      keys: { "ec2:Add/group": "all" },
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
