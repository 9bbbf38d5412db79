import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import {
  ActivateOrganizationsAccessCommand,
  CloudFormationClient,
  DescribeOrganizationsAccessCommand,
} from "@aws-sdk/client-cloudformation";
import { type AwsEndpoint, startAwsEndpoint } from "./aws-endpoint";
import type { Run } from "./events";
import { CALLER, type Project, createProject, skipWithoutPulumi } from "./harness";

const PROGRAM_HEAD = `
const aws = require("@pulumi/aws");
const native = require("@pulumi/aws-native");
const pulumi = require("@pulumi/pulumi");
const region = "eu-central-1";
const management = new aws.Provider("management", { region, allowedAccountIds: ["${CALLER}"] });
const inManagement = { provider: management };
const doc = (action) => JSON.stringify({
  Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const trust = (account) => JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: account } }],
});
`;

const TREE = `
const organization = new aws.organizations.Organization("organization", {}, inManagement);
const unit = new aws.organizations.OrganizationalUnit("unit", {
  name: "workloads", parentId: organization.roots[0].id,
}, inManagement);
const account = new aws.organizations.Account("account", {
  name: "shop", email: "shop@example.com", parentId: unit.id, closeOnDeletion: true,
}, inManagement);
const member = new aws.Provider("member", {
  region,
  allowedAccountIds: [account.id],
  assumeRoles: [{ roleArn: pulumi.interpolate\`arn:aws:iam::\${account.id}:role/OrganizationAccountAccessRole\` }],
});
const inMember = { provider: member };
`;

function toy(program: string, options: { readonly stack?: string } = {}): Promise<Project> {
  return createProject({
    toy: true,
    stack: options.stack ?? "dev",
    accounts: ["222222222222"],
    requireActivation: true,
    files: {
      "Pulumi.yaml": "name: toy\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "package.json": JSON.stringify({ name: "toy", main: "index.js" }),
      "index.js": PROGRAM_HEAD + program,
    },
  });
}

const write = (project: Project, program: string): Promise<void> =>
  project.writeFile("index.js", PROGRAM_HEAD + program);

/** Steps as "operation name". */
const brief = (run: Run): readonly string[] =>
  run.changes.map(({ op, name }) => `${op} ${name}`).sort();

function assertOk(run: Run): void {
  assert.equal(run.code, 0, `${run.errors}\n${run.stderr}`);
}

