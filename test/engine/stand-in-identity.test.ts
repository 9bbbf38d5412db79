import assert from "node:assert/strict";
import { minified, type PolicyDocument } from "../../iam/document";
import { CALLER, createProject, skipWithoutPulumi } from "./harness";
import { Aws } from "./stand-in/aws";
import { make } from "./stand-in/lifecycle";
import type { Cloud } from "./stand-in/store";
import { groupIn, INSTANCE, instanceIn } from "./switched-on";

const REGION = "eu-west-1";
const instanceArn = INSTANCE.id;

const policy = (statement: PolicyDocument["Statement"][number]): string =>
  minified({ Version: "2012-10-17", Statement: [statement] });

const publishing = (region: string): string =>
  policy({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sns:Publish",
    Resource: `arn:aws:sns:${region}:${CALLER}:alarm`,
    Condition: {
      ArnEquals: { "aws:SourceArn": `arn:aws:events:${region}:${CALLER}:rule/alarm` },
      StringEquals: { "aws:SourceAccount": CALLER },
    },
  });

describe("the stand-in for AWS: identity and alarms", () => {
  /** Makes resources one after another in a new cloud with Identity Center. */
  function making(account = CALLER): (type: string, inputs: object) => unknown {
    const resources = [instanceIn(REGION), groupIn(REGION, "People", 7)];
    const cloud: Cloud = { counter: 0, flags: {}, resources };
    const aws = new Aws(cloud, { account, region: REGION });
    return (type, inputs) => make(`aws:${type}`, { ...inputs }, aws).outputs;
  }
  const rule = (region: string): object => ({ name: "alarm", region, eventPattern: "{}" });
  const target = (region: string, of = region): object => ({
    rule: "alarm",
    arn: `arn:aws:sns:${of}:${CALLER}:alarm`,
    region,
  });

  it("refuses a role that names a provider which does not exist", () => {
    const create = making();
    const assumeRolePolicy = policy({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${CALLER}:oidc-provider/login.example` },
      Action: "sts:AssumeRoleWithWebIdentity",
    });
    const role = (): unknown => create("iam/role:Role", { name: "hub", assumeRolePolicy });
    assert.throws(role, /Invalid principal in policy: "Federated":"arn:aws:iam::111111111111/);
    create("iam/openIdConnectProvider:OpenIdConnectProvider", {
      url: "https://login.example",
      clientIdLists: ["aws"],
    });
    role();
  });

  it("refuses metadata that AWS would not take", () => {
    const saml = (samlMetadataDocument: string) => (): unknown =>
      making()("iam/samlProvider:SamlProvider", { name: "saml", samlMetadataDocument });
    assert.throws(saml("<EntityDescriptor/>"), /at least 1000 characters/);
    assert.throws(saml("x".repeat(1000)), /Could not parse metadata/);
  });

  it("refuses a target whose topic is elsewhere, or lets nobody publish", () => {
    const create = making();
    for (const region of [REGION, "us-east-1"]) {
      create("cloudwatch/eventRule:EventRule", rule(region));
      create("sns/topic:Topic", { name: "alarm", region });
    }
    const aim = (at: object) => (): unknown => create("cloudwatch/eventTarget:EventTarget", at);
    assert.throws(aim(target(REGION, "us-east-1")), /Topic does not exist: arn:aws:sns:us-east-1/);
    assert.throws(aim(target(REGION)), /lets alarm publish nothing/);
    const arn = `arn:aws:sns:${REGION}:${CALLER}:alarm`;
    const letting = (region: string) => ({ arn, region: REGION, policy: publishing(region) });
    create("sns/topicPolicy:TopicPolicy", letting("us-east-1"));
    assert.throws(aim(target(REGION)), /lets alarm publish nothing/);
    create("sns/topicPolicy:TopicPolicy", letting(REGION));
    const inputTransformer = { inputPaths: { who: "$.x" }, inputTemplate: '"<who> <what>"' };
    assert.throws(aim({ ...target(REGION), inputTransformer }), /Invalid InputTemplate: <what>/);
    aim(target(REGION))();
  });

  it("refuses a permission set by who administers nothing, or where there is no instance", () => {
    const set = (account: string, region: string) => (): unknown =>
      making(account)("ssoadmin/permissionSet:PermissionSet", { instanceArn, name: "a", region });
    assert.throws(set("222222222222", REGION), /222222222222 administers no instance in eu-west-1/);
    assert.throws(set(CALLER, "us-east-1"), /111111111111 administers no instance in us-east-1/);
    set(CALLER, REGION)();
  });

  it("refuses an administrator for a service that is not trusted", () => {
    const administrator = { accountId: CALLER, servicePrincipal: "sso.amazonaws.com" };
    assert.throws(
      () => making()("organizations/delegatedAdministrator:DelegatedAdministrator", administrator),
      /sso\.amazonaws\.com is not trusted/,
    );
  });

  it("refuses to assign what is not there to whom nobody made", () => {
    const create = making();
    const set = create("ssoadmin/permissionSet:PermissionSet", { instanceArn, name: "a" });
    const { arn } = set as { readonly arn: string };
    const assign = (permissionSetArn: string, principalId: string) => (): unknown =>
      create("ssoadmin/accountAssignment:AccountAssignment", {
        instanceArn,
        permissionSetArn,
        principalType: "GROUP",
        principalId,
        targetType: "AWS_ACCOUNT",
        targetId: CALLER,
      });
    assert.throws(assign(arn, "nobody"), /Group not found: nobody/);
    assert.throws(assign(`${arn}x`, "group-7"), /PermissionSet not found/);
    assign(arn, "group-7")();
  });
});

const PROGRAM = `
const aws = require("@pulumi/aws");
const management = new aws.Provider("management", { region: "${REGION}" });
const opts = { provider: management };
for (const region of ["us-east-1", "us-east-2"]) {
  const rule = new aws.cloudwatch.EventRule("rule-" + region, {
    name: "alarm", region, eventPattern: JSON.stringify({ source: ["aws.iam"] }),
  }, opts);
  const topic = new aws.sns.Topic("topic-" + region, { name: "alarm", region }, opts);
  const policy = new aws.sns.TopicPolicy("policy-" + region, {
    arn: topic.arn, region, policy: ${JSON.stringify(publishing("REGION"))}.replaceAll("REGION", region),
  }, opts);
  new aws.cloudwatch.EventTarget("target-" + region, {
    rule: rule.name, arn: topic.arn, region,
  }, { ...opts, dependsOn: policy });
}
const found = aws.ssoadmin.getInstancesOutput({ region: "${REGION}" }, opts);
const instanceArn = found.arns[0];
const set = new aws.ssoadmin.PermissionSet("set", { instanceArn, name: "a" }, opts);
const group = aws.identitystore.getGroupOutput({
  identityStoreId: found.identityStoreIds[0],
  alternateIdentifier: { uniqueAttribute: { attributePath: "DisplayName", attributeValue: "People" } },
}, opts);
exports.group = group.groupId;
exports.none = aws.ssoadmin.getInstancesOutput({ region: "us-east-1" }, opts).arns;
`;

describe("the stand-in for AWS: regions and look-ups on the engine", function () {
  this.timeout(60_000);

  it("keeps what is called alike in two regions apart, and finds instances and groups", async function () {
    skipWithoutPulumi(this, "the stand-in's regions and look-ups");
    const project = await createProject({
      toy: true,
      stack: "dev",
      files: {
        "Pulumi.yaml": "name: toy\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
        "package.json": JSON.stringify({ name: "toy", main: "index.js" }),
        "index.js": PROGRAM,
      },
    });
    try {
      project.seed(instanceIn(REGION), groupIn(REGION, "People", 7));
      const run = await project.up();
      assert.equal(run.code, 0, run.errors);
      assert.deepEqual(await project.stackOutput(), { group: "group-7", none: [] });
      const again = await project.up();
      assert.equal(again.code, 0, again.errors);
      assert.deepEqual(again.changes, []);
      const gone = await project.destroy();
      assert.equal(gone.code, 0, gone.errors);
    } finally {
      await project.close();
    }
  });
});
