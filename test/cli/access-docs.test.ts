import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { edited, EXAMPLE } from "../stacks";
import { lz } from "./access-run";

/** Blocks of a command, which may go over several lines, and what it prints. */
const BLOCK = /```console\n\$ npx lz ((?:.*\\\n)*.*)\n([^]*?)```/g;
const textOf = (page: string): string => readFileSync(resolve(__dirname, "../..", page), "utf8");

for (const [page, least] of [
  ["docs/access.md", 5],
  ["README.md", 3],
] as const) {
  describe(`${page} shows what lz prints`, function () {
    this.timeout(20_000);
    const blocks = [...textOf(page).matchAll(BLOCK)];

    it("has examples", () => {
      assert.ok(blocks.length >= least);
    });

    for (const [, command = "", output] of blocks) {
      const args = command.replaceAll("\\\n", "").split(/ +/);
      it(args.join(" "), async () => {
        assert.equal((await lz(...args)).stdout, output);
      });
    }
  });
}

describe("README.md shows how lz diff begins", function () {
  this.timeout(20_000);

  it("when ada becomes an auditor", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lz-readme-"));
    try {
      const file = join(folder, "head.yaml");
      const auditor = ["[operations, developer]", "[operations, developer, auditor]"] as const;
      writeFileSync(file, edited(EXAMPLE, auditor));
      const { stdout } = await lz("diff", "example", file);
      const [, shown = ""] = /```text\n([^]*?)```/.exec(textOf("README.md")) ?? [];
      assert.match(shown, /^Built: /);
      assert.ok(stdout.slice(stdout.indexOf("\n") + 1).startsWith(shown), stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
