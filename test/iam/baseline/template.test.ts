import assert from "node:assert/strict";
import { baselineRole } from "../../../iam/baseline/role";
import { SETTING_ACTIONS, settingCalls } from "../../../iam/baseline/settings";
import { baselineTemplate } from "../../../iam/baseline/template";
import { PASSWORD_POLICY } from "../../../iam/baseline/passwords";
import { sizeOf } from "../../../iam/render";
import { LIMITS } from "../../../model/limits";
import { ORGANIZATION, planOf } from "../../stacks";
import { resourcesIn, stepsIn } from "./documents";

const TWO_REGIONS = ORGANIZATION.replace(
  "homeRegion: eu-west-1",
  "homeRegion: eu-west-1\n  regions: [eu-central-1]",
);
const OFF = {
  ...{ ebsEncryption: false, imdsv2: false, snapshots: false, images: false },
  ...{ s3PublicAccess: false, passwordPolicy: null },
};
const ALL = {
  ...{ ebsEncryption: true, imdsv2: true, snapshots: true, images: true },
  ...{ s3PublicAccess: true, passwordPolicy: PASSWORD_POLICY },
};
const ACCOUNT = "222222222222";

describe("the baseline of accounts", () => {
  it("sets in the home region what is of the whole account, and in each what is of the region", () => {
    const plan = planOf(TWO_REGIONS);
    const names = (region: string): readonly string[] =>
      stepsIn(plan, region, ACCOUNT).map(({ name }) => name);
    const regional = [
      ...["EncryptVolumes", "RequireMetadataVersion2", "KeepSnapshotsPrivate"],
      "KeepImagesPrivate",
    ];
    assert.deepEqual(names("eu-central-1"), regional);
    assert.deepEqual(names("eu-west-1"), [...regional, "KeepBucketsPrivate", "SetPasswordPolicy"]);
    const [set] = plan.stackSets.filter(({ name }) => name === "account-defaults");
    assert.deepEqual(set?.regions, ["eu-west-1", "eu-central-1"]);
  });

  it("has a document that takes no parameters, and an association that has it run each day", () => {
    const { Document, Association } = resourcesIn(
      planOf(TWO_REGIONS),
      "account-defaults",
      "eu-central-1",
      ACCOUNT,
    );
    const { schemaVersion, assumeRole, parameters } = Document?.Content as Record<string, unknown>;
    assert.deepEqual(
      [schemaVersion, assumeRole, parameters],
      ["0.3", "arn:aws:iam::222222222222:role/landing-zone/baseline", undefined],
    );
    // A document of a name that is there is changed by a new version, or not at all.
    assert.deepEqual(
      [Document?.Name, Document?.UpdateMethod],
      ["landing-zone-baseline", "NewVersion"],
    );
    assert.deepEqual(
      [Association?.ScheduleExpression, Association?.Parameters, Association?.Tags],
      ["rate(1 day)", undefined, [{ Key: "landing-zone", Value: "baseline" }]],
    );
  });

  it("is only in the home region where all of it is of the whole account", () => {
    const calls = settingCalls({ ...OFF, s3PublicAccess: true });
    const { Resources } = JSON.parse(baselineTemplate("eu-west-1", calls).body) as {
      readonly Resources: Readonly<Record<string, { readonly Condition?: string }>>;
    };
    assert.deepEqual(
      Object.values(Resources).map(({ Condition }) => Condition),
      ["IsHome", "IsHome"],
    );
    const regional = ["ebsEncryption", "imdsv2", "snapshots", "images"];
    const text = regional.map((key) => `  ${key}: false\n`).join("");
    const [set] = planOf(`${TWO_REGIONS}baseline:\n${text}`).stackSets.filter(
      ({ name }) => name === "account-defaults",
    );
    assert.deepEqual(set?.regions, ["eu-west-1"]);
  });

  it("is no StackSet and no role where all of it is off", () => {
    const keys = ["ebsEncryption", "imdsv2", "snapshots", "images", "s3PublicAccess"];
    const text = [...keys, "passwordPolicy"].map((key) => `  ${key}: false\n`).join("");
    const plan = planOf(`${TWO_REGIONS}baseline:\n${text}audit: { config: false }\n`);
    const names = plan.stackSets.map(({ name }) => name);
    for (const name of ["account-defaults", "recorder", "service-roles"]) {
      assert.ok(!names.includes(name), name);
    }
    assert.deepEqual(plan.baseline.passwords, PASSWORD_POLICY);
  });

  it("has a role for each setting alone, in governed regions, of this account's automations", () => {
    const role = baselineRole(settingCalls(ALL), ["eu-west-1", "eu-central-1"]);
    assert.deepEqual(role.trust.Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "ssm.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "{{account:self}}" },
          ArnLike: {
            "aws:SourceArn": "arn:{{partition}}:ssm:*:{{account:self}}:automation-execution/*",
          },
        },
      },
    ]);
    const statements = role.policies.inline?.Statement ?? [];
    assert.deepEqual(
      statements.map(({ Action }) => Action),
      SETTING_ACTIONS,
    );
    assert.deepEqual(statements[1]?.Condition, {
      StringEqualsIfExists: { "ec2:Attribute/HttpTokens": "required" },
      StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
    });
    assert.deepEqual(statements[4]?.Condition, undefined);
    assert.deepEqual(role.policies.managed, []);
    const only = baselineRole(settingCalls({ ...OFF, imdsv2: true }), ["eu-west-1"]);
    assert.deepEqual(
      only.policies.inline?.Statement.map(({ Action }) => Action),
      ["ec2:ModifyInstanceMetadataDefaults"],
    );
    const everywhere = Array.from({ length: 34 }, (_, n) => `ap-southeast-${n}`);
    const largest = baselineRole(settingCalls(ALL), everywhere);
    assert.ok(sizeOf(largest.policies.inline ?? {}) < LIMITS.roleInlinePolicies.value);
  });

  it("sets the same passwords as the access account's own provider does", () => {
    const text = "baseline: { passwordPolicy: { minimumLength: 20, maxAgeDays: 365 } }\n";
    const plan = planOf(ORGANIZATION + text);
    const passwords = { minimumLength: 20, reusePrevention: 24, maxAgeDays: 365 };
    assert.deepEqual(plan.baseline.passwords, passwords);
    assert.deepEqual(plan.baseline.settings.passwordPolicy, passwords);
    const inputs = stepsIn(plan, "eu-west-1", ACCOUNT).at(-1)?.inputs;
    assert.equal(inputs?.MaxPasswordAge, 365);
    assert.equal(inputs.MinimumPasswordLength, 20);
  });
});