describe("the stand-in for AWS: one stack through its life", () => {
  let project: Project;
  let close: (() => Promise<void>) | undefined;
  const ROLE = `
const role = new aws.iam.Role("role", { name: "deploy", assumeRolePolicy: trust("${CALLER}") }, inMember);
new aws.iam.RolePolicy("inline", { name: "inline", role: role.name, policy: doc("s3:ListBucket") }, inMember);
new aws.s3.Bucket("bucket", { tags: { team: pulumi.secret("hush-hush") } }, inMember);
exports.roleArn = role.arn;
exports.bucket = aws.getCallerIdentityOutput({}, inMember).accountId;
`;

  before(async function () {
    skipWithoutPulumi(this, "the tests of the stand-in for AWS");
    project = await toy(TREE + ROLE);
    close = () => project.close();
  });
  after(() => close?.());

  it("previews what depends on an account that does not exist", async () => {
    const run = await project.preview();
    assertOk(run);
    assert.deepEqual(brief(run), [
      "create account",
      "create bucket",
      "create inline",
      "create organization",
      "create role",
      "create unit",
    ]);
    assert.equal(project.cloud().resources.length, 0);
    const configured = project.log().filter(({ event }) => event === "configure");
    assert.deepEqual(
      configured.map(({ account }) => account),
      [CALLER],
    );
  });

  it("creates each resource in its account", async () => {
    const run = await project.up();
    assertOk(run);
    assert.equal(run.summary.create, 9);
    assert.ok(run.firstResourceMs !== undefined && run.firstResourceMs < run.durationMs);
    const accounts = project.cloud().resources.map(({ account, type }) => [type, account]);
    assert.deepEqual(Object.fromEntries(accounts), {
      "aws:organizations/organization:Organization": CALLER,
      "aws:organizations/organizationalUnit:OrganizationalUnit": CALLER,
      "aws:organizations/account:Account": CALLER,
      "aws:iam/role:Role": "900000000002",
      "aws:iam/rolePolicy:RolePolicy": "900000000002",
      "aws:s3/bucket:Bucket": "900000000002",
    });
    assert.deepEqual(await project.stackOutput(), {
      bucket: "900000000002",
      roleArn: "arn:aws:iam::900000000002:role/deploy",
    });
  });

  it("keeps secrets out of the state", async () => {
    const state = JSON.stringify(await project.exportState());
    assert.ok(!state.includes("hush-hush"));
    // The cloud itself knows the value, as AWS would.
    assert.ok(JSON.stringify(project.cloud()).includes("hush-hush"));
  });

  it("changes nothing the second time, nor on a refresh", async () => {
    await project.clearLog();
    const again = await project.up();
    assertOk(again);
    assert.deepEqual(again.changes, []);
    const refreshed = await project.refresh();
    assertOk(refreshed);
    assert.deepEqual(refreshed.changes, []);
    const events = project.log().map(({ event }) => event);
    assert.ok(events.includes("read") && !events.includes("update"));
    assert.ok(!JSON.stringify(await project.exportState()).includes("hush-hush"));
  });

  it("tells updates from replacements, and previews them exactly", async () => {
    await write(
      project,
      TREE.replace('"workloads"', '"products"') +
        ROLE.replace('"s3:ListBucket"', '"s3:GetObject"').replace(
          '{ name: "deploy",',
          '{ name: "deploy", path: "/lz/",',
        ),
    );
    const previewed = await project.preview();
    assertOk(previewed);
    const steps = previewed.steps;
    const unit = steps.find(({ name }) => name === "unit");
    assert.equal(unit?.op, "update");
    assert.deepEqual(unit.detailedDiff, { name: "update" });
    // Its ID stays known, so what is inside the unit does not change.
    assert.equal(steps.find(({ name }) => name === "account")?.op, "same");
    const role = steps.find(({ name, op }) => name === "role" && op === "replace");
    assert.deepEqual(role?.detailedDiff, { path: "update-replace" });

    const run = await project.up();
    assertOk(run);
    const living = project.cloud().resources.filter(({ deleted }) => deleted !== true);
    const roles = living.filter(({ type }) => type === "aws:iam/role:Role");
    assert.deepEqual(
      roles.map(({ outputs }) => outputs?.arn),
      ["arn:aws:iam::900000000002:role/lz/deploy"],
    );
  });

  it("reports what AWS refuses", async () => {
    await write(
      project,
      `${TREE.replace('"workloads"', '"products"')}
new aws.organizations.Account("twin", { name: "twin", email: "Shop@example.com" }, inManagement);
new aws.iam.Role("bounded", {
  name: "bounded", assumeRolePolicy: trust("${CALLER}"),
  permissionsBoundary: pulumi.interpolate\`arn:aws:iam::\${account.id}:policy/none\`,
}, inMember);
new aws.iam.Role("template", { name: "t", assumeRolePolicy: trust("{{account}}") }, inMember);
new aws.iam.Policy("large", { name: "large", policy: doc("s3:".padEnd(6200, "x")) }, inMember);
new aws.iam.GroupMembership("people", { group: "nobody", users: ["ghost"] }, inMember);
const stackSets = new native.Provider("stack-sets", { region, allowedAccountIds: ["${CALLER}"] });
new native.cloudformation.StackSet("set", {
  stackSetName: "baseline", permissionModel: "SERVICE_MANAGED", templateBody: "{}",
}, { provider: stackSets });
`,
    );
    const run = await project.up({ args: ["--continue-on-error"] });
    assert.notEqual(run.code, 0);
    for (const message of [
      "EMAIL_ALREADY_EXISTS",
      "NoSuchEntity: Policy arn:aws:iam::900000000002:policy/none does not exist",
      "MalformedPolicyDocument: the trust policy of t still has a placeholder",
      "LimitExceeded: Cannot exceed quota for the managed policy large: 6144",
      "NoSuchEntity: The group with name nobody cannot be found",
      "You must enable organizations access to operate a service managed stack set",
    ]) {
      assert.ok(run.errors.includes(message), `${message} is not in:\n${run.errors}`);
    }
  });

  it("deletes everything, from the leaves up", async () => {
    const run = await project.destroy();
    assertOk(run);
    assert.ok(project.cloud().resources.every(({ deleted }) => deleted === true));
  });
});

