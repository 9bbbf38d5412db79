import assert from "node:assert/strict";
import { thingsInTemplate } from "../../../access/registered/template";
import { UNKNOWN } from "../../../access/registered/values";

const DEPLOYMENT = {
  account: "333333333333",
  partition: "aws",
  parameters: new Map<string, string | typeof UNKNOWN>([
    ["Name", "from-outside"],
    ["Later", UNKNOWN],
  ]),
};

/** What a user's name comes out as, written in a template in some way. */
function nameOf(written: unknown, template: object = {}): unknown {
  const body = {
    Parameters: {
      Name: { Type: "String" },
      Later: { Type: "String" },
      Own: { Type: "String", Default: "by-default" },
      Nothing: { Type: "String" },
      Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/a/name" },
    },
    Mappings: { Names: { first: { second: "mapped" } } },
    Conditions: {
      Yes: { "Fn::Equals": [{ Ref: "Name" }, "from-outside"] },
      No: { "Fn::Not": [{ Condition: "Yes" }] },
      Later: { "Fn::Equals": [{ Ref: "Later" }, "x"] },
      Both: { "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] },
      Either: { "Fn::Or": [{ Condition: "Later" }, { Condition: "Yes" }] },
      Perhaps: { "Fn::And": [{ Condition: "Later" }, { Condition: "Yes" }] },
      NotLater: { "Fn::Not": [{ Condition: "Later" }] },
      Strange: { "Fn::Contains": [] },
      Broken: 3,
    },
    Resources: {
      User: { Type: "AWS::IAM::User", Properties: { UserName: written } },
      Role: { Type: "AWS::IAM::Role", Properties: { RoleName: "it", Path: "/p/" } },
      Unnamed: { Type: "AWS::IAM::Role" },
      Policy: { Type: "AWS::IAM::ManagedPolicy", Properties: { ManagedPolicyName: "pol" } },
      Later: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { ManagedPolicyName: { Ref: "Later" } },
      },
      Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "buck" } },
      LaterBucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: "Later" } } },
      Open: { Type: "AWS::S3::Bucket" },
      Topic: { Type: "AWS::SNS::Topic" },
      ...template,
    },
  };
  const things = thingsInTemplate(JSON.stringify(body), DEPLOYMENT);
  const user = things.find(({ id }) => id === "User")?.shape;
  assert.ok(user?.kind === "user");
  return user.name;
}

const sub = (text: unknown) => ({ "Fn::Sub": text });
const condition = (name: string) => ({ "Fn::If": [name, "yes", "no"] });

