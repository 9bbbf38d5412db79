import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EXAMPLE, planOf, resourcesIn } from "../stacks";
import { lz, type Answer } from "./access-run";

const ROOT = resolve(__dirname, "../..");

/** Runs `lz` as a user does: a process of its own, in the project's folder. */
function asUsersDo(...args: readonly string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.js", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    // Its coverage is not ours: tsx transforms the same files in another way.
    env: { PATH: process.env.PATH, HOME: tmpdir(), NODE_V8_COVERAGE: "" },
  });
  return { code: status ?? -1, stdout, stderr };
}

describe("lz", function () {
  this.timeout(20_000);
  let folder: string;
  let bad: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lz-cli-"));
    bad = join(folder, "bad.yaml");
    writeFileSync(bad, "organization: { name: Acme }\naccuonts: []\n");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("validate: exit 0 for a valid stack", () => {
    assert.deepEqual(asUsersDo("validate", "--stack", "example"), {
      code: 0,
      stdout: "acme: no problems\n",
      stderr: "",
    });
  });

  it("validate: exit 1 and every problem for a bad file, without a stack trace", async () => {
    const { code, stdout, stderr } = await lz("validate", "--file", bad);
    assert.equal(code, 1);
    assert.equal(stderr, "");
    assert.match(stdout, /bad\.yaml:1:23 organization\.name\n/);
    assert.match(stdout, /did you mean "accounts"\?/);
    assert.match(stdout, /\n5 problems\n$/);
    assert.doesNotMatch(stdout, /\n\s+at /);
  });

  it("validate --json: the contract's form, for good and bad files", async () => {
    assert.deepEqual(JSON.parse((await lz("validate", "--stack", "example", "--json")).stdout), {
      ok: true,
      problems: [],
    });
    const { ok, problems } = JSON.parse((await lz("validate", "--file", bad, "--json")).stdout) as {
      ok: boolean;
      problems: Record<string, unknown>[];
    };
    assert.equal(ok, false);
    for (const problem of problems) {
      assert.deepEqual(Object.keys(problem), ["path", "line", "column", "message", "fix"]);
    }
  });

  it("plan: the tree of units and accounts, the roles, the counts", async () => {
    const { code, stdout } = await lz("plan", "--stack", "example");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /│ {2}│ {2}└─ web-production {2}\(production\) {2}aws\+web-production@acme/,
    );
    assert.match(stdout, /production +operate +observe +audit +network\n/);
    assert.match(stdout, /\d+ resources:/);
  });

  it("plan --json: the contract's keys", async () => {
    const plan = JSON.parse((await lz("plan", "--stack", "example", "--json")).stdout) as Record<
      string,
      Record<string, unknown>[]
    >;
    for (const key of ["organization", "units", "accounts", "roles", "guardrails"]) {
      assert.ok(plan[key], key);
    }
    const has = (row: Record<string, unknown> | undefined, keys: readonly string[]): void => {
      for (const key of keys) assert.ok(row && key in row, key);
    };
    has(plan.accounts?.[0], ["name", "type", "unit", "email", "lifecycle"]);
    has(plan.roles?.[0], ["type", "function", "name", "trust", "policies", "boundary"]);
  });

  it("plan: exit 1 with the problems of a bad file, as text and as JSON", async () => {
    const text = await lz("plan", "--file", bad);
    assert.equal(text.code, 1);
    assert.match(text.stdout, /5 problems/);
    const json = await lz("plan", "--file", bad, "--json");
    assert.equal(json.code, 1);
    assert.equal((JSON.parse(json.stdout) as { ok: boolean }).ok, false);
  });

  it("demo: the file, the plan, and what mistakes look like", async () => {
    const { code, stdout } = await lz("demo");
    assert.equal(code, 0);
    assert.match(stdout, /name: acme/);
    assert.match(stdout, new RegExp(`\n${resourcesIn(planOf(EXAMPLE))} resources:\n`));
    assert.match(stdout, /did you mean "sandbox"\?/);
    const { plan, problems } = JSON.parse((await lz("demo", "--json")).stdout) as Record<
      string,
      unknown
    >;
    assert.ok(plan && Array.isArray(problems) && problems.length >= 4);
  });

  const misuses: readonly (readonly [string, readonly string[]])[] = [
    ["no stack", ["plan"]],
    ["both --stack and --file", ["plan", "--stack", "example", "--file", "x.yaml"]],
    ["a stack that does not exist", ["validate", "--stack", "nowhere"]],
    ["a folder instead of a file", ["validate", "--file", "stacks"]],
    ["an unknown option", ["plan", "--stak", "example"]],
    ["an unknown command", ["plann"]],
    ["a word too many", ["validate", "--stack", "example", "now"]],
    ["nothing at all", []],
  ];
  for (const [title, args] of misuses) {
    it(`exit 2 and a word on stderr for ${title}`, async () => {
      const { code, stderr, stdout } = await lz(...args);
      assert.equal(code, 2);
      assert.notEqual(stderr, "");
      assert.equal(stdout, "");
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it("finds the stack from a subfolder, and by the file's name or path", async () => {
    for (const name of ["example", "example.yaml", "stacks/example.yaml"]) {
      assert.equal((await lz("validate", "--stack", name)).stdout, "acme: no problems\n", name);
    }
    const { status, stdout } = spawnSync(
      process.execPath,
      [resolve(ROOT, "cli/bin.js"), "validate", "--stack", "example"],
      { cwd: resolve(ROOT, "docs/runbooks"), encoding: "utf8", env: { NODE_V8_COVERAGE: "" } },
    );
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "acme: no problems\n" });
  });

  it("hands its exit code and what it says to the shell", () => {
    const { code, stdout, stderr } = asUsersDo("plan", "--stak", "example");
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /unknown option '--stak'/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });

  it("names the stacks that there are when one does not exist", async () => {
    assert.match(
      (await lz("plan", "--stack", "nowhere")).stderr,
      /the stacks there are: enterprise, example/,
    );
  });

  it("says that a file is no text, and that a folder is no file", async () => {
    const binary = join(folder, "binary.yaml");
    writeFileSync(binary, Buffer.from([0x66, 0xff, 0xfe, 0x00]));
    assert.match(
      (await lz("validate", "--file", binary)).stderr,
      /binary\.yaml: it is not UTF-8 text/,
    );
    assert.match((await lz("validate", "--file", folder)).stderr, /is a folder, not a stack file/);
  });

  it("ends quietly when whoever reads its output stops before the end", () => {
    const command = `"${process.execPath}" cli/bin.js plan --stack enterprise --json | head -c 10`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: ROOT,
      encoding: "utf8",
      env: { PATH: process.env.PATH, NODE_V8_COVERAGE: "" },
    });
    assert.equal(stdout.length, 10);
    assert.equal(stderr, "");
  });

  it("--version is that of the package", async () => {
    assert.match((await lz("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("--help is fine", async () => {
    assert.equal((await lz("--help")).code, 0);
    assert.equal((await lz("plan", "--help")).code, 0);
  });
});
