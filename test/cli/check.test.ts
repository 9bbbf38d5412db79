import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE } from "../stacks";
import { example, lz } from "./access-run";

describe("lz check", function () {
  this.timeout(60_000);
  let folder: string;
  let disappointed: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lz-check-"));
    disappointed = join(folder, "disappointed.yaml");
    writeFileSync(
      disappointed,
      `${EXAMPLE}expectations:
  - { who: developer, can: "s3:GetObject", in: { type: production } }
  - { who: developer, cannot: "s3:GetObject", in: { type: production } }
`,
    );
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("exit 0 and a line for each proof of the example", async () => {
    const { code, stdout, stderr } = await example("check");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /^holds {2}no-way-to-the-core {2,}Whoever has everything in a leaf/);
    assert.match(stdout, /\n\n\d+ proofs hold\n$/);
  });

  it("what the larger stack expects holds, too", async () => {
    const { code, stdout } = await lz("check", "--stack", "enterprise");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\nholds {2}expectations\[2\] {2,}operations cannot do anything in/);
    assert.match(stdout, /\n\n\d+ proofs and 4 expectations hold; 1 exception is in force\n$/);
  });

  it("exit 1 and counter-examples of what does not hold", async () => {
    const { code, stdout } = await lz("check", "--file", disappointed);
    assert.equal(code, 1);
    assert.match(stdout, /\nFAILS {2}expectations\[0\] {2,}developer can s3:GetObject in/);
    assert.match(stdout, /\n {7}- developer cannot s3:GetObject in web-production, as developer/);
    assert.match(stdout, /\nholds {2}expectations\[1\] /);
    assert.match(stdout, /\n\n1 of \d+ fails\n$/);
  });

  it("--json: the contract's form", async () => {
    const { code, stdout } = await lz("check", "--file", disappointed, "--json");
    assert.equal(code, 1);
    const { ok, results } = JSON.parse(stdout) as {
      ok: boolean;
      results: Record<string, unknown>[];
    };
    assert.equal(ok, false);
    for (const result of results) {
      assert.deepEqual(Object.keys(result), ["name", "sentence", "ok", "counterExamples"]);
    }
    assert.deepEqual(
      results.filter((one) => one.ok === false).map(({ name }) => name),
      ["expectations[0]"],
    );
  });

  it("exit 2 without a stack, exit 1 with the problems of a bad one", async () => {
    assert.equal((await lz("check")).code, 2);
    const bad = join(folder, "bad.yaml");
    writeFileSync(bad, "organization: { name: Acme }\n");
    const { code, stdout } = await lz("check", "--file", bad);
    assert.equal(code, 1);
    assert.match(stdout, /problems\n$/);
  });
});
