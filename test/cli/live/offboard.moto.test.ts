import assert from "node:assert/strict";
import {
  CreateRoleCommand,
  CreateUserCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListUserPoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  DescribePolicyCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
} from "@aws-sdk/client-organizations";
import { inventoryOf } from "../../../cli/live/inventory";
import { pythonOrSkip } from "../../tools/python";
import type { Answer } from "../access-run";
import { giveDevice, giveEverything, giveKey, makeDevice } from "./belongings";
import { makeLiveWorld, type LiveWorld } from "./world";

const WRITES = /^(Put|Update|Delete|Deactivate|Create|Attach|Detach|Remove|Add|Enable|Upload)/;

describe("lz offboard, on moto", function () {
  this.timeout(60_000);
  let world: LiveWorld;

  before(async function () {
    world = await makeLiveWorld(await pythonOrSkip(this, "lz offboard on moto"));
  });
  after(() => world.end());

  /** Runs lz, and says what it asked of AWS that changes anything. */
  async function writing(...args: readonly string[]): Promise<Answer & { writes: string[] }> {
    const from = world.front.asked.length;
    const answer = await world.lz(...args);
    const actions = world.front.asked.slice(from).map(({ action }) => action);
    return { ...answer, writes: actions.filter((action) => WRITES.test(action)) };
  }

  async function newPerson(UserName: string, Path = "/people/"): Promise<void> {
    await world.access.iam.send(new CreateUserCommand({ UserName, Path }));
  }

  it("shows all that there is, and changes nothing", async () => {
    await giveEverything(world.access.iam, "ada");
    const { code, stdout, writes } = await writing("offboard", "ada");
    assert.equal(code, 0);
    assert.deepEqual(writes, []);
    assert.match(
      stdout,
      /^\/people\/ada, in the groups (operations and developer|developer and operations), can sign in with:/,
    );
    for (const what of [
      /password +since \d{4}-\d\d-\d\d \d\d:\d\d UTC, never used/,
      /access key +AKIA\w+ 0 days old, never used\n +access key +AKIA/,
      /MFA device +virtual arn:aws:iam::\d{12}:mfa\/ada, since/,
      /signing certificate +\w+/,
      /SSH key +APKA\w+/,
      /service credential +ACCA\w+ of codecommit\.amazonaws\.com/,
      /landing-zone\/operations +web-production and web-staging +until .* UTC at the latest/,
      /landing-zone\/developer /,
      /Nothing was changed\. To take it away: lz offboard ada --file .* --yes/,
      /Take ada out of access\.people and run pulumi up/,
    ]) {
      assert.match(stdout, what);
    }
  });

  it("takes all of it away, what shuts first", async () => {
    const { code, stdout, writes } = await writing("offboard", "ada", "--yes");
    assert.equal(code, 0, stdout);
    assert.deepEqual(writes, [
      "PutUserPolicy",
      "UpdateAccessKey",
      "UpdateAccessKey",
      "DeleteLoginProfile",
      "UpdateSigningCertificate",
      "UpdateSSHPublicKey",
      "UpdateServiceSpecificCredential",
      "DeleteAccessKey",
      "DeleteAccessKey",
      "DeactivateMFADevice",
      "DeleteVirtualMFADevice",
      "DeleteSigningCertificate",
      "DeleteSSHPublicKey",
      "DeleteServiceSpecificCredential",
    ]);
    const left = await inventoryOf(world.access.iam, "ada");
    assert.ok(left);
    const { password, keys, devices, certificates, sshKeys, serviceCredentials } = left;
    assert.deepEqual(
      { password, keys, devices, certificates, sshKeys, serviceCredentials },
      {
        password: null,
        keys: [],
        devices: [],
        certificates: [],
        sshKeys: [],
        serviceCredentials: [],
      },
    );
    assert.deepEqual([left.leftDevices, left.unread, left.shut], [[], [], true]);
    const { PolicyDocument } = await world.access.iam.send(
      new GetUserPolicyCommand({ UserName: "ada", PolicyName: "offboarded" }),
    );
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument ?? "")) as {
      Statement: unknown;
    };
    assert.deepEqual(Statement, [
      { Sid: "NothingAnyMore", Effect: "Deny", Action: "*", Resource: "*" },
    ]);
  });

  it("finds nothing the second time, and asks for no change", async () => {
    const { code, stdout, writes } = await writing("offboard", "ada", "--yes");
    assert.equal(code, 0);
    assert.deepEqual(writes, []);
    assert.match(stdout, /ada, shut out already, in the groups .*: nothing to sign in with/);
    assert.match(stdout, /Nothing that is known was left to take away/);
    const { stdout: json } = await world.lz("offboard", "ada", "--yes", "--json");
    const { ok, steps } = JSON.parse(json) as { ok: boolean; steps: unknown[] };
    assert.deepEqual({ ok, steps }, { ok: true, steps: [] });
  });

  it("goes on after a failure, says what failed, and finishes the next time", async () => {
    await giveEverything(world.access.iam, "grace");
    world.front.fail("DeleteAccessKey", { code: "AccessDenied", message: "no deletion today" });
    world.front.fail("DeleteLoginProfile", { code: "ServiceFailure", message: "x", status: 400 });
    const first = await writing("offboard", "grace", "--yes");
    world.front.fail("DeleteAccessKey", undefined);
    world.front.fail("DeleteLoginProfile", undefined);
    assert.equal(first.code, 1);
    assert.match(first.stdout, /Taken away of grace, but for 3 failures:/);
    assert.match(first.stdout, /FAILED {2}password deleted/);
    assert.match(
      first.stdout,
      /access key AKIA\w+ deleted: AWS does not allow it \(no deletion today\)/,
    );
    assert.match(first.stdout, /password deleted: AWS has a fault: repeat/);
    const left = await inventoryOf(world.access.iam, "grace");
    assert.deepEqual(
      [left?.keys.map(({ active }) => active), left?.devices, left?.sshKeys, left?.shut],
      [[false, false], [], [], true],
    );
    const second = await writing("offboard", "grace", "--yes");
    assert.equal(second.code, 0, second.stdout);
    assert.deepEqual(second.writes, [
      "PutUserPolicy",
      "DeleteLoginProfile",
      "DeleteAccessKey",
      "DeleteAccessKey",
    ]);
  });

  it("shuts somebody out of whom it cannot read everything", async () => {
    await newPerson("eve");
    await giveKey(world.access.iam, "eve");
    const denied = { code: "AccessDenied", message: "not that list" };
    world.front.fail("ListServiceSpecificCredentials", denied);
    world.front.fail("ListAccessKeys", denied);
    const { code, stdout, writes } = await writing("offboard", "eve", "--yes");
    world.front.fail("ListServiceSpecificCredentials", undefined);
    world.front.fail("ListAccessKeys", undefined);
    assert.equal(code, 1);
    assert.deepEqual(writes, ["PutUserPolicy"]);
    assert.match(stdout, /Could not read the service credentials of eve: AWS does not allow it/);
    assert.match(stdout, /Could not read the access keys of eve: AWS does not allow it/);
    assert.equal((await inventoryOf(world.access.iam, "eve"))?.shut, true);
  });

  it("does not fail over what is gone already", async () => {
    await newPerson("hedy");
    await giveKey(world.access.iam, "hedy");
    world.front.fail("DeleteAccessKey", { code: "NoSuchEntity", message: "gone", status: 404 });
    const { code, stdout } = await writing("offboard", "hedy", "--yes");
    world.front.fail("DeleteAccessKey", undefined);
    assert.equal(code, 0, stdout);
  });

  it("works for a user who is not in the file, and says how the user goes", async () => {
    await newPerson("mallory", "/elsewhere/");
    await giveDevice(world.access.iam, "mallory");
    const { code, stdout } = await world.lz("offboard", "mallory", "--yes");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /MFA device arn:aws:iam::\d{12}:mfa\/mallory deleted/);
    assert.match(stdout, /mallory is not in the file/);
    assert.match(stdout, /aws iam delete-user --user-name mallory/);
    assert.doesNotMatch(stdout, /pulumi up: that removes/);
  });

  it("clears a device that an enrolment left", async () => {
    await newPerson("joan");
    await makeDevice(world.access.iam, "joan");
    const { stdout } = await world.lz("offboard", "joan", "--yes");
    assert.match(stdout, /done {2}MFA device arn:aws:iam::\d{12}:mfa\/joan deleted/);
    assert.deepEqual((await inventoryOf(world.access.iam, "joan"))?.leftDevices, []);
  });

  it("refuses a name that neither file nor account knows, and says which it may be", async () => {
    const { code, stdout, stderr } = await world.lz("offboard", "linsu", "--yes");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /"linsu" is neither in the file nor a user .*did you mean "linus"\?/);
  });

  it("--revoke-sessions needs --yes", async () => {
    const { code, stderr } = await world.lz("offboard", "linus", "--revoke-sessions");
    assert.equal(code, 2);
    assert.match(stderr, /needs --yes/);
  });

  it("--revoke-sessions: one policy at the root, and one of each role of management", async () => {
    const { management } = world;
    await management.iam.send(
      new CreateRoleCommand({
        RoleName: "auditor",
        Path: "/landing-zone/",
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
      }),
    );
    const first = await writing("offboard", "grace", "--yes", "--revoke-sessions");
    assert.equal(first.code, 0, first.stdout);
    // Of the two roles of management that people enter one is there.
    const asked = ["PutRolePolicy", "PutRolePolicy"];
    assert.deepEqual(first.writes, ["CreatePolicy", "AttachPolicy", ...asked]);
    assert.equal(first.stdout.match(/of the role \S+ of the management account/g)?.length, 1);
    assert.equal(first.stdout.match(/delete-role-policy --role-name/g)?.length, 1);
    assert.match(first.stdout, /After .* UTC all sessions that were open have ended by themselves/);
    const [, policyId = "", rootId = ""] =
      /detach-policy --policy-id (\S+) --target-id (\S+)/.exec(first.stdout) ?? [];
    const { Roots } = await management.organizations.send(new ListRootsCommand({}));
    assert.equal(rootId, Roots?.[0]?.Id);
    const onRoot = async (): Promise<(string | undefined)[]> => {
      const { Policies } = await management.organizations.send(
        new ListPoliciesForTargetCommand({ TargetId: rootId, Filter: "SERVICE_CONTROL_POLICY" }),
      );
      return (Policies ?? []).map(({ Name }) => Name);
    };
    assert.deepEqual(
      (await onRoot()).filter((name) => name?.startsWith("offboarded")),
      ["offboarded-people"],
    );
    const { Policy } = await management.organizations.send(
      new DescribePolicyCommand({ PolicyId: policyId }),
    );
    const { PolicyDocument } = await management.iam.send(
      new GetRolePolicyCommand({ RoleName: "auditor", PolicyName: "offboard-grace" }),
    );
    for (const text of [Policy?.Content ?? "", decodeURIComponent(PolicyDocument ?? "")]) {
      const { Condition } = (JSON.parse(text) as { Statement: { Condition: unknown }[] })
        .Statement[0] ?? { Condition: null };
      const { DateLessThan, ...rest } = Condition as Record<string, Record<string, string>>;
      assert.deepEqual(rest, {
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::*:role/landing-zone/*",
            "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_lz-*",
          ],
        },
        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/landing-zone/partner-*-*" },
        StringLike: { "aws:userid": ["*:grace"] },
      });
      const before = Date.parse(DateLessThan?.["aws:TokenIssueTime"] ?? "");
      assert.ok(before > Date.now() && before < Date.now() + 16 * 60_000);
    }

    world.front.fail("AttachPolicy", { code: "DuplicatePolicyAttachmentException", message: "x" });
    const second = await writing("offboard", "grace", "--yes", "--revoke-sessions");
    world.front.fail("AttachPolicy", undefined);
    assert.equal(second.code, 0, second.stdout);
    assert.deepEqual(second.writes, ["UpdatePolicy", "AttachPolicy", ...asked]);
    assert.equal((await onRoot()).filter((name) => name === "offboarded-people").length, 1);
  });

  it("--revoke-sessions: one policy for all who left", async () => {
    const { stdout } = await world.lz("offboard", "ada", "--yes", "--revoke-sessions");
    const [, PolicyId] = /detach-policy --policy-id (\S+)/.exec(stdout) ?? [];
    const { organizations } = world.management;
    const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId }));
    const content = Policy?.Content ?? "";
    assert.match(content, /"Sid":"EndSessions0".*\*:grace.*"Sid":"EndSessions1".*\*:ada/);
  });

  it("--revoke-sessions: also of somebody who has no function any more", async () => {
    await newPerson("Idle");
    const shown = await world.lz("offboard", "Idle");
    assert.doesNotMatch(shown.stdout, /Roles in which/);
    assert.match(shown.stdout, /also of functions that the person had before, repeat with --yes/);
    const { code, stdout } = await world.lz("offboard", "Idle", "--yes", "--revoke-sessions");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /done {2}sessions ended in all member accounts, by this policy/);
    assert.match(stdout, /done {2}sessions ended of the role auditor of the management account/);
    const [, PolicyId] = /detach-policy --policy-id (\S+)/.exec(stdout) ?? [];
    const { Policy } = await world.management.organizations.send(
      new DescribePolicyCommand({ PolicyId }),
    );
    assert.ok(Policy?.Content?.includes('"aws:userid":["*:Idle","*:idle"]'), Policy?.Content);
  });

  it("--revoke-sessions: prints the commands where it cannot", async () => {
    const full = { code: "ConstraintViolationException", message: "no room at the root" };
    world.front.fail("AttachPolicy", full);
    const { code, stdout } = await world.lz("offboard", "ada", "--yes", "--revoke-sessions");
    world.front.fail("AttachPolicy", undefined);
    assert.equal(code, 1);
    assert.match(stdout, /FAILED {2}sessions ended in all member accounts, by this policy/);
    assert.match(stdout, /ConstraintViolationException: no room at the root/);
    assert.match(
      stdout,
      /aws organizations create-policy .* --content '\{"Version":"2012-10-17".*\*:ada.*\}'/,
    );
  });

  it("break-glass: the user stays in the file", async () => {
    await giveDevice(world.access.iam, "break-glass-1");
    const { code, stdout } = await world.lz("offboard", "break-glass-1", "--yes");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /landing-zone\/break-glass +management +until/);
    assert.match(stdout, /stays in the file\. Give it a new password/);
    const { PolicyNames } = await world.access.iam.send(
      new ListUserPoliciesCommand({ UserName: "break-glass-1" }),
    );
    assert.deepEqual(PolicyNames, ["offboarded"]);
  });
});