/** What is written, and what it comes out as. */
const CASES: readonly (readonly [unknown, unknown])[] = [
  ["plain", "plain"],
  [7, "7"],
  ["{{resolve:ssm:/a/name}}", UNKNOWN],
  [{ Ref: "Name" }, "from-outside"],
  [{ Ref: "Own" }, "by-default"],
  [{ Ref: "Later" }, UNKNOWN],
  [{ Ref: "Nothing" }, UNKNOWN],
  [{ Ref: "Stored" }, UNKNOWN],
  [{ Ref: "Nobody" }, UNKNOWN],
  [{ Ref: 3 }, UNKNOWN],
  [{ Ref: "AWS::AccountId" }, "333333333333"],
  [{ Ref: "AWS::NoValue" }, null],
  [{ Ref: "Role" }, "it"],
  [{ Ref: "Unnamed" }, "<Unnamed>"],
  [{ Ref: "Policy" }, "arn:aws:iam::333333333333:policy/pol"],
  [{ Ref: "Later2" }, UNKNOWN],
  [{ Ref: "Bucket" }, "buck"],
  [{ Ref: "LaterBucket" }, UNKNOWN],
  [{ Ref: "Open" }, "<Open>"],
  [{ Ref: "Topic" }, "<Topic>"],
  [{ "Fn::GetAtt": ["Role", "Arn"] }, "arn:aws:iam::333333333333:role/p/it"],
  [{ "Fn::GetAtt": "Role.Arn" }, "arn:aws:iam::333333333333:role/p/it"],
  [{ "Fn::GetAtt": "Unnamed.Arn" }, "<Unnamed.Arn>"],
  [{ "Fn::GetAtt": "Role.RoleId" }, "<Role.RoleId>"],
  [{ "Fn::GetAtt": "Bucket.Arn" }, "arn:aws:s3:::buck"],
  [{ "Fn::GetAtt": "Bucket.DomainName" }, "<Bucket.DomainName>"],
  [{ "Fn::GetAtt": "Topic.TopicName" }, "<Topic.TopicName>"],
  [{ "Fn::GetAtt": "Nobody.Arn" }, UNKNOWN],
  [{ "Fn::GetAtt": ["Role"] }, UNKNOWN],
  [sub("a-${Name}-${ Own }"), "a-from-outside-by-default"],
  [sub("${!aws:username}"), "${aws:username}"],
  [sub("${Later}"), UNKNOWN],
  [sub("${Role.Arn}"), "arn:aws:iam::333333333333:role/p/it"],
  [sub(["${X}", { X: { Ref: "Name" } }]), "from-outside"],
  [sub(["${Name}", 3]), "from-outside"],
  [sub("${AWS::Partition}{{resolve:ssm:x}}"), UNKNOWN],
  [sub({}), UNKNOWN],
  [{ "Fn::Join": ["-", ["a", { Ref: "Name" }]] }, "a-from-outside"],
  [{ "Fn::Join": ["-", ["a", { Ref: "AWS::NoValue" }, "b"]] }, "a-b"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Later" }]] }, UNKNOWN],
  [{ "Fn::Select": [1, ["a", "b"]] }, "b"],
  [{ "Fn::Select": [5, ["a", "b"]] }, UNKNOWN],
  [{ "Fn::Select": [0, { Ref: "Later" }] }, UNKNOWN],
  [{ "Fn::Select": [1, { "Fn::Split": ["-", "a-b"] }] }, "b"],
  [{ "Fn::Select": [1, { "Fn::Split": ["-", { Ref: "Later" }] }] }, UNKNOWN],
  [{ "Fn::FindInMap": ["Names", "first", "second"] }, "mapped"],
  [{ "Fn::FindInMap": ["Names", "first", "third"] }, UNKNOWN],
  [{ "Fn::FindInMap": ["Names", { Ref: "Later" }, "second"] }, UNKNOWN],
  [{ "Fn::ImportValue": "other" }, UNKNOWN],
  [condition("Yes"), "yes"],
  [condition("No"), "no"],
  [condition("Both"), "no"],
  [condition("Either"), "yes"],
  [condition("Later"), UNKNOWN],
  [condition("Perhaps"), UNKNOWN],
  [condition("NotLater"), UNKNOWN],
  [condition("Strange"), UNKNOWN],
  [condition("Broken"), UNKNOWN],
  [condition("Nowhere"), UNKNOWN],
];

describe("templates", () => {
  for (const [written, comes] of CASES) {
    it(`${JSON.stringify(written)} comes out as ${String(comes)}`, () => {
      assert.equal(nameOf(written), comes);
    });
  }

  it("do not make what is under a condition that does not hold", () => {
    const users = (name: string): number =>
      thingsInTemplate(
        JSON.stringify({
          Parameters: { Name: { Default: "x" } },
          Conditions: { Is: { "Fn::Equals": [{ Ref: "Name" }, "from-outside"] } },
          Resources: { User: { Type: "AWS::IAM::User", Condition: name } },
        }),
        DEPLOYMENT,
      ).length;
    assert.equal(users("Is"), 1);
    assert.equal(users("Other"), 1);
    const none = { ...DEPLOYMENT, parameters: new Map() };
    const body = {
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: { User: { Type: "AWS::IAM::User", Condition: "Never" } },
    };
    assert.deepEqual(thingsInTemplate(JSON.stringify(body), none), []);
  });

  it("are read as YAML with anchors and short tags, too", () => {
    const body = `
Resources:
  User:
    Type: AWS::IAM::User
    Properties: &of
      UserName: !Join ["-", [!Ref "AWS::Partition", !Sub "\${AWS::AccountId}", !Select [0, [a]]]]
      LoginProfile: {}
  Other:
    Type: AWS::IAM::User
    Properties: *of
`;
    const made = thingsInTemplate(body, DEPLOYMENT);
    assert.deepEqual(
      made.map(({ id, shape }) => `${String(id)} ${shape.kind}`),
      ["User user", "User credential", "Other user", "Other credential"],
    );
    const [first] = made;
    assert.ok(first?.shape.kind === "user");
    assert.equal(first.shape.name, "aws-333333333333-a");
  });
});
