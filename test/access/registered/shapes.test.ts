import assert from "node:assert/strict";
import { thingsOf } from "../../../access/registered/things";
import {
  documentOf,
  flag,
  numeric,
  property,
  text,
  UNKNOWN,
} from "../../../access/registered/values";
import { resource } from "../../policies/registered";

/** The kinds of things that a resource of a type makes. */
function kinds(type: string, inputs: Readonly<Record<string, unknown>> = {}): string {
  const things = thingsOf(resource(type, inputs), "333333333333", "aws");
  return things.map(({ shape }) => shape.kind).join(", ");
}

const CASES: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ["aws:sns/topic:Topic", {}, ""],
  ["random:index:RandomId", {}, ""],
  ["aws:iam/rolePolicy:RolePolicy", { role: "r", policy: "{}" }, "policy"],
  ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", { group: "g", policyArn: "a" }, "policy"],
  ["aws:iam/virtualMfaDevice:VirtualMfaDevice", {}, "credential"],
  ["aws:kms/replicaKey:ReplicaKey", {}, "key"],
  ["aws:kms/externalKey:ExternalKey", {}, "key"],
  ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {}, "ingress"],
  ["aws:s3/bucketV2:BucketV2", { bucket: "b", versioning: { enabled: true } }, "bucket"],
  ["aws:s3/bucketVersioningV2:BucketVersioningV2", { bucket: "b" }, "bucket part"],
  ["aws:s3/bucketAcl:BucketAcl", { bucket: "b", accessControlPolicy: {} }, "bucket part"],
  ["aws:s3/bucketLoggingV2:BucketLoggingV2", { targetBucket: "b" }, "log delivery"],
  ["aws:cfg/deliveryChannel:DeliveryChannel", { s3BucketName: "b" }, "log delivery"],
  [
    "aws:ec2/flowLog:FlowLog",
    { logDestinationType: "s3", logDestination: "arn:aws:s3:::b" },
    "log delivery",
  ],
  ["aws:ec2/flowLog:FlowLog", {}, ""],
  ["aws-native:iam:Role", { roleName: "r", policies: [{ policyDocument: {} }] }, "role"],
  ["aws-native:iam:RolePolicy", { roleName: "r", policyDocument: {} }, "policy"],
  ["aws-native:iam:Policy", { roles: ["r", "s"], groups: ["g"] }, "policy, policy, policy"],
  ["aws-native:iam:ManagedPolicy", { managedPolicyName: "p", groups: ["g"] }, "policy, policy"],
  ["aws-native:iam:User", { loginProfile: {} }, "user, credential"],
  ["aws-native:iam:AccessKey", {}, "credential"],
  ["aws-native:iam:VirtualMfaDevice", {}, "credential"],
  ["aws-native:organizations:Account", { accountName: "a" }, "account"],
  ["aws-native:organizations:Organization", {}, "organization"],
  ["aws-native:kms:ReplicaKey", {}, "key"],
  ["aws-native:ram:ResourceShare", { principals: ["1", "2"] }, "share, shared with, shared with"],
  ["aws-native:ec2:SecurityGroupIngress", {}, "ingress"],
  [
    "aws-native:s3:Bucket",
    { loggingConfiguration: { destinationBucketName: "b" } },
    "bucket, log delivery",
  ],
  ["aws-native:cloudtrail:Trail", { s3BucketName: "b" }, "log delivery"],
  ["aws-native:config:DeliveryChannel", {}, "log delivery"],
  ["aws-native:configuration:DeliveryChannel", {}, "log delivery"],
  ["aws-native:ec2:FlowLog", { logDestinationType: "s3" }, "log delivery"],
  ["aws-native:ec2:FlowLog", {}, ""],
  ["aws-native:sns:Topic", {}, ""],
];

describe("what resources make", () => {
  for (const [type, inputs, expected] of CASES) {
    it(`${type} ${JSON.stringify(inputs)}: ${expected || "nothing that a rule knows"}`, () => {
      assert.equal(kinds(type, inputs), expected);
    });
  }

  it("a bucket of the provider's old versions has its settings in itself", () => {
    const [thing] = thingsOf(
      resource("aws:s3/bucket:Bucket", {
        bucket: "b",
        acl: UNKNOWN,
        policy: "{}",
        versioning: { enabled: true },
        serverSideEncryptionConfiguration: {
          rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } },
        },
      }),
      "333333333333",
      "aws",
    );
    assert.ok(thing?.shape.kind === "bucket");
    const { versioned, encryption, acl } = thing.shape.settings;
    assert.deepEqual([versioned, encryption, acl], [true, "aws:kms", UNKNOWN]);
  });

  it("values that are not known stay so", () => {
    assert.equal(text(UNKNOWN), UNKNOWN);
    assert.equal(flag(UNKNOWN, true), UNKNOWN);
    assert.equal(numeric(UNKNOWN), UNKNOWN);
    assert.equal(property(UNKNOWN, "x"), UNKNOWN);
    assert.equal(numeric("22"), 22);
    assert.equal(numeric("x"), null);
    assert.equal(property(3, "x"), undefined);
    assert.deepEqual(documentOf({ Statement: [UNKNOWN] }), { is: "unknown" });
    assert.deepEqual(documentOf({ Statement: [] }), { is: "known", value: { Statement: [] } });
  });
});