describe("the stand-in for AWS: what exists already", () => {
  let project: Project;
  let close: (() => Promise<void>) | undefined;
  const ACCOUNT = (args: string, options: string): string => `
new aws.organizations.Account("old", { email: "old@example.com", ${args} }, {
  provider: management, import: "222222222222", retainOnDelete: true, ${options}
});`;

  before(async function () {
    skipWithoutPulumi(this, "the tests of importing into the stand-in for AWS");
    project = await toy(ACCOUNT('name: "other"', ""));
    close = () => project.close();
    project.seed(
      {
        account: CALLER,
        type: "aws:organizations/organization:Organization",
        id: "o-exampleorg1",
        inputs: { featureSet: "ALL" },
      },
      {
        account: CALLER,
        type: "aws:organizations/account:Account",
        id: "222222222222",
        inputs: { email: "old@example.com", name: "old", parentId: "r-abcd" },
      },
    );
  });
  after(() => close?.());

  it("updates an imported account that is not as the program says", async () => {
    const run = await project.preview();
    assertOk(run);
    assert.deepEqual(brief(run), ["import old", "update old"]);
    assert.deepEqual(run.steps.find(({ op }) => op === "update")?.detailedDiff, { name: "update" });
  });

  it("leaves it alone where the program ignores the difference", async () => {
    await write(
      project,
      ACCOUNT('name: "other", roleName: "Admin"', 'ignoreChanges: ["name", "roleName"]'),
    );
    const run = await project.up();
    assertOk(run);
    assert.deepEqual(brief(run), ["import old"]);
    const again = await project.up();
    assertOk(again);
    assert.deepEqual(again.changes, []);
    assert.equal(project.cloud().resources.at(-1)?.inputs.name, "old");
  });

  it("says so when there is nothing to import", async () => {
    await write(
      project,
      ACCOUNT('name: "old"', "").replaceAll("222222222222", "333333333333").replace('"old"', '"x"'),
    );
    const run = await project.preview();
    assert.notEqual(run.code, 0);
    assert.match(run.errors, /resource '333333333333' does not exist/);
  });

  // The engine gives up at the first of these, so each is a run of its own.
  const refusals: readonly (readonly [what: string, program: string, message: RegExp])[] = [
    [
      "an account that the provider must not touch",
      `
const wrong = new aws.Provider("wrong", { region, allowedAccountIds: ["222222222222"] });
new aws.s3.Bucket("bucket", {}, { provider: wrong });`,
      /AWS account ID not allowed: 111111111111/,
    ],
    [
      "an account that does not exist",
      `
const missing = new native.Provider("missing", {
  region, assumeRole: { roleArn: "arn:aws:iam::444444444444:role/Admin" },
});
new native.cloudformation.StackSet("set", { permissionModel: "SELF_MANAGED" }, { provider: missing });`,
      /not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444444444444:role\/Admin/,
    ],
    [
      "a property that it does not know",
      `new pulumi.CustomResource("aws:s3/bucket:Bucket", "raw", { buckett: "x" }, inManagement);`,
      /aws:s3\/bucket:Bucket has no property buckett/,
    ],
    [
      "a type that it does not know",
      `new aws.sqs.Queue("queue", {}, inManagement);`,
      /does not know the resource type aws:sqs\/queue:Queue/,
    ],
  ];
  for (const [what, program, message] of refusals) {
    it(`refuses ${what}`, async () => {
      await write(project, program);
      const run = await project.preview();
      assert.notEqual(run.code, 0);
      assert.match(run.errors, message);
    });
  }
});

describe("the loopback endpoint for the AWS SDK", () => {
  let endpoint: AwsEndpoint;
  const arn = "arn:aws:iam::900000000001:role/OrganizationAccountAccessRole";
  const credentials = { accessKeyId: "AKIASTANDIN", secretAccessKey: "stand-in" };

  before(async () => {
    endpoint = await startAwsEndpoint({ deniedAttempts: 1 });
  });
  after(() => endpoint.close());

  it("lets a role be assumed after a while", async () => {
    const sts = new STSClient({ region: "eu-central-1", endpoint: endpoint.url, credentials });
    const assume = new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "test" });
    await assert.rejects(sts.send(assume), { name: "AccessDenied" });
    const { Credentials: assumed } = await sts.send(assume);
    assert.ok(assumed?.AccessKeyId !== undefined && assumed.SecretAccessKey !== undefined);
    const inMember = new STSClient({
      region: "eu-central-1",
      endpoint: endpoint.url,
      credentials: {
        accessKeyId: assumed.AccessKeyId,
        secretAccessKey: assumed.SecretAccessKey,
      },
    });
    const identity = await inMember.send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Account, "900000000001");
    assert.deepEqual(
      endpoint.calls.map(({ action, status, assumedRole }) => [action, status, assumedRole]),
      [
        ["AssumeRole", 403, undefined],
        ["AssumeRole", 200, undefined],
        ["GetCallerIdentity", 200, arn],
      ],
    );
  });

  it("activates stack sets for the organization", async () => {
    const project = await mkdtemp(join(tmpdir(), "lz-endpoint-"));
    endpoint.useStore(project);
    const client = new CloudFormationClient({
      region: "eu-central-1",
      endpoint: endpoint.url,
      credentials,
    });
    const status = async (): Promise<string | undefined> =>
      (await client.send(new DescribeOrganizationsAccessCommand({}))).Status;
    assert.equal(await status(), "DISABLED");
    await client.send(new ActivateOrganizationsAccessCommand({}));
    assert.equal(await status(), "ENABLED");
    await rm(project, { recursive: true });
  });
});
