import assert from "node:assert/strict";
import type { PolicyDocument } from "../../iam/document";
import { BOUNDARY_NAME } from "../../iam/names";
import { accountsEntered, coreAccount, livingMembers, rolesIn } from "../../model/plan";
import { providedServiceRoles } from "../../model/service-roles";
import { resourceCounts } from "../../model/resources";
import { expectedDocument, expectedRoles, parsed, rolesOf } from "./documents";
import { testFailures } from "./failures";
import { CALLER, skipWithoutPulumi } from "./harness";
import { testLifeOfAccounts } from "./life-of-accounts";
import {
  changesOf,
  createdBy,
  EXAMPLE,
  idOf,
  idsOf,
  accountsIn,
  type LandingZone,
  landingZone,
  living,
  planOf,
  printTimes,
  PROVIDER_PROCESSES,
  providerProcesses,
  succeeded,
  tally,
  TIMEOUT_MS,
} from "./landing-zone";

const sorted = (rows: readonly unknown[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).sort();

describe("from an empty management account to a landing zone", function () {
  this.timeout(TIMEOUT_MS);
  const plan = planOf(EXAMPLE);
  let zone: LandingZone;
  let ids: ReadonlyMap<string, string>;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "a first run of the landing zone");
    zone = await landingZone({}, { deniedAttempts: 2 });
    close = () => zone.close();
  });
  after(() => close?.());

  it("previews what the plan counts, when no account exists yet", async () => {
    const run = succeeded(await zone.preview());
    assert.deepEqual(createdBy(run), resourceCounts(plan));
    assert.deepEqual(zone.cloud().resources, []);
    assert.deepEqual(zone.endpoint.calls, []);
  });

  testFailures(() => zone);

  it("makes what it has previewed, where a run has failed before, and nothing twice", async () => {
    await zone.clearLog();
    const run = succeeded(await zone.up());
    const ops = new Set(run.changes.map(({ op }) => op));
    assert.deepEqual([...ops].sort(), ["create", "read"]);
    const made = zone.cloud().resources.map(({ type }) => type);
    const planned = Object.entries(resourceCounts(plan));
    const inAws = planned.filter(([type]) => type.startsWith("aws"));
    assert.deepEqual(tally(made), Object.fromEntries(inAws));
    ids = await idsOf(zone);
    assert.deepEqual(
      [...ids.keys()],
      plan.accounts.map(({ name }) => name),
    );
  });

  it("waits until each core account can be entered, and enters no leaf account", () => {
    const attempts = zone.endpoint.calls.filter(({ action }) => action === "AssumeRole");
    const entered = ["access", "audit", "network"].map((name) => {
      const arn = `arn:aws:iam::${idOf(ids, name)}:role/OrganizationAccountAccessRole`;
      const own = attempts.filter(({ parameters }) => parameters.RoleArn === arn);
      return own.map(({ status }) => status);
    });
    assert.deepEqual(entered, Array(3).fill([403, 403, 200]));
    assert.equal(attempts.length, 9);
    const configured = zone.log().filter(({ event }) => event === "configure");
    const accounts = [CALLER, "access", "audit", "network"].map((name) => ids.get(name) ?? name);
    assert.deepEqual(
      [...new Set(configured.map(({ account }) => account))].sort(),
      accounts.sort(),
    );
  });

  it("switches StackSets on, without which AWS makes none", () => {
    // The cloud of this test refuses service-managed sets until then.
    assert.equal(zone.cloud().flags.stackSetsAccess, true);
    const calls = zone.endpoint.calls.filter((c) => c.action === "ActivateOrganizationsAccess");
    assert.deepEqual(
      calls.map(({ region, status }) => [region, status]),
      [["eu-west-1", 200]],
    );
    const sets = living(zone, "cloudformation:StackSet").map(({ inputs }) => inputs);
    assert.deepEqual(
      sets.map(({ templateBody }) => templateBody).sort(),
      [...plan.types, ...plan.stackSets].map(({ template }) => template?.body).sort(),
    );
  });

  it("puts every account into the unit of its type", () => {
    const expected = livingMembers(plan).map(({ name, unit }) => [idOf(ids, name), { name, unit }]);
    assert.deepEqual(accountsIn(zone), Object.fromEntries(expected));
  });

  it("attaches every guardrail where the plan has it, with the plan's documents", () => {
    const units = new Map(
      living(zone, "organizations/organizationalUnit:OrganizationalUnit").map((unit) => [
        unit.id,
        String(unit.inputs.name),
      ]),
    );
    const policies = new Map(
      living(zone, "organizations/policy:Policy").map(({ id, inputs }) => [id, inputs]),
    );
    const attached = living(zone, "organizations/policyAttachment:PolicyAttachment").map(
      ({ inputs }) => {
        const policy = policies.get(String(inputs.policyId));
        const at = units.get(String(inputs.targetId)) ?? "/";
        return [at, policy?.name, parsed(policy?.content)];
      },
    );
    const management = coreAccount(plan, "management");
    const planned = plan.guardrails.map(({ target, name, document }) => [
      target.slice(target.lastIndexOf("/") + 1) || "/",
      name,
      expectedDocument(document as PolicyDocument, { plan, ids, self: management }),
    ]);
    assert.deepEqual(sorted(attached), sorted(planned));
  });

  it("gives each core account its roles, with the plan's documents", () => {
    for (const account of accountsEntered(plan)) {
      const id = idOf(ids, account.name);
      assert.deepEqual(rolesOf(zone, id), expectedRoles({ plan, ids, self: account }));
      const boundaries = living(zone, "iam/policy:Policy").filter(
        (r) => r.account === id && r.inputs.name === BOUNDARY_NAME,
      );
      assert.equal(boundaries.length, 1);
    }
    assert.equal(
      living(zone, "iam/role:Role").length,
      accountsEntered(plan).flatMap((account) => rolesIn(plan, account)).length +
        plan.ownRoles.length +
        accountsEntered(plan).flatMap((account) => providedServiceRoles(plan, account)).length,
    );
  });

  it("keeps the logs in the audit account, written by the organization's trail alone", () => {
    const audit = coreAccount(plan, "audit");
    const context = { plan, ids, self: audit };
    const id = `acme-logs-${idOf(ids, audit.name)}`;
    const bucket = living(zone, "s3/bucket:Bucket").find((one) => one.id === id);
    const policy = living(zone, "s3/bucketPolicy:BucketPolicy").find((one) => one.id === id);
    const [key] = living(zone, "kms/key:Key");
    const [trail] = living(zone, "cloudtrail/trail:Trail");
    assert.ok(bucket && policy && key && trail);
    const accounts = [bucket, policy, key].map(({ account }) => account);
    assert.deepEqual(accounts, Array(3).fill(idOf(ids, audit.name)));
    assert.deepEqual(
      parsed(policy.inputs.policy),
      expectedDocument(plan.logs.bucketPolicy, context),
    );
    assert.deepEqual(parsed(key.inputs.policy), expectedDocument(plan.logs.keyPolicy, context));
    assert.equal(trail.account, CALLER);
    assert.deepEqual(
      { bucket: trail.inputs.s3BucketName, key: trail.inputs.kmsKeyId },
      { bucket: bucket.id, key: key.outputs?.arn },
    );
    // The bucket's and the key's policies name the trail by its ARN.
    for (const { inputs } of [policy, key]) assert.ok(String(inputs.policy).includes(trail.id));
  });

  it("makes people in the access account, with the groups and tags of their functions", () => {
    const access = coreAccount(plan, "access");
    const context = { plan, ids, self: access };
    const id = idOf(ids, access.name);
    for (const type of ["user:User", "group:Group", "userGroupMembership:UserGroupMembership"]) {
      for (const { account } of living(zone, `iam/${type}`)) assert.equal(account, id);
    }
    const people = living(zone, "iam/user:User").filter(({ inputs }) => inputs.path === "/people/");
    const users = people.map((r) => [r.id, r.inputs.tags]);
    assert.deepEqual(Object.fromEntries(users), {
      ada: { operations: "true", developer: "true" },
      grace: { auditor: "true" },
    });
    const memberships = living(zone, "iam/userGroupMembership:UserGroupMembership").map(
      ({ inputs }) => [inputs.user, inputs.groups],
    );
    assert.deepEqual(Object.fromEntries(memberships), {
      ada: ["people", "operations", "developer"],
      "break-glass-1": ["break-glass"],
      "break-glass-2": ["break-glass"],
      grace: ["people", "auditor"],
    });
    const entering = living(zone, "iam/groupPolicy:GroupPolicy").map(({ inputs }) => [
      inputs.group,
      parsed(inputs.policy),
    ]);
    const expected = plan.people.groups.map(({ function: fn, policy }) => [
      fn,
      expectedDocument(policy, context),
    ]);
    assert.deepEqual(Object.fromEntries(entering), Object.fromEntries(expected));
    const everybody = living(zone, "iam/policy:Policy").find((r) => r.inputs.name === "people");
    assert.equal(everybody?.account, id);
    assert.deepEqual(
      parsed(everybody.inputs.policy),
      expectedDocument(plan.people.policy, context),
    );
  });

  it("leaves no placeholder anywhere", () => {
    assert.ok(!JSON.stringify(zone.cloud()).includes("{{"));
  });

  it("has no password and no key in its state", async () => {
    const state = await zone.exportState();
    const resources = state.deployment.resources ?? [];
    const types = resources.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /LoginProfile|AccessKey|SigningCertificate|SshKey/i.test(type)),
      [],
    );
    const settings = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
    const secrets = /password|^(access|secret|private|session).*(key|token)$|^(secret|token)$/i;
    const suspicious = resources
      .filter(({ type }) => type !== settings)
      .flatMap(({ inputs, outputs }) => [...keysOf(inputs), ...keysOf(outputs)])
      .filter((key) => secrets.test(key));
    assert.deepEqual([...new Set(suspicious)], []);
    // Nor the credentials of the run.
    assert.ok(!JSON.stringify(state).includes("AKIA"));
  });

  it("changes nothing the second time", async () => {
    await zone.clearLog();
    const run = succeeded(await zone.preview());
    assert.deepEqual(changesOf(run), []);
    assert.equal(providerProcesses(zone), PROVIDER_PROCESSES);
    printTimes("preview of the example", run);
  });

  testLifeOfAccounts(() => zone);

  it("keeps accounts and logs, whoever destroys the stack", async () => {
    const keeping = (): unknown =>
      KEPT.map((type) => living(zone, type).map(({ id, inputs }) => ({ id, inputs })));
    const before = keeping();
    const run = await zone.destroy();
    assert.notEqual(run.code, 0);
    assert.match(run.errors, /trail-trail" cannot be deleted\nbecause it is protected/);
    assert.match(run.errors, /accounts-web-staging" cannot be deleted/);
    assert.deepEqual(keeping(), before);
    const { deployment } = await zone.exportState();
    const kept = (deployment.resources ?? []).filter((r) => r.protect === true);
    assert.deepEqual(
      kept.map(({ urn }) => urn.split("::").at(-1)).sort(),
      [
        // The account that was renamed in the meantime, and none that has left.
        ...["access", "audit", "documents", "network", "playground", "shop", "web-staging"].map(
          (name) => `accounts-${name}`,
        ),
        "break-glass-break-glass-1",
        "break-glass-break-glass-2",
        "logs-alias",
        "logs-key",
        // The log bucket, which alone is locked, and the others with all that keeps them closed.
        "logs-object-lock",
        ...["logs", "logs-access-log", "logs-config", "logs-flow-log", "logs-query"].flatMap(
          (bucket) =>
            [
              "bucket",
              "encryption",
              "lifecycle",
              // That of access logs has nobody who could log it.
              ...(bucket === "logs-access-log" ? [] : ["logging"]),
              "ownership",
              "policy",
              "public-access",
              "versioning",
            ].map((part) => `${bucket}-${part}`),
        ),
        "organization-self",
        "trail-trail",
      ].sort(),
    );
  });
});

const KEPT = [
  "organizations/organization:Organization",
  "organizations/organizationalUnit:OrganizationalUnit",
  "organizations/account:Account",
  "organizations/awsServiceAccess:AwsServiceAccess",
  "s3/bucket:Bucket",
  "s3/bucketPolicy:BucketPolicy",
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "kms/key:Key",
  "cloudtrail/trail:Trail",
];

/** Names of all properties, however deep. */
function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}
