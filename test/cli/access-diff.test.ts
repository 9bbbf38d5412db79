import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE } from "../stacks";
import { lz } from "./access-run";

describe("lz diff", function () {
  this.timeout(20_000);
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lz-diff-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const auditor = (): string =>
    file("auditor.yaml", EXAMPLE.replace("[operations, developer]", "[auditor]"));

  it("what changes for whom when ada becomes an auditor", async () => {
    const { code, stdout, stderr } = await lz("diff", "example", auditor());
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.match(stdout, /^What is built:\n {2}changed person ada: functions: operations, dev/);
    assert.match(
      stdout,
      /\n {2}data\n {4}ada in audit: \d+ actions of 2 services\n {6}s3: GetObject, /,
    );
    assert.match(stdout, /\nAccess lost, the most dangerous first:\n(.|\n)* {4}ada in web-staging/);
  });

  it("a plan that was written before, and a stack by its name", async () => {
    const { stdout } = await lz("plan", "--stack", "example", "--json");
    const { code, stdout: same } = await lz("diff", file("base.json", stdout), "example");
    assert.equal(code, 0);
    assert.match(same, /base\.json and example build the same, and nobody's access changes\.\n$/);
  });

  it("--json: the contract's form", async () => {
    const { stdout } = await lz("diff", "example", auditor(), "--json");
    const { plan, resources, access } = JSON.parse(stdout) as {
      plan: unknown[];
      resources: unknown[];
      access: { gained: Record<string, unknown>[]; lost: Record<string, unknown>[] };
    };
    assert.ok(plan.length > 0 && Array.isArray(resources));
    assert.ok(access.gained.every(({ names }) => (names as string[]).includes("ada")));
    assert.ok(access.lost.some(({ service }) => service === "ec2"));
  });

  it("--format markdown fits a comment", async () => {
    const { code, stdout } = await lz("diff", "example", auditor(), "--format", "markdown");
    assert.equal(code, 0);
    assert.ok(stdout.length <= 65_000, String(stdout.length));
    assert.match(stdout, /^### Landing zone: `example` to `.*auditor\.yaml`\n/);
  });

  it("exit 1 with the problems of bad stacks", async () => {
    const bad = file("bad.yaml", "organization: { name: Acme }\n");
    const { code, stdout } = await lz("diff", bad, bad);
    assert.equal(code, 1);
    assert.equal(stdout.match(/\d+ problems\n/g)?.length, 2);
    const json = JSON.parse((await lz("diff", "example", bad, "--json")).stdout) as {
      ok: boolean;
      stacks: { path: string }[];
    };
    assert.equal(json.ok, false);
    assert.deepEqual(
      json.stacks.map(({ path }) => path),
      [bad],
    );
  });

  it("exit 2 for wrong usage, all mistakes at once", async () => {
    const none = await lz("diff", "example");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /missing required argument 'head'/);
    const both = await lz("diff", "nowhere", file("other.json", "{}"));
    assert.equal(both.code, 2);
    assert.match(both.stderr, /^2 mistakes:\n {2}- there is no file .*nowhere/);
    assert.match(both.stderr, /other\.json is no plan/);
    const problems = file("problems.json", '{ "ok": false, "problems": [] }');
    assert.match((await lz("diff", problems, "example")).stderr, /problems\.json is no plan that/);
    const format = await lz("diff", "example", "example", "--format", "html");
    assert.equal(format.code, 2);
    assert.match(format.stderr, /Allowed choices are text, markdown/);
  });
});
