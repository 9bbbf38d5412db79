import assert from "node:assert/strict";
import { SHOWN } from "../../access/check";
import { checkJson, checkText } from "../../report/check-text";

const result = (name: string, sentence: string, ...counterExamples: readonly string[]) => ({
  name,
  sentence,
  ok: counterExamples.length === 0,
  counterExamples,
});

const long = (words: number): string => Array(words).fill("really").join(" ");

describe("checks for people", () => {
  it("a line for what holds, and how many of what kind", () => {
    assert.equal(
      checkText([
        result("nobody", "Nobody does"),
        result("expectations[0]", "ada can do anything"),
        result("nobody-else", "Nobody else does"),
      ]),
      [
        "holds  nobody           Nobody does",
        "holds  expectations[0]  ada can do anything",
        "holds  nobody-else      Nobody else does",
        "",
        "2 proofs and 1 expectation hold",
      ].join("\n"),
    );
    assert.match(checkText([result("a", "A"), result("b", "B")]), /\n2 proofs hold$/);
    assert.match(checkText([result("a", "A")]), /\n1 proof holds$/);
    assert.match(checkText([]), /0 proofs hold$/);
    const two = [result("a", "A", "x"), result("b", "B", "y"), result("c", "C")];
    assert.match(checkText(two), /\n2 of 3 fail$/);
  });

  it("exceptions from guardrails by themselves, those that have ended as failures", () => {
    const held = [result("a", "A"), result("expectations[0]", "B")];
    const inForce = result("guardrails.exceptions[0]", "deny-x does not hold in y until z: why");
    assert.equal(
      checkText([held[0] ?? inForce, inForce, held[1] ?? inForce]),
      [
        "holds  a                A",
        "holds  expectations[0]  B",
        "",
        "Exceptions from guardrails:",
        "  deny-x does not hold in y until z: why",
        "",
        "1 proof and 1 expectation hold; 1 exception is in force",
      ].join("\n"),
    );
    const ended = result("guardrails.exceptions[1]", "deny-v does not hold in w", "it ended");
    assert.match(
      checkText([...held, inForce, ended]),
      /\nFAILS {2}guardrails\.exceptions\[1\] {2}deny-v does not hold in w\n {7}- it ended\n\n1 of 4 fails$/,
    );
    assert.match(checkText([...held, inForce, inForce]), /; 2 exceptions are in force$/);
    const long = checkText([result("guardrails.exceptions[0]", `x ${"really ".repeat(30)}so`)]);
    for (const line of long.split("\n")) assert.ok(line.length <= 100, line);
  });

  it("counter-examples below what fails, in lines that can be read", () => {
    const text = checkText([
      result("nobody", `Nobody ${long(16)} does`),
      result("somebody", "Somebody does", "ada does", `grace ${long(14)} does`),
    ]);
    assert.equal(
      text,
      [
        `holds  nobody    Nobody ${long(11)}`,
        `                 ${long(5)} does`,
        "FAILS  somebody  Somebody does",
        "       - ada does",
        `       - grace ${long(12)}`,
        "         really really does",
        "",
        "1 of 2 fails",
      ].join("\n"),
    );
    for (const line of text.split("\n")) assert.ok(line.length <= 100, line);
  });

  it("says that there may be more than it shows", () => {
    const cases = Array.from({ length: SHOWN }, (_, index) => `case ${index}`);
    assert.match(
      checkText([result("a", "A", ...cases)]),
      /- case 9\n {7}- the first 10 cases; there may be more\n\n1 of 1 fails$/,
    );
    assert.doesNotMatch(checkText([result("a", "A", ...cases.slice(1))]), /there may be more/);
  });

  it("shows nothing that a terminal would obey", () => {
    assert.ok(!checkText([result("a", "A\u001b[2J", "b\u001b[2J")]).includes("\u001b"));
  });

  it("--json: the contract's form", () => {
    const [holds, fails] = [result("a", "A"), result("b", "B", "c")];
    assert.deepEqual(checkJson([holds, fails]), { ok: false, results: [holds, fails] });
    assert.deepEqual(checkJson([holds]), { ok: true, results: [holds] });
  });
});
