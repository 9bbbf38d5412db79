import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { lz } from "./access-run";

const ROOT = resolve(__dirname, "../..");

const URN = "urn:pulumi:example::landing-zone::aws:cloudtrail/trail:Trail::trail-trail";
const STATE = { urn: URN, inputs: {}, protect: true };
const FINE = JSON.stringify({
  steps: [{ op: "same", urn: URN, oldState: STATE, newState: STATE }],
  changeSummary: { same: 1 },
});
const BAD = JSON.stringify({
  steps: [{ op: "delete", urn: URN, oldState: STATE }],
  changeSummary: { delete: 1 },
});

describe("lz preview-check", function () {
  this.timeout(20_000);
  let folder: string;
  const file = (text: string): string => {
    const path = join(folder, "preview.json");
    writeFileSync(path, text);
    return path;
  };
  const check = (...args: readonly string[]) => lz("preview-check", "--stack", "example", ...args);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lz-preview-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("exit 0 for a preview that takes nothing away", async () => {
    const { code, stdout, stderr } = await check(file(FINE));
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 0, stdout: "1 resource: nothing is refused\n", stderr: "" },
    );
  });

  it("exit 1 for one that does, with what was found, what is allowed, and the fix", async () => {
    const { code, stdout } = await check(file(BAD));
    assert.equal(code, 1);
    assert.match(stdout, /REFUSED {2}nothing-kept-goes: .*\n.*\n {2}- aws:cloudtrail\/trail:Trail/);
    assert.match(stdout, /\n {2}allowed: .*\n {2}fix: /);
  });

  it("the same as JSON", async () => {
    const { code, stdout } = await check(file(BAD), "--json");
    assert.equal(code, 1);
    const { ok, refusals } = JSON.parse(stdout) as { ok: boolean; refusals: { urn: string }[] };
    assert.deepEqual([ok, refusals.map(({ urn }) => urn)], [false, [URN]]);
  });

  it("reads standard input", () => {
    const args = ["cli/bin.js", "preview-check", "--stack", "example", "-"];
    const env = { PATH: process.env.PATH, HOME: tmpdir(), NODE_V8_COVERAGE: "" };
    const { status, stdout } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      encoding: "utf8",
      input: BAD,
      env,
    });
    assert.equal(status, 1);
    assert.match(stdout, /1 refusal\n$/);
  });

  it("exit 2 for what is no preview, and for no file", async () => {
    const bad = await check(file("{}"));
    assert.equal(bad.code, 2);
    assert.match(
      bad.stderr,
      /preview\.json is nothing that pulumi preview --json --show-sames wrote/,
    );
    const none = await check(join(folder, "nothing.json"));
    assert.equal(none.code, 2);
    assert.match(none.stderr, /cannot read .*nothing\.json/);
    assert.equal((await check()).code, 2);
    assert.equal((await lz("preview-check", file(FINE))).code, 2);
  });

  it("exit 1 with the problems of a stack file that has some", async () => {
    const stack = join(folder, "bad.yaml");
    writeFileSync(stack, "organization: {}\n");
    const { code, stdout } = await lz("preview-check", "--file", stack, file(FINE));
    assert.equal(code, 1);
    assert.match(stdout, /bad\.yaml/);
  });
});
