import assert from "node:assert/strict";
import { aggregatorRole, recorderRole } from "../../../iam/detection/recorder";
import { EXAMPLE, planOf } from "../../stacks";
import { resourcesIn } from "../baseline/documents";

const ACCOUNT = "222222222222";
const BUCKET = "acme-logs-config-{{account:audit}}";

describe("AWS Config's recorder", () => {
  const plan = planOf(
    EXAMPLE.replace("homeRegion: eu-west-1", "homeRegion: eu-west-1\n  regions: [eu-central-1]"),
  );

  it("records everything in each region, and what is global in the home region alone", () => {
    const of = (region: string): unknown =>
      resourcesIn(plan, "recorder", region, ACCOUNT).Recorder?.RecordingGroup;
    assert.deepEqual(of("eu-west-1"), { AllSupported: true, IncludeGlobalResourceTypes: true });
    assert.deepEqual(of("eu-central-1"), { AllSupported: true, IncludeGlobalResourceTypes: false });
  });

  it("works by the account's own role, and delivers into the audit account's bucket", () => {
    const { Recorder, Channel } = resourcesIn(plan, "recorder", "eu-central-1", ACCOUNT);
    assert.equal(Recorder?.RoleARN, "arn:aws:iam::222222222222:role/landing-zone/recorder");
    assert.equal(Channel?.S3BucketName, "acme-logs-config-${AuditAccountId}");
    assert.equal(Channel.Name, Recorder.Name);
    assert.deepEqual(plan.stackSets.find(({ name }) => name === "recorder")?.template.parameters, [
      "AuditAccountId",
    ]);
  });

  it("comes after its role, below the landing zone's own units and in no others", () => {
    const sets = plan.stackSets.filter(({ name }) =>
      ["service-roles", "recorder", "account-defaults"].includes(name),
    );
    assert.deepEqual(
      sets.map(({ name, after, regions, roles }) => [
        name,
        after,
        regions,
        roles.map((r) => r.name),
      ]),
      [
        ["service-roles", undefined, ["eu-west-1"], ["recorder", "baseline"]],
        ["recorder", ["service-roles"], ["eu-west-1", "eu-central-1"], []],
        ["account-defaults", ["service-roles"], ["eu-west-1", "eu-central-1"], []],
      ],
    );
    const top = plan.units.filter(({ parent }) => parent === null).map(({ path }) => path);
    assert.ok(top.includes("core") && top.includes("quarantine"));
    for (const { units } of sets) assert.deepEqual(units, top);
  });

  it("has roles that AWS Config alone enters, for the account itself", () => {
    for (const { trust } of [recorderRole(BUCKET), recorderRole(null), aggregatorRole()]) {
      assert.deepEqual(trust.Statement, [
        {
          Effect: "Allow",
          Principal: { Service: "config.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "{{account:self}}" } },
        },
      ]);
    }
  });

  it("writes into its own folder of the bucket, and nowhere in management", () => {
    const allowed = recorderRole(BUCKET).policies.inline?.Statement.map((one) => [
      one.Action,
      one.Resource,
    ]);
    assert.deepEqual(allowed, [
      [
        ["s3:PutObject", "s3:PutObjectAcl"],
        "arn:{{partition}}:s3:::acme-logs-config-{{account:audit}}/AWSLogs/{{account:self}}/Config/*",
      ],
      [["kms:Decrypt", "kms:GenerateDataKey"], "arn:{{partition}}:kms:*:{{account:audit}}:key/*"],
    ]);
    assert.equal(recorderRole(null).policies.inline, null);
    assert.equal(aggregatorRole().policies.inline, null);
    assert.deepEqual(plan.detection.config?.recorderRole, recorderRole(null));
  });

  it("has its folder and the audit account's id in the template of roles", () => {
    const set = plan.stackSets.find(({ name }) => name === "service-roles");
    assert.deepEqual(set?.template.parameters, ["AuditAccountId"]);
    const template = JSON.parse(set.template.body) as { readonly Parameters: object };
    assert.deepEqual(template.Parameters, {
      AuditAccountId: { Type: "String", AllowedPattern: "^[0-9]{12}$" },
    });
    assert.match(
      set.template.body,
      /:s3:::acme-logs-config-\$\{AuditAccountId\}\/AWSLogs\/\$\{AWS::AccountId\}\/Config\/\*/,
    );
  });
});
