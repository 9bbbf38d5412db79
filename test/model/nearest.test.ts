import assert from "node:assert/strict";
import { nearest, suggestion } from "../../model/nearest";

const KEYS = ["name", "type", "id", "homeRegion", "sessionHours"];
const TYPES = ["production", "nonproduction", "sandbox", "storage"];

const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ["name", KEYS, "name"],
  ["names", KEYS, "name"],
  ["Name", KEYS, "name"],
  ["nmae", KEYS, "name"],
  ["eman", KEYS, "name"],
  ["homeregion", KEYS, "homeRegion"],
  ["homeReigon", KEYS, "homeRegion"],
  ["session", KEYS, "sessionHours"],
  ["Id", KEYS, "id"],
  ["budget", KEYS, undefined],
  ["", KEYS, undefined],
  ["prod", TYPES, "production"],
  ["non-production", TYPES, "nonproduction"],
  ["sandbocks", TYPES, "sandbox"],
  ["archive", TYPES, undefined],
  ["s", TYPES, undefined],
  ["web", [], undefined],
  // Two begin so: nobody can say which is meant.
  ["alphabet", ["alphabet-of-greece", "alphabet-of-russia"], undefined],
];

describe("nearest", () => {
  for (const [word, known, expected] of cases) {
    it(`"${word}" is ${expected ?? "nothing"} of ${known.join(", ")}`, () => {
      assert.equal(nearest(word, known), expected);
    });
  }

  it("is suggested, or the fallback is", () => {
    assert.equal(suggestion("prodution", TYPES, "no idea"), 'did you mean "production"?');
    assert.equal(suggestion("archive", TYPES, "no idea"), "no idea");
  });
});
