import assert from "node:assert/strict";
import { SHOWN } from "../../access/check";
import { checkJson, checkText } from "../../report/check-text";

const holds = { name: "nobody", sentence: "Nobody does", ok: true, counterExamples: [] };
const fails = {
  name: "somebody",
  sentence: `Somebody ${"really ".repeat(14)}does`,
  ok: false,
  counterExamples: ["ada does", `grace ${"really ".repeat(14)}does`],
};

describe("checks for people", () => {
  it("a line for what holds; counter-examples below what fails", () => {
    assert.equal(checkText("acme", [holds]), "holds  nobody: Nobody does\n\nacme: all 1 hold");
    assert.equal(
      checkText("acme", [holds, fails]),
      `holds  nobody: Nobody does
FAILS  somebody: Somebody ${"really ".repeat(10).trim()}
       ${"really ".repeat(4)}does
       - ada does
       - grace ${"really ".repeat(12).trim()}
         really really does

acme: 1 of 2 fails`,
    );
  });

  it("says that there may be more", () => {
    const counterExamples = Array.from({ length: SHOWN }, (_, index) => `case ${index}`);
    assert.match(
      checkText("acme", [{ ...fails, counterExamples }]),
      /there may be more than these/,
    );
  });

  it("--json", () => {
    assert.deepEqual(checkJson([holds, fails]), { ok: false, results: [holds, fails] });
    assert.deepEqual(checkJson([holds]), { ok: true, results: [holds] });
  });
});
