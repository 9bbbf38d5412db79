import assert from "node:assert/strict";
import { anybodyOf } from "../../access/principals";
import { askerWords, exampleArns, somebody } from "../../report/access-words";
import { table } from "../../report/table";
import { accountsWords, counted, listed, number } from "../../report/words";
import { indented, wrap } from "../../report/wrap";
import { planOf } from "../components/plans";

describe("words of reports", () => {
  it("numbers have commas, and counts their nouns", () => {
    assert.deepEqual([0, 999, 1000, 12345, 1234567].map(number), [
      "0",
      "999",
      "1,000",
      "12,345",
      "1,234,567",
    ]);
    assert.equal(counted(1, "step"), "1 step");
    assert.equal(counted(2500, "account"), "2,500 accounts");
  });

  it("lists end with and", () => {
    assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed), [
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });

  it("of many accounts the first is named", () => {
    const names = Array.from({ length: 2500 }, (_, index) => `a-${index}`);
    assert.equal(accountsWords(names.slice(0, 3)), "a-0, a-1 and a-2");
    assert.equal(accountsWords(names), "a-0 and 2,499 more");
    assert.equal(accountsWords(names.slice(0, 4), 4), "a-0, a-1, a-2 and a-3");
    assert.equal(accountsWords([]), "");
  });

  it("whoever stands for a function is somebody of it", () => {
    assert.equal(somebody("<developer>"), "somebody of developer");
    assert.equal(somebody("ada"), "ada");
    assert.equal(askerWords(anybodyOf("developer")), "developer");
  });

  it("examples of ARNs begin with the simplest, and name what is chosen freely", () => {
    const action = {
      service: "s3",
      name: "s3:GetObject",
      level: "read",
      resources: [
        "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}",
        "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
      ],
    } as const;
    assert.deepEqual(exampleArns({ plan: planOf("example") }, action, undefined), [
      "arn:aws:s3:::BucketName/ObjectName",
      "arn:aws:s3:eu-west-1:ACCOUNT:accesspoint/AccessPointName",
    ]);
  });

  it("lines wrap between words, and a word that is too long stands alone", () => {
    assert.equal(wrap("a bb ccc", "  ", 4), "a bb\n  ccc");
    assert.equal(wrap("aaaaaaaaaa b", "  ", 4), "aaaaaaaaaa\n  b");
    assert.equal(wrap("b aaaaaaaaaa", "", 4), "b\naaaaaaaaaa");
    assert.equal(wrap("", "  "), "");
    assert.equal(indented("a\n\nb", "  "), "  a\n\n  b");
  });

  it("numbers in tables end at the right", () => {
    assert.equal(
      table(
        [
          ["a", "1"],
          ["bb", "100"],
        ],
        1,
      ),
      "  a     1\n  bb  100",
    );
  });
});
