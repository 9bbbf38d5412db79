import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EXAMPLE, planOf } from "../stacks";
import { lz, type Answer } from "./access-run";

const ROOT = resolve(__dirname, "../..");
const ADA = "[operations, developer]";

/** A process of its own, for what it reads from standard input. */
function piped(input: string | Buffer, ...args: readonly string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.js", "diff", ...args], {
    cwd: ROOT,
    input,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: tmpdir(), NODE_V8_COVERAGE: "" },
  });
  return { code: status ?? -1, stdout, stderr };
}

describe("lz diff", function () {
  this.timeout(60_000);
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const auditor = (): string => file("auditor.yaml", EXAMPLE.replace(ADA, "[auditor]"));
  const plan = async (stack: string, change = (text: string): string => text): Promise<string> =>
    file("plan.json", change((await lz("plan", "--file", stack, "--json")).stdout));

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lz-diff-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("what changes for whom when ada becomes an auditor", async () => {
    const { code, stdout, stderr } = await lz("diff", "example", auditor());
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(
      stdout,
      /^stacks\/example\.yaml -> .*auditor\.yaml\nBuilt: {2}~1 person\nAccess: /,
    );
    assert.match(stdout, /\n {2}~ person ada: functions: operations, developer -> auditor\n/);
    assert.match(stdout, /\nada gains \(operations, developer -> auditor\):\n {2}entry\n/);
    assert.match(
      stdout,
      /\n {2}write: 5 actions of 3 services\n {4}audit\n {6}athena: StartQueryExecution, StopQueryExecution; if /,
    );
    assert.match(stdout, /\n {2}data: 9 actions of 3 services\n {4}audit\n {6}s3: GetObject, /);
    assert.match(stdout, /\nada loses (.|\n)*\n {4}web-staging and playground\n/);
    const all = await lz("diff", "example", auditor(), "--all");
    assert.doesNotMatch(all.stdout, / more service| more \(/);
    assert.match(all.stdout, /\bdynamodb: DeleteResourcePolicy/);
  });

  it("a plan that was written before, and a stack by its name", async () => {
    const written = await plan("stacks/example.yaml");
    const { code, stdout } = await lz("diff", written, "example");
    assert.equal(code, 0);
    assert.match(stdout, /plan\.json and .*example\.yaml build the same, and nobody's access ch/);
  });

  it("standard input, as git show gives it", () => {
    const { code, stdout, stderr } = piped(EXAMPLE.replace(ADA, "[operations]"), "-", "example");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /^standard input -> stacks\/example\.yaml\nBuilt: {2}~1 person\n/);
  });

  it("a landing zone that is not there yet, and one that is gone", async () => {
    const come = await lz("diff", "/dev/null", "example");
    assert.equal(come.code, 0);
    assert.match(come.stdout, /^Built: {2}\+1 organization, \+11 units, \+8 accounts, /m);
    const policies = new Set(planOf(EXAMPLE).guardrails.map(({ name }) => name));
    assert.match(
      come.stdout.replaceAll(/\s+/g, " "),
      new RegExp(` \\+${policies.size} guardrails `),
    );
    assert.match(come.stdout, /^ada gains \(comes: operations, developer\):$/m);
    assert.match(come.stdout, /^developer gains \(ada\):$/m);
    for (const [role, first] of [
      ["aggregator", "audit\n"],
      ["baseline", "audit, network, access, "],
      ["forward-events", "management, audit, network, access, "],
      ["recorder", "management, audit, network, access, "],
    ] as const) {
      const gains = `AWS's own services, as ${role} gains (no person of this landing zone):`;
      assert.ok(come.stdout.includes(`\n${gains}\n  entry\n    ${first}`), gains);
    }
    assert.doesNotMatch(come.stdout, / loses? /);
    const go = await lz("diff", "example", file("empty.yaml", "\n"));
    assert.match(go.stdout, /^Built: {2}-1 organization, /m);
    assert.match(go.stdout, /^ada loses \(goes: was operations, developer\):$/m);
    assert.doesNotMatch(go.stdout, / gains? /);
  });

  it("roles that nothing stamps are not there", async () => {
    const none = file("none.yaml", EXAMPLE.replace("access:\n", "access:\n  stamping: none\n"));
    const { stdout } = await lz("diff", none, "example");
    assert.match(stdout, /~ stamping of roles: how: none -> stackset\n/);
    assert.match(stdout, /^developer gains \(ada\):$/m);
    assert.doesNotMatch(stdout, /loses/);
  });

  it("--json: the contract's form", async () => {
    const { stdout } = await lz("diff", "example", auditor(), "--json");
    const { resources, access } = JSON.parse(stdout) as {
      resources: { changes: Record<string, unknown>[]; counts: unknown[] };
      access: Record<"gained" | "lost", Record<string, unknown>[]>;
    };
    assert.deepEqual(resources.changes, [
      {
        kind: "changed",
        what: "person",
        name: "ada",
        details: ["functions: operations, developer -> auditor"],
      },
    ]);
    assert.deepEqual(resources.counts, []);
    for (const group of [...access.gained, ...access.lost]) {
      assert.deepEqual(Object.keys(group), ["kind", "names", "accounts", "types", "changes"]);
      assert.deepEqual(group.names, ["ada"]);
    }
    assert.ok(access.gained.length > 0 && access.lost.length > 0);
  });

  it("--format markdown fits a comment", async () => {
    const { code, stdout } = await lz("diff", "example", auditor(), "--format", "markdown");
    assert.equal(code, 0);
    assert.ok(stdout.length <= 65_000, String(stdout.length));
    assert.match(stdout, /^### `ada` gains write access\n\n`stacks\/example\.yaml` -> /);
    assert.match(stdout, /`npx lz diff example .*auditor\.yaml --all` names all\.\n$/);
  });

  it("exit 1 with the problems of bad stack files, and which of the two it is", async () => {
    const bad = file("bad.yaml", "organization: { name: Acme }\n");
    const { code, stdout } = await lz("diff", bad, bad);
    assert.equal(code, 1);
    assert.match(stdout, /^The base is not valid:\n.*bad\.yaml:1:\d+ /);
    assert.match(stdout, /\d+ problems\n\nThe head is not valid:\n/);
    const one = await lz("diff", "example", bad, "--json");
    assert.equal(one.code, 1);
    const { ok, problems } = JSON.parse(one.stdout) as {
      ok: boolean;
      problems: Record<string, unknown>[];
    };
    assert.equal(ok, false);
    assert.ok(problems.length > 0);
    for (const problem of problems) {
      assert.deepEqual([problem.of, problem.file], ["head", bad]);
      const keys = ["of", "file", "path", "line", "column", "message", "fix"];
      assert.deepEqual(Object.keys(problem), keys);
    }
    const input = piped("organization: {}\n", "-", "example");
    assert.match(input.stdout, /^The base is not valid:\nstandard input:1:\d+ /);
  });

  it("exit 2 for wrong usage, all mistakes at once", async () => {
    const none = await lz("diff", "example");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /missing required argument 'head'/);
    const both = await lz("diff", "nowhere", join(folder, "nowhere.yaml"));
    assert.equal(both.code, 2);
    assert.match(both.stderr, /^2 mistakes:\n {2}- there is no file .*nowhere\.yaml; the stacks/);
    assert.match(both.stderr, /\n {2}- there is no file .*nowhere\.yaml\n$/);
    const format = await lz("diff", "example", "example", "--format", "html");
    assert.equal(format.code, 2);
    assert.match(format.stderr, /Allowed choices are text, markdown/);
    const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
      [["-", "-"], /^only one of BASE and HEAD can be -/],
      [["/dev/null", "/dev/null"], /are both empty\n$/],
      [[folder, "example"], / is a folder\n$/],
    ];
    for (const [args, message] of mistakes) {
      const { code, stderr } = await lz("diff", ...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  });

  it("a folder that is called like a stack is not taken for it", async () => {
    const before = process.cwd();
    mkdirSync(join(folder, "stacks"));
    mkdirSync(join(folder, "acme"));
    writeFileSync(join(folder, "stacks/acme.yaml"), EXAMPLE);
    writeFileSync(join(folder, "Pulumi.yaml"), "");
    process.chdir(folder);
    try {
      const { code, stdout } = await lz("diff", "acme", "acme");
      assert.equal(code, 0);
      assert.match(stdout, /build the same/);
    } finally {
      process.chdir(before);
    }
  });

  it("exit 2 for plans that this program did not write", async () => {
    const path = "stacks/example.yaml";
    const bad: readonly (readonly [(text: string) => string, RegExp])[] = [
      [() => '{ "ok": false, "problems": [] }', /it has the problems that lz found/],
      [() => '{ "units": [], "roles": [] }', /: organization: /],
      [
        (text) => text.replaceAll("policy/SecurityAudit", "policy/NoSuchPolicy"),
        /there is no copy of AWS's policy NoSuchPolicy/,
      ],
      [
        (text) => text.replaceAll('"ArnLike"', '"ArnLooksLike"'),
        /^a plan has a bad policy: flow-log bucket: Statement\[0\]\.Condition "ArnLooksLike" is not /,
      ],
      [
        (text) => text.replaceAll('"NumericLessThan"', '"NumericLooksLess"'),
        /^a plan has a bad policy: trust of /,
      ],
    ];
    for (const [change, message] of bad) {
      const { code, stderr } = await lz("diff", await plan(path, change), "example");
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  it("exit 2 for what is no text", () => {
    const binary = Buffer.from([0x66, 0xff, 0xfe, 0x00]);
    writeFileSync(join(folder, "binary.yaml"), binary);
    const { code, stderr } = piped(binary, "-", join(folder, "binary.yaml"));
    assert.equal(code, 2);
    assert.match(stderr, /- standard input: it is not UTF-8 text\n/);
    assert.match(stderr, /- cannot read .*binary\.yaml: it is not UTF-8 text\n/);
  });
});
