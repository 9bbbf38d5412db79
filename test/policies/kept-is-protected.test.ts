import assert from "node:assert/strict";
import { edited, EXAMPLE, planOf } from "../stacks";
import { assertFine, assertFound, found, resource, stackSet } from "./registered";

const RULE = "kept-is-protected";
const KEPT = { protect: true };
const TAGS = { tags: { "landing-zone:type": "production" } };
const ACCOUNT = "aws:organizations/account:Account";

describe("rule kept-is-protected", () => {
  it("is content with what is protected, and with what may go", async () => {
    await assertFine([
      resource("aws:organizations/organization:Organization", {}, KEPT),
      resource(ACCOUNT, { name: "web-production", ...TAGS }, KEPT),
      resource("aws:kms/key:Key", {}, KEPT),
      resource("aws:s3/bucket:Bucket", { bucket: "a-website" }),
    ]);
  });

  for (const [what, type, inputs] of [
    ["the organization", "aws:organizations/organization:Organization", {}],
    ["an account", ACCOUNT, { name: "web-production", ...TAGS }],
    ["a key", "aws:kms/key:Key", {}],
    ["a key", "aws-native:kms:Key", { keyPolicy: {} }],
  ] as const) {
    it(`finds ${type} without protection`, async () => {
      await assertFound(RULE, new RegExp(`${type} mine is ${what} without protect`), [
        resource(type, inputs),
      ]);
    });
  }

  it("lets an account go that is leaving in the stack file", async () => {
    const plan = planOf(
      edited(EXAMPLE, [
        "{ name: playground, type: sandbox }",
        "{ name: playground, type: sandbox, lifecycle: leaving }",
      ]),
    );
    await assertFine([resource(ACCOUNT, { name: "playground", ...TAGS })], { plan });
    await assertFound(RULE, /is an account without protect/, [
      resource(ACCOUNT, { name: "playground", ...TAGS }),
    ]);
  });

  it("keeps the VPCs of the network account, until the stack file releases one", async () => {
    const vpc = (name: string, more: object = {}): ReturnType<typeof resource> =>
      resource("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: name } }, more);
    const withVpcs = (more: string) =>
      planOf(`${EXAMPLE}network: { vpcs: [{ name: main, types: [production]${more} }] }\n`);
    await assertFound(RULE, /mine is a VPC that accounts share without protect/, [vpc("main")], {
      plan: withVpcs(""),
    });
    await assertFine([vpc("main", KEPT)], { plan: withVpcs("") });
    await assertFine([vpc("main")], { plan: withVpcs(", release: true") });
    await assertFine([vpc("other", { in: "audit" })]);
  });

  it("finds a bucket into which logs are delivered, and any of the audit account", async () => {
    const trail = resource(
      "aws:cloudtrail/trail:Trail",
      { s3BucketName: "trails" },
      { name: "trail" },
    );
    const bucket = resource("aws:s3/bucket:Bucket", { bucket: "trails" });
    const said = (await found([bucket, trail])).filter(({ rule }) => rule === RULE);
    assert.match(said.map(({ says }) => says).join(), /is a log bucket without protect/);
  });

  it("asks templates for their own word for it", async () => {
    const key = (more: object): ReturnType<typeof stackSet> =>
      stackSet({ Key: { Type: "AWS::KMS::Key", Properties: {}, ...more } });
    await assertFine([key({ DeletionPolicy: "Retain" })]);
    await assertFound(RULE, /Key in the template of .* is a key without DeletionPolicy: Retain/, [
      key({}),
    ]);
  });
});
