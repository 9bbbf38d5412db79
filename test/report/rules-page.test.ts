import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { RULES } from "../../policies/rules";
import { withRules } from "../../report/rules-page";

describe("the page of the policy pack", () => {
  it("has the rules' own sentences: npm run rules", () => {
    const page = readFileSync(resolve(__dirname, "../../docs/policy-pack.md"), "utf8");
    assert.equal(withRules(page, RULES), page);
  });

  it("needs its marks, once", () => {
    assert.throws(() => withRules("no table", RULES), /the page has not once/);
    const marks = "<!-- rules: made by npm run rules --><!-- end of rules -->";
    assert.throws(() => withRules(`${marks}${marks}`, RULES), /the page has not once/);
    assert.match(withRules(marks, RULES), /\| kept-is-protected \| The organization, accounts/);
  });
});
