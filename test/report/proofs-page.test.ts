import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PROOFS } from "../../access/proofs";
import { proofsPage } from "../../report/proofs-page";

describe("docs/proofs.md", () => {
  it("has every proof, as npm run proofs writes it", () => {
    const page = readFileSync(resolve(__dirname, "../../docs/proofs.md"), "utf8");
    assert.equal(page, proofsPage(PROOFS));
  });
});
