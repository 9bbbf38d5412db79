import assert from "node:assert/strict";
import { NEEDS } from "../../iam/machines/permissions";
import { managementRunsNothing } from "../../policies/rules/management-runs-nothing";
import { resource, zoneWith } from "./registered";
import type { Registered } from "../../access/registered/resource";

/** What the rule alone says: other rules have their say of some of these types, too. */
function found(one: Registered): readonly string[] {
  const zone = zoneWith([one]);
  return [...(managementRunsNothing.resource?.(one, zone, {}) ?? [])].map((finding) =>
    "found" in finding ? finding.found : finding.unseen,
  );
}

/** What runs, what holds data, and who could sign in. */
const WORKLOADS = [
  "aws:ec2/instance:Instance",
  "aws:ecs/cluster:Cluster",
  "aws:eks/cluster:Cluster",
  "aws:lambda/function:Function",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:dynamodb/table:Table",
  "aws:secretsmanager/secret:Secret",
  "aws:iam/user:User",
  "aws:iam/accessKey:AccessKey",
  "aws:cloudformation/stack:Stack",
  "aws-native:lambda:Function",
];

describe("rule management-runs-nothing", () => {
  for (const type of WORKLOADS) {
    it(`finds ${type} in the management account, and in no other`, () => {
      assert.deepEqual(found(resource(type, {}, { in: "management" })), [
        `${type} mine is made in the management account`,
      ]);
      for (const account of ["audit", "network", "access"] as const) {
        assert.deepEqual(found(resource(type, {}, { in: account })), []);
      }
    });
  }

  it("lets the landing zone make what it makes there", () => {
    for (const type of Object.keys(NEEDS.management)) {
      assert.deepEqual(found(resource(type, {}, { in: "management" })), [], type);
    }
  });

  it("finds what names no provider, and so is made by the credentials of the run", () => {
    const one = resource("aws:lambda/function:Function", {});
    for (const name of ["default", "default_7_48_0"]) {
      const urn = `urn:pulumi:example::landing-zone::pulumi:providers:aws::${name}`;
      const provider = { urn, name, inputs: { region: "eu-west-1" } };
      assert.deepEqual(found({ ...one, provider }), [
        "aws:lambda/function:Function mine is made in the management account, by the default provider: a run has that account's credentials",
      ]);
    }
    const urn = "urn:pulumi:example::landing-zone::pulumi:providers:aws::defaults";
    assert.deepEqual(found({ ...one, provider: { urn, name: "defaults", inputs: {} } }), []);
  });

  it("goes by the account, not by the provider's name", () => {
    const one = resource("aws:lambda/function:Function", {});
    const urn = "urn:pulumi:example::landing-zone::pulumi:providers:aws::workloads";
    const inputs = { allowedAccountIds: '["111111111111"]' };
    assert.equal(found({ ...one, provider: { urn, name: "workloads", inputs } }).length, 1);
  });

  it("leaves other clouds and Pulumi's own resources alone", () => {
    for (const type of ["random:index/randomId:RandomId", "pulumi:pulumi:StackReference"]) {
      assert.deepEqual(found(resource(type, {}, { in: "management" })), []);
    }
  });
});
