import { UNKNOWN } from "../../access/registered/values";
import { assertFine, assertFound, assertUnseen, resource, stackSet } from "./registered";

const RULE = "log-buckets-are-safe";
const NAME = "trails";

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteBucket",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
      ],
      Resource: [`arn:aws:s3:::${NAME}`, `arn:aws:s3:::${NAME}/*`],
    },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${NAME}`, `arn:aws:s3:::${NAME}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
};

type Parts = Readonly<Record<string, ReturnType<typeof resource>>>;

function s3(type: string, inputs: Readonly<Record<string, unknown>>): ReturnType<typeof resource> {
  return resource(`aws:s3/${type}`, { bucket: NAME, ...inputs }, { protect: true });
}

/** A bucket, all that is set of it, and a trail that writes into it. */
const COMPLIANT: Parts = {
  bucket: s3("bucket:Bucket", {}),
  block: s3("bucketPublicAccessBlock:BucketPublicAccessBlock", {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }),
  versioning: s3("bucketVersioning:BucketVersioning", {
    versioningConfiguration: { status: "Enabled" },
  }),
  encryption: s3(
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    {
      rules: [
        { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "k" } },
      ],
    },
  ),
  ownership: s3("bucketOwnershipControls:BucketOwnershipControls", {
    rule: { objectOwnership: "BucketOwnerEnforced" },
  }),
  policy: s3("bucketPolicy:BucketPolicy", { policy: JSON.stringify(POLICY) }),
  trail: resource("aws:cloudtrail/trail:Trail", { s3BucketName: NAME }),
};

function but(parts: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>) {
  return Object.entries(COMPLIANT).flatMap(([name, one]) => {
    const change = parts[name];
    if (change === null) return [];
    return [change === undefined ? one : { ...one, inputs: { ...one.inputs, ...change } }];
  });
}

const [DELETIONS, TLS] = POLICY.Statement;

describe("rule log-buckets-are-safe", () => {
  it("is content with a log bucket that has everything, and with other buckets that have nothing", async () => {
    await assertFine(but({}));
    await assertFine(but({ bucket: null, trail: { s3BucketName: "elsewhere" } }));
    await assertFine([resource("aws:s3/bucket:Bucket", { bucket: "a-website" })]);
  });

  for (const [what, parts, says] of [
    [
      "no public access block",
      { block: null },
      /CloudTrail writes into it\) has no public access block/,
    ],
    [
      "one of its switches off",
      { block: { ignorePublicAcls: false } },
      /leaves ignorePublicAcls off/,
    ],
    [
      "a switch that is not set",
      { block: { blockPublicPolicy: undefined } },
      /leaves blockPublicPolicy off/,
    ],
    ["no versioning", { versioning: null }, /is not versioned/],
    [
      "suspended versioning",
      { versioning: { versioningConfiguration: { status: "Suspended" } } },
      /is not versioned/,
    ],
    ["no encryption", { encryption: null }, /has no encryption set/],
    [
      "AWS's own encryption",
      {
        encryption: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      },
      /is encrypted by AES256/,
    ],
    ["no ownership", { ownership: null }, /does not say who owns its objects/],
    [
      "ownership of writers",
      { ownership: { rule: { objectOwnership: "ObjectWriter" } } },
      /has the ownership ObjectWriter/,
    ],
    ["a public ACL", { bucket: { acl: "public-read" } }, /has the ACL public-read/],
    ["deletion with all that is in it", { bucket: { forceDestroy: true } }, /forceDestroy/],
    ["no policy", { policy: null }, /has no policy/],
    ["a policy that is none", { policy: { policy: "{" } }, /cannot be read/],
    [
      "a policy of bad grammar",
      { policy: { policy: '{"Statement":{"Effect":"Maybe"}}' } },
      /its policy is none/,
    ],
    [
      "a policy that lets logs be deleted",
      { policy: { policy: JSON.stringify({ ...POLICY, Statement: [TLS] }) } },
      /s3:DeleteObjectVersion/,
    ],
    [
      "a policy that lets people come without TLS",
      { policy: { policy: JSON.stringify({ ...POLICY, Statement: [DELETIONS] }) } },
      /s3:PutObject without TLS/,
    ],
  ] as const) {
    it(`finds ${what}`, async () => {
      await assertFound(RULE, says, but(parts));
    });
  }

  it("knows the bucket's parts by what they were made of, where no name is known yet", async () => {
    const { bucket } = COMPLIANT;
    if (!bucket) throw new Error("no bucket");
    const early = but({}).map((one) => ({
      ...one,
      urn: `${one.urn}-${one.type}`,
      inputs: {
        ...one.inputs,
        bucket: UNKNOWN,
        ...("s3BucketName" in one.inputs ? { s3BucketName: UNKNOWN } : {}),
      },
      madeOf: {
        bucket: [`${bucket.urn}-${bucket.type}`],
        s3BucketName: [
          `${bucket.urn.replace("bucket:Bucket::", "bucketPolicy:BucketPolicy::")}-aws:s3/bucketPolicy:BucketPolicy`,
        ],
      },
    }));
    await assertFine(early);
    await assertFound(
      RULE,
      /is not versioned/,
      early.filter(({ type }) => !type.includes("Versioning")),
    );
  });

  it("takes every bucket of the audit account for one, and that of the landing zone", async () => {
    const bare = resource("aws:s3/bucket:Bucket", { bucket: "x" }, { in: "audit", protect: true });
    await assertFound(RULE, /it is in the audit account/, [bare]);
    const own = resource(
      "aws:s3/bucket:Bucket",
      { bucket: "acme-logs-222222222222" },
      { protect: true },
    );
    await assertFound(RULE, /it is the landing zone's log bucket/, [own]);
  });

  it("lets S3's own access logs be encrypted by S3, which takes nothing else", async () => {
    const logging = resource("aws:s3/bucketLogging:BucketLogging", {
      bucket: "a-website",
      targetBucket: NAME,
    });
    const plain = { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] };
    await assertFine([...but({ encryption: plain, trail: null }), logging]);
  });

  it("knows a bucket of CloudFormation's, with all that is set of it", async () => {
    const template = (properties: object): ReturnType<typeof stackSet> =>
      stackSet({
        Logs: {
          Type: "AWS::S3::Bucket",
          DeletionPolicy: "Retain",
          Properties: {
            BucketName: NAME,
            PublicAccessBlockConfiguration: {
              BlockPublicAcls: true,
              BlockPublicPolicy: true,
              IgnorePublicAcls: true,
              RestrictPublicBuckets: true,
            },
            VersioningConfiguration: { Status: "Enabled" },
            BucketEncryption: {
              ServerSideEncryptionConfiguration: [
                { ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } },
              ],
            },
            OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
            ...properties,
          },
        },
        Policy: {
          Type: "AWS::S3::BucketPolicy",
          Properties: { Bucket: { Ref: "Logs" }, PolicyDocument: POLICY },
        },
        Trail: { Type: "AWS::CloudTrail::Trail", Properties: { S3BucketName: { Ref: "Logs" } } },
      });
    await assertFine([template({})]);
    await assertFound(RULE, /Logs in the template of .* is not versioned/, [
      template({ VersioningConfiguration: { Status: "Suspended" } }),
    ]);
    await assertFound(RULE, /has no public access block|leaves blockPublicAcls/, [
      template({ PublicAccessBlockConfiguration: {} }),
    ]);
  });

  it("says when it cannot see the policy", async () => {
    await assertUnseen(RULE, "policy", but({ policy: { policy: UNKNOWN } }));
  });
});
