import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { jsonSchema } from "../../model/json-schema";
import { planText } from "../../report/plan-text";
import { stackFileReference } from "../../report/stack-file-reference";
import { table } from "../../report/table";
import { tree } from "../../report/tree";
import { planOf, planOfText } from "../components/plans";

const ROOT = resolve(__dirname, "../..");
const read = (path: string): string => readFileSync(resolve(ROOT, path), "utf8");

describe("what is made from the schema is current (npm run schema)", () => {
  it("stacks/schema.json", () => {
    assert.deepEqual(
      JSON.parse(read("stacks/schema.json")),
      JSON.parse(JSON.stringify(jsonSchema())),
    );
  });

  it("the table of docs/stack-file.md, in which every key is explained", () => {
    const reference = stackFileReference(jsonSchema());
    assert.ok(read("docs/stack-file.md").includes(`\n\n${reference}\n\n`));
    for (const line of reference.split("\n").slice(2)) {
      assert.match(line, /^\| `[^`]+` \| \S/, `no explanation: ${line}`);
    }
  });
});

describe("text reports", () => {
  it("a tree has lines to its last branches", () => {
    const leaf = (label: string) => ({ label, branches: [] });
    const text = tree({
      label: "root",
      branches: [{ label: "a", branches: [leaf("b"), leaf("c")] }, leaf("d")],
    });
    assert.equal(text, ["root", "├─ a", "│  ├─ b", "│  └─ c", "└─ d"].join("\n"));
  });

  it("a table aligns its columns and ends no line in blanks", () => {
    assert.equal(
      table([
        ["a", "bbb", ""],
        ["cc", "d", "e"],
      ]),
      "  a   bbb\n  cc  d    e",
    );
  });

  it("the plan shows invited, moving, leaving and gone accounts, and warns", () => {
    const text = planText(planOf("enterprise"));
    assert.match(text, /warehouse-production .* 200000000001, invited/);
    assert.match(text, /prototype .* moving/);
    assert.match(text, /gone: spin-off 300000000001 \(left\)/);
    assert.match(text, /Warnings:\n {2}! \d+ accounts/);
    assert.match(text, /taken over as it is/);
  });

  it("the plan of an organization without people and leaves says so", () => {
    const text = planText(
      planOfText(
        'organization: { name: o, homeRegion: eu-west-1, managementAccountId: "111111111111", email: "a+{account}@b.example" }\naccess: { stamping: none }',
      ),
    );
    assert.match(text, /People: none yet/);
    assert.match(
      text,
      /Warnings:\n {2}! nobody is told of root sign-ins, nor of break-glass[^\n]*$/,
    );
    assert.match(text, /not at all/);
  });
});
