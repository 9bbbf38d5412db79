import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EXAMPLE, planOf, resourcesIn } from "../stacks";
import { lz } from "./access-run";

const ROOT = resolve(__dirname, "../..");

function node(...args: readonly string[]) {
  return spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: tmpdir(), NODE_V8_COVERAGE: "" },
  });
}

describe("lz access", function () {
  this.timeout(20_000);

  it("alone shows what can be asked", async () => {
    const { code, stderr } = await lz("access");
    assert.equal(code, 2);
    for (const command of ["can", "explain", "who-can", "matrix", "reach"]) {
      assert.match(stderr, new RegExp(`\\n {2}${command} `));
    }
    assert.equal((await lz("access", "--help")).code, 0);
    assert.equal((await lz("access", "can", "--help")).code, 0);
  });

  it("is not loaded by commands that do not ask", () => {
    const script = `
      require("tsx/cjs");
      require("./cli/main.ts").main(["plan", "--stack", "example"]).then(() => {
        const files = Object.keys(require.cache).filter((file) => /access\\W(world|policy|reach)/.test(file));
        process.stderr.write(files.join());
      });`;
    const { stdout, stderr } = node("-e", script);
    assert.match(stdout, new RegExp(`\n${resourcesIn(planOf(EXAMPLE))} resources:\n`));
    assert.equal(stderr, "");
  });

  it("works in a process of its own", () => {
    const args = ["--as", "ada", "--account", "web-production", "--action", "ec2:RebootInstances"];
    const asked = node("cli/bin.js", "access", "can", "--stack", "example", ...args);
    assert.equal(asked.status, 0, asked.stderr);
    assert.match(asked.stdout, /^allowed: /);
    const refused = node("cli/bin.js", "access", "can", "--stack", "example", "--no-mfa", ...args);
    assert.equal(refused.status, 1, refused.stderr);
  });

  it("exit 1 with the problems of a bad stack file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lz-access-"));
    const bad = join(folder, "bad.yaml");
    writeFileSync(bad, "organization: { name: Acme }\n");
    try {
      for (const command of [
        "access can --as ada --account audit --action s3:GetObject",
        "access who-can --account audit --action s3:GetObject",
        "access matrix",
        "access reach --from ada",
      ]) {
        const text = await lz(...command.split(" "), "--file", bad);
        assert.equal(text.code, 1, command);
        assert.match(text.stdout, /\d+ problems\n$/);
        const json = await lz(...command.split(" "), "--file", bad, "--json");
        assert.equal((JSON.parse(json.stdout) as { ok: boolean }).ok, false);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
