import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  CreateUserCommand,
  GetLoginProfileCommand,
  GetUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import { armor, Decrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { pythonOrSkip } from "../../tools/python";
import type { Answer } from "../access-run";
import { giveDevice, giveKey, makeDevice } from "./belongings";
import { environmentOf, makeLiveWorld, STACK, withEnvironment, type LiveWorld } from "./world";
import { lz } from "../access-run";

describe("lz invite, on moto", function () {
  this.timeout(60_000);
  let world: LiveWorld;
  let identity: string;
  let key: string;

  before(async function () {
    world = await makeLiveWorld(await pythonOrSkip(this, "lz invite on moto"));
    identity = await generateIdentity();
    key = written("ada.pub", `# of ada\n\n${await identityToRecipient(identity)}\n`);
  });
  after(() => world.end());

  function written(name: string, text: string): string {
    const path = join(world.folder, name);
    writeFileSync(path, text);
    return path;
  }

  const opened = async (sealed: string): Promise<string> => {
    const opener = new Decrypter();
    opener.addIdentity(identity);
    return (await opener.decrypt(armor.decode(sealed), "text")).trimEnd();
  };

  const sealed = (...args: readonly string[]): Promise<Answer> =>
    world.lz("invite", ...args, "--seal-to", key);

  /** Passwords that AWS was given for somebody, in order. */
  const given = (name: string): readonly (string | undefined)[] =>
    world.front.asked
      .filter(({ action }) => /^(Create|Update)LoginProfile$/.test(action))
      .filter(({ parameters }) => parameters.UserName === name)
      .map(({ parameters }) => parameters.Password);

  it("sealed: standard output opens to the password that was set, and is nothing else", async () => {
    const { code, stdout, stderr } = await sealed("ada");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^-----BEGIN AGE ENCRYPTED FILE-----\n[\s\S]+\n-----END [^\n]+-----\n$/);
    const password = await opened(stdout);
    assert.deepEqual(given("ada"), [password]);
    assert.ok(password.length >= 24);
    assert.ok(!stderr.includes(password));
    const made = world.front.asked.find(({ action }) => action === "CreateLoginProfile");
    assert.equal(made?.parameters.PasswordResetRequired, "false");
    const { LoginProfile } = await world.access.iam.send(
      new GetLoginProfileCommand({ UserName: "ada" }),
    );
    assert.equal(LoginProfile?.UserName, "ada");
    for (const what of [
      /Sign in +https:\/\/\d{12}\.signin\.aws\.amazon\.com\/console\n/,
      /assign an MFA device named exactly like your user, ada, also in upper and lower case/,
      /Sign out, and sign in again with MFA\.\n.*Change the password/,
      /lz profiles --person ada --file/,
    ]) {
      assert.match(stderr, what);
    }
  });

  it("somebody who has a password gets a new one by --again alone, and that is said", async () => {
    const { code, stderr } = await sealed("ada");
    assert.equal(code, 1);
    assert.match(stderr, /^ada has a password since .* UTC: --again sets a new one\n$/);
    assert.equal(given("ada").length, 1);
    const again = await sealed("ada", "--again");
    assert.equal(again.code, 0);
    assert.match(again.stderr, /The password that was there before counts no more/);
    const password = await opened(again.stdout);
    assert.equal(given("ada").at(-1), password);
    assert.notEqual(given("ada")[0], password);
  });

  it("--json has everything but the password", async () => {
    const { code, stdout, stderr } = await sealed("ada", "--again", "--json");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const record = JSON.parse(stdout) as Record<string, unknown> & { sealed: string };
    assert.deepEqual(Object.keys(record), [
      "ok",
      "person",
      "kind",
      "accountId",
      "userArn",
      "signIn",
      "again",
      "cameBack",
      "notes",
      "steps",
      "sealed",
    ]);
    assert.equal(record.userArn, `arn:aws:iam::${world.access.id}:user/people/ada`);
    const password = await opened(record.sealed);
    assert.equal(given("ada").at(-1), password);
    assert.ok(!stdout.includes(password));
  });

  it("is as long as the account asks for", async () => {
    const { iam } = world.access;
    const policy = { MinimumPasswordLength: 100, RequireSymbols: true };
    await iam.send(new UpdateAccountPasswordPolicyCommand(policy));
    assert.equal((await opened((await sealed("ada", "--again")).stdout)).length, 100);
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 16 }));
  });

  it("break-glass users: the same, with advice about safes and keys", async () => {
    const { code, stderr } = await sealed("break-glass-1");
    assert.equal(code, 0, stderr);
    for (const what of [/two people/, /FIDO/, /safes/, /Make no access key/]) {
      assert.match(stderr, what);
    }
    assert.doesNotMatch(stderr, /lz profiles/);
  });

  it("clears a device that an enrolment left, and says which keys are there", async () => {
    await makeDevice(world.access.iam, "grace");
    const id = await giveKey(world.access.iam, "grace");
    const { code, stderr } = await sealed("grace");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /mfa\/grace was left of an enrolment that broke off, and is deleted/);
    assert.match(stderr, new RegExp(`The access key ${id} is there since`));
  });

  it("somebody never invited has no device; --again keeps it and says so", async () => {
    const serial = await giveDevice(world.access.iam, "break-glass-2");
    const { code, stderr } = await sealed("break-glass-2");
    assert.equal(code, 1);
    assert.match(stderr, /has the MFA device .*: find out whose it is/);
    const again = await sealed("break-glass-2", "--again");
    assert.equal(again.code, 0);
    assert.match(
      again.stderr,
      new RegExp(`The MFA device ${serial} stays\\. If it is lost: aws iam`),
    );
  });

  it("somebody who comes back: not by mistake, and sessions of before stay shut", async () => {
    await sealed("grace", "--again");
    world.front.fail("DeleteAccessKey", { code: "ServiceFailure", message: "x" });
    assert.equal((await world.lz("offboard", "grace", "--yes")).code, 1);
    world.front.fail("DeleteAccessKey", undefined);
    assert.match((await sealed("grace", "--again")).stderr, /not to the end: finish it by/);
    assert.equal((await world.lz("offboard", "grace", "--yes")).code, 0);
    assert.match((await sealed("grace")).stderr, /if the person came back, repeat with --again/);
    const { code, stderr } = await sealed("grace", "--again");
    assert.equal(code, 0);
    assert.match(stderr, /had been offboarded, and can sign in again\. Old sessions stay shut/);
    const { PolicyDocument } = await world.access.iam.send(
      new GetUserPolicyCommand({ UserName: "grace", PolicyName: "offboarded" }),
    );
    const document = decodeURIComponent(PolicyDocument ?? "");
    assert.match(document, /"NothingOfBefore".*"DateLessThan":\{"aws:TokenIssueTime":"20/);
    const { stderr: third } = await sealed("grace", "--again");
    assert.doesNotMatch(third, /had been offboarded/);
  });

  const REFUSALS: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ["a pipe", ["ada", "--again"], 2, /into a pipe or a file: run this on a terminal, or seal it/],
    ["--json without a seal", ["ada", "--json"], 2, /never has the password: seal it/],
    ["nobody of the file", ["adda"], 2, /neither in access\.people .*did you mean "ada"\?/],
    ["a file that is not there", ["ada", "--seal-to", "/nowhere/x"], 2, /cannot read \/nowhere\/x/],
  ];
  for (const [title, args, expected, says] of REFUSALS) {
    it(`refuses ${title}`, async () => {
      const before = world.front.asked.length;
      const { code, stdout, stderr } = await world.lz("invite", ...args);
      assert.deepEqual({ code, stdout }, { code: expected, stdout: "" });
      assert.match(stderr, says);
      assert.equal(world.front.asked.length, before, "AWS was asked all the same");
    });
  }

  it("refuses keys that are none, and repeats nothing of them", async () => {
    const SECRET = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQ";
    const ROWS: readonly (readonly [string, RegExp])[] = [
      [SECRET, /:1: this is a private key, which nobody else should have/],
      ["ssh-ed25519 AAAAC3Nza someone@example", /:1: this is an SSH key.*age-keygen/],
      ["age1qqqqqqqq", /:1: this is no age recipient/],
      ["# nothing\n", /has no key: the person makes a key by age-keygen/],
    ];
    for (const [text, says] of ROWS) {
      const path = written("bad.pub", text);
      const { code, stderr } = await world.lz("invite", "ada", "--again", "--seal-to", path);
      assert.equal(code, 2);
      assert.match(stderr, says);
      assert.ok(!stderr.includes(text.slice(0, 20)));
    }
  });

  it("refuses somebody whose time is over, and somebody at a wrong path or not there yet", async () => {
    assert.match((await sealed("linus")).stderr, /the last day of linus was 2020-12-31/);
    const text = STACK.replace("name: linus", "name: joan").replace("2020-12-31", "2099-12-31");
    const file = written("joan.yaml", text);
    const run = (): Promise<Answer> =>
      withEnvironment(world.env, () => lz("invite", "joan", "--file", file, "--seal-to", key));
    assert.match((await run()).stderr, /has no user joan: run pulumi up first/);
    await world.access.iam.send(new CreateUserCommand({ UserName: "joan", Path: "/x/" }));
    assert.match((await run()).stderr, /joan is at the path \/x\/ and not at \/people\//);
  });

  it("refuses credentials of any other account, before it reads anything", async () => {
    const env = await environmentOf(world.front, world.folder, "222222222222");
    const before = world.front.asked.length;
    const { code, stderr } = await withEnvironment(env, () =>
      lz("invite", "ada", "--again", "--file", world.file, "--seal-to", key),
    );
    assert.equal(code, 2);
    assert.match(
      stderr,
      /credentials of the account 222222222222 \(.*management account of acme is 1{12}/,
    );
    assert.deepEqual(
      world.front.asked.slice(before).map(({ action }) => action),
      ["GetCallerIdentity"],
    );
  });

  it("takes the access account's id from --ids, and refuses one of another stack", async () => {
    const list = (id: string): string => JSON.stringify([{ name: "access", id, type: "access" }]);
    const ids = written("ids.json", list(world.access.id));
    const before = world.front.asked.length;
    assert.equal((await sealed("ada", "--again", "--ids", ids)).code, 0);
    const actions = world.front.asked.slice(before).map(({ action }) => action);
    assert.ok(!actions.includes("ListAccounts"));
    const known = `  adopt: true\n  id: o-acme000001\n  coreAccounts: { access: { id: "${world.access.id}" } }`;
    const file = written("with-id.yaml", STACK.replace("accounts:", `${known}\naccounts:`));
    const other = written("other.json", list("333333333333"));
    const { code, stderr } = await withEnvironment(world.env, () =>
      lz("invite", "ada", "--again", "--file", file, "--ids", other, "--seal-to", key),
    );
    assert.equal(code, 2);
    assert.match(stderr, /is \d{12} in the stack file and 333333333333 in .*: one is of another/);
    const bad = await sealed("ada", "--ids", written("none.json", "[]"));
    assert.match(bad.stderr, /has no account "access": is it of another stack\?/);
  });

  it("takes the credentials of --profile, and of no other", async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = world.env;
    const file = written(
      "credentials",
      `[acme]\naws_access_key_id = ${AWS_ACCESS_KEY_ID ?? ""}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY ?? ""}\naws_session_token = ${AWS_SESSION_TOKEN ?? ""}\n`,
    );
    const other = await environmentOf(world.front, world.folder, "222222222222");
    const run = (...args: readonly string[]): Promise<Answer> =>
      withEnvironment({ ...other, AWS_SHARED_CREDENTIALS_FILE: file }, () =>
        lz("invite", "ada", "--again", "--file", world.file, "--seal-to", key, ...args),
      );
    assert.equal((await run()).code, 2);
    const { code, stderr } = await run("--profile", "acme");
    assert.equal(code, 0, stderr);
    const none = await run("--profile", "nobody");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /the profile "nobody" has: there are no credentials \(.*\): sign in/);
  });

  const ELSEWHERE: readonly (readonly [string, RegExp])[] = [
    ["identity-center", /Identity Center: add ada to the groups/],
    [
      'oidc\n  oidc: { url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"] }',
      /OpenID Connect: give ada the application at https:\/\/login\.acme\.example/,
    ],
  ];
  for (const [mode, says] of ELSEWHERE) {
    it(`${mode.split("\n")[0] ?? ""}: says where people are invited`, async () => {
      const file = written("mode.yaml", STACK.replace("iam-users", mode));
      const { code, stdout, stderr } = await withEnvironment(world.env, () =>
        lz("invite", "ada", "--file", file, "--seal-to", key),
      );
      assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
      assert.match(stderr, says);
      assert.match(stderr, /^ada is no IAM user, and gets no password here\./);
    });
  }

  const FAULTS: readonly (readonly [string, string, string, RegExp])[] = [
    ["expired credentials", "GetCallerIdentity", "ExpiredToken", /have expired: sign in again/],
    ["throttling", "GetCallerIdentity", "Throttling", /AWS asks to slow down/],
    [
      "no right to enter",
      "AssumeRole",
      "AccessDenied",
      /may not enter arn:aws:iam::\d{12}:role\/Org/,
    ],
    ["no right to read", "GetUser", "AccessDenied", /reading the user ada: AWS does not allow it/],
  ];
  for (const [title, action, code, says] of FAULTS) {
    it(`${title}: a sentence with the fix, and no stack`, async () => {
      world.front.fail(action, { code, message: "AWS's own words", status: 403 });
      const answer = await sealed("ada", "--again");
      world.front.fail(action, undefined);
      assert.deepEqual([answer.code, answer.stdout], [2, ""]);
      assert.match(answer.stderr, says);
      assert.doesNotMatch(answer.stderr, /\n\s+at /);
    });
  }

  it("an error that echoes the request tells nothing of it, and how to undo what may be done", async () => {
    const shown: string[] = [];
    world.front.fail("UpdateLoginProfile", ({ Password = "" }) => {
      shown.push(Password);
      return { code: "ValidationError", message: `Value '${Password}' at 'password' failed` };
    });
    const text = await sealed("ada", "--again");
    const json = await sealed("ada", "--again", "--json");
    world.front.fail("UpdateLoginProfile", undefined);
    assert.equal(shown.length, 2);
    for (const { code, stdout, stderr } of [text, json]) {
      assert.equal(code, 1);
      for (const password of shown) assert.ok(!`${stdout}${stderr}`.includes(password));
      assert.match(stderr, /setting the password of ada: ValidationError\n/);
      assert.match(stderr, /aws iam delete-login-profile --user-name ada/);
    }
    assert.equal((JSON.parse(json.stdout) as { ok: boolean }).ok, false);
  });

  it("says how to undo it when whoever reads the output is gone", async () => {
    const child = spawn(
      process.execPath,
      [resolve("cli/bin.js"), "invite", "ada", "--again", "--file", world.file, "--seal-to", key],
      { env: world.env, stdio: ["ignore", "pipe", "pipe"] },
    );
    child.stdout.destroy();
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    const code = await new Promise((fulfil) => child.once("close", fulfil));
    assert.equal(code, 1, stderr);
    assert.match(stderr, /could not be handed over\n.*delete-login-profile --user-name ada/s);
  });
});
