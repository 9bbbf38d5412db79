import assert from "node:assert/strict";
import fc from "fast-check";
import { randomPassword, SHORTEST } from "../../../cli/live/password";

/** What a password policy can ask for, and what IAM counts as a symbol. */
const POLICY = fc.record({
  minimum: fc.integer({ min: 6, max: 128 }),
  upper: fc.boolean(),
  lower: fc.boolean(),
  numbers: fc.boolean(),
  symbols: fc.boolean(),
});
const SYMBOL = /[!@#$%^&*()_+\-=[\]{}|']/;

describe("a first password", () => {
  it("satisfies every password policy that an account can have", () => {
    fc.assert(
      fc.property(POLICY, ({ minimum, upper, lower, numbers, symbols }) => {
        const password = randomPassword(minimum);
        assert.ok(password.length >= minimum && password.length <= 128);
        assert.ok(password.length >= SHORTEST);
        if (upper) assert.match(password, /[A-Z]/);
        if (lower) assert.match(password, /[a-z]/);
        if (numbers) assert.match(password, /[0-9]/);
        if (symbols) assert.match(password, SYMBOL);
        assert.doesNotMatch(password.replaceAll(new RegExp(SYMBOL, "g"), ""), /[^A-Za-z0-9]/);
      }),
      { numRuns: 500 },
    );
  });

  it("has no two characters that look alike", () => {
    const drawn = Array.from({ length: 200 }, () => randomPassword(128)).join("");
    assert.doesNotMatch(drawn, /[0O1lI|]/);
  });

  it("draws again until every class is there, and takes what was drawn", () => {
    const letters = Array.from({ length: SHORTEST }, () => 0);
    const all = [...letters.slice(3), 30, 50, 60];
    const drawn = [...letters, ...all];
    const password = randomPassword(0, () => drawn.shift() ?? assert.fail("drew once more"));
    assert.equal(password.length, SHORTEST);
    assert.match(password, /^A{21}[a-z][2-9][!@#%*_+=-]$/);
  });

  it("is never the same, and uses all of its characters", () => {
    const many = Array.from({ length: 500 }, () => randomPassword(0));
    assert.equal(new Set(many).size, many.length);
    const used = new Set(many.join(""));
    assert.equal(used.size, 24 + 25 + 8 + 9);
  });
});
