import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesWildcard } from "../../iam/wildcard";

const cases: readonly (readonly [string, string, boolean])[] = [
  ["", "", true],
  ["", "a", false],
  ["*", "", true],
  ["*", "anything", true],
  ["**", "anything", true],
  ["?", "", false],
  ["?", "a", true],
  ["?", "ab", false],
  ["Get*", "GetObject", true],
  ["Get*", "Get", true],
  ["Get?*", "Get", false],
  ["Get*", "ForgetObject", false],
  ["*Object", "GetObject", true],
  ["*Object", "GetObjectAcl", false],
  ["*Object*", "GetObjectAcl", true],
  ["Get*Acl", "GetObjectVersionAcl", true],
  ["*a*b", "aXbXaXc", false],
  ["*a*b", "aXbXaXb", true],
  ["getobject", "GetObject", false],
  // Nothing but * and ? means more than itself.
  ["Get.bject", "GetObject", false],
  ["Get[O]bject", "GetObject", false],
  ["Get*+", "GetObject+", true],
];

describe("wildcards of IAM", () => {
  for (const [pattern, text, matches] of cases) {
    it(`"${pattern}" ${matches ? "matches" : "does not match"} "${text}"`, () => {
      assert.equal(matchesWildcard(pattern, text), matches);
    });
  }

  it("mean what they mean as a regular expression", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const same = new RegExp(`^${pattern.replaceAll("?", ".").replaceAll("*", ".*")}$`);
        assert.equal(matchesWildcard(pattern, text), same.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("answer at once, whatever the pattern", () => {
    assert.equal(matchesWildcard(`${"a*".repeat(5000)}b`, "a".repeat(10_000)), false);
  });
});
