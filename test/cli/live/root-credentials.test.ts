import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lz, type Answer } from "../access-run";
import { toolEnvironment } from "../../tools/python";
import { MANAGEMENT, startRootServer, type RootWorld } from "./root-server";
import { STACK, withEnvironment } from "./world";

const IDS = { access: "444444444444", audit: "222222222222", web: "555555555555" };
const NOTHING = { password: false, keys: [], certificates: [], devices: [] };
const DEVICE = "arn:aws:iam::555555555555:mfa/root";
const EVERYTHING = {
  password: true,
  keys: ["AKIAROOT1", "AKIAROOT2"],
  certificates: ["CERT1"],
  devices: ["GAHT12345678", DEVICE],
};
const ROOT_ACCESS = `arn:aws:sts::${IDS.access}:assumed-role/root-access/break-glass-1`;

describe("lz root-credentials, against AWS on loopback", () => {
  let world: RootWorld;
  let folder: string;
  let file: string;

  before(async () => {
    world = await startRootServer();
    folder = mkdtempSync(join(tmpdir(), "lz-root-"));
    file = join(folder, "acme.yaml");
    writeFileSync(file, STACK);
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    world.caller = ROOT_ACCESS;
    world.accounts.clear();
    world.accounts.set(MANAGEMENT, { name: "acme", state: "ACTIVE" });
    world.accounts.set(IDS.web, { name: "web-production", state: "ACTIVE" });
    world.accounts.set(IDS.audit, { name: "audit", state: "ACTIVE" });
    world.accounts.set(IDS.access, { name: "access", state: "ACTIVE" });
    world.accounts.set("666666666666", { name: "old", state: "SUSPENDED" });
    world.roots.clear();
    world.roots.set(IDS.web, EVERYTHING);
    world.refused.clear();
    world.calls.length = 0;
  });

  const run = (...args: readonly string[]): Promise<Answer> => {
    const env = toolEnvironment({
      AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_ENDPOINT_URL: world.url,
      AWS_CONFIG_FILE: join(folder, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
    });
    return withEnvironment(env, () => lz("root-credentials", ...args, "--file", file));
  };

  it("shows what every living member's root user has, and changes nothing", async () => {
    const { code, stdout } = await run();
    assert.equal(code, 1);
    assert.match(stdout, /^ +access +444444444444 +- +- +- +-/m);
    assert.match(stdout, /^ +web-production +555555555555 +yes +2 +1 +2 +kept$/m);
    assert.match(stdout, /1 account with root credentials: lz root-credentials --remove/);
    assert.doesNotMatch(stdout, /AKIAROOT|acme|old/);
    assert.deepEqual(world.roots.get(IDS.web), EVERYTHING);
    assert.deepEqual(
      world.calls.filter((call) => /Delete|Deactivate|acme|old/.test(call)),
      [],
    );
  });

  it("is content when there is nothing", async () => {
    world.roots.clear();
    const { code, stdout } = await run("--json");
    assert.equal(code, 0);
    const { ok, accounts } = JSON.parse(stdout) as { ok: boolean; accounts: unknown[] };
    assert.equal(ok, true);
    assert.deepEqual(accounts[0], {
      account: "access",
      id: IDS.access,
      found: NOTHING,
      outcome: "nothing",
      problem: null,
    });
  });

  it("removes all of it: keys first, the device when no password needs it any more", async () => {
    const { code, stdout } = await run("--remove", "--yes");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ +web-production .* removed$/m);
    assert.deepEqual(world.roots.get(IDS.web), NOTHING);
    assert.deepEqual(
      world.calls.filter((call) => /Delete|Deactivate/.test(call)),
      [
        "web-production AssumeRoot IAMDeleteRootUserCredentials",
        "web-production DeleteAccessKey",
        "web-production DeleteAccessKey",
        "web-production DeleteSigningCertificate",
        "web-production DeleteLoginProfile",
        "web-production DeactivateMFADevice",
        "web-production DeactivateMFADevice",
        "web-production DeleteVirtualMFADevice",
      ],
    );
  });

  it("removes nothing without a terminal that could answer, or of other accounts", async () => {
    const { code, stderr } = await run("--remove");
    assert.equal(code, 2);
    assert.match(stderr, /asks before it removes: run it on a terminal, or add --yes/);
    assert.equal((await run("--yes")).code, 2);
    assert.equal(world.calls.length, 0);
    assert.equal((await run("--remove", "--yes", "--account", "audit")).code, 0);
    assert.deepEqual(world.roots.get(IDS.web), EVERYTHING);
    assert.ok(world.calls.every((call) => call.startsWith("audit ")));
  });

  it("never takes the management account's root user", async () => {
    for (const name of ["management", MANAGEMENT]) {
      const { code, stderr } = await run("--account", name);
      assert.equal(code, 2);
      assert.match(stderr, /the management account is no member/);
    }
    assert.match(
      (await run("--account", "adit")).stderr,
      /no living member "adit"; did you mean "audit"/,
    );
    assert.equal(world.calls.length, 0);
  });

  it("says which account AWS refuses, and goes on with the others", async () => {
    world.refused.add(IDS.audit);
    const { code, stdout } = await run("--remove", "--yes");
    assert.equal(code, 1);
    assert.match(stdout, /^ +audit +222222222222 +\? .* failed$/m);
    assert.match(stdout, /a root session in audit .* is root access centralized/);
    assert.deepEqual(world.roots.get(IDS.web), NOTHING);
  });

  it("takes no credentials but of root-access or the management account", async () => {
    for (const caller of [
      "arn:aws:sts::999999999999:assumed-role/developer/ada",
      `arn:aws:iam::${IDS.access}:root`,
      `arn:aws:iam::${MANAGEMENT}:root`,
    ]) {
      world.caller = caller;
      const { code, stderr } = await run();
      assert.equal(code, 2, caller);
      assert.match(stderr, /enter the role root-access/);
    }
    assert.equal(world.calls.length, 0);
    world.caller = `arn:aws:sts::${MANAGEMENT}:assumed-role/break-glass/break-glass-1`;
    assert.equal((await run("--account", "access")).code, 0);
  });
});
