import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { lz } from "./access-run";

const DOCS = readFileSync(resolve(__dirname, "../../docs/access.md"), "utf8");

/** Blocks of a command, which may go over several lines, and what it prints. */
const BLOCK = /```console\n\$ npx lz ((?:.*\\\n)*.*)\n([^]*?)```/g;

describe("docs/access.md shows what lz prints", function () {
  this.timeout(20_000);
  const blocks = [...DOCS.matchAll(BLOCK)];

  it("has examples", () => {
    assert.ok(blocks.length >= 5);
  });

  for (const [, command = "", output] of blocks) {
    const args = command.replaceAll("\\\n", "").split(/ +/);
    it(args.join(" "), async () => {
      assert.equal((await lz(...args)).stdout, output);
    });
  }
});
