import assert from "node:assert/strict";
import { conditions } from "../../../access/policy/conditions";
import { contextOf, type ContextValue } from "../../../access/policy/context";
import { formulaWords } from "../../../access/policy/words";

/** Operator, values of the policy, value of the request (null: the key is not there), does it hold? */
type Row = readonly [string, readonly string[], ContextValue, boolean];

const OTHERS = { "aws:username": "ada", "aws:PrincipalTag/star": "a*", "aws:TagKeys": ["x", "y"] };

function holds([operator, values, value]: Row): boolean {
  const context = contextOf({ ...OTHERS, key: value }, () => null);
  const result = conditions({ [operator]: { Key: values } }, true)(context);
  assert.equal(typeof result, "boolean", formulaWords(result));
  return result === true;
}

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  strings: [
    ["StringEquals", ["a"], "a", true],
    ["StringEquals", ["a"], "A", false],
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", ["a*"], "ab", false],
    ["StringEquals", ["a*"], "a*", true],
    ["StringEquals", ["a"], null, false],
    ["StringEquals", [""], "", true],
    ["StringEquals", [], "a", false],
    ["StringNotEquals", ["a"], "b", true],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a"], null, true],
    ["stringequals", ["a"], "a", true],
    ["StringEqualsIgnoreCase", ["Abc"], "aBC", true],
    ["StringEqualsIgnoreCase", ["Abc"], "abd", false],
    ["StringNotEqualsIgnoreCase", ["Abc"], "aBC", false],
    ["StringLike", ["a*"], "abc", true],
    ["StringLike", ["a*c"], "a:/c", true],
    ["StringLike", ["a?c"], "abc", true],
    ["StringLike", ["a?c"], "ac", false],
    ["StringLike", ["A*"], "abc", false],
    ["StringLike", ["b*", "*c"], "abc", true],
    ["StringLike", ["a.c"], "abc", false],
    ["StringNotLike", ["a*"], "abc", false],
    ["StringNotLike", ["a*"], "b", true],
    ["StringNotLike", ["a*", "b*"], "b", false],
    ["StringNotLike", ["a*"], null, true],
  ],
  numbers: [
    ["NumericEquals", ["1"], "1.0", true],
    ["NumericEquals", ["-1"], "-1", true],
    ["NumericEquals", ["1"], "one", false],
    ["NumericEquals", ["one"], "one", false],
    ["NumericNotEquals", ["1"], "2", true],
    ["NumericNotEquals", ["1", "2"], "2", false],
    ["NumericNotEquals", ["1"], null, true],
    ["NumericLessThan", ["10"], "9", true],
    ["NumericLessThan", ["10"], "10", false],
    ["NumericLessThan", ["10"], null, false],
    ["NumericLessThanEquals", ["10"], "10", true],
    ["NumericLessThanEquals", ["10"], "10.5", false],
    ["NumericGreaterThan", ["9"], "10", true],
    ["NumericGreaterThan", ["9"], "9", false],
    ["NumericGreaterThanEquals", ["9"], "9", true],
    ["NumericGreaterThanEquals", ["9"], "8.999", false],
    ["NumericLessThan", ["1", "100"], "50", true],
  ],
  dates: [
    ["DateEquals", ["2026-01-01T00:00:00Z"], "2026-01-01T01:00:00+01:00", true],
    ["DateEquals", ["2026-01-01"], "2026-01-01T00:00:00Z", true],
    ["DateEquals", ["2026-01-01T00:00:00Z"], "1767225600", true],
    ["DateEquals", ["2026-01-01T00:00Z"], "2026-01-01T00:00:00.000Z", true],
    ["DateEquals", ["2026-01-01T00:00:00"], "2026-01-01T00:00:00Z", true],
    ["DateEquals", ["2026"], "2026-01-01T00:00:00Z", true],
    ["DateEquals", ["January 1, 2026"], "2026-01-01T00:00:00Z", false],
    ["DateNotEquals", ["2026-01-01"], "2026-01-02", true],
    ["DateNotEquals", ["2026-01-01"], null, true],
    ["DateLessThan", ["2026-01-02"], "2026-01-01T23:59:59Z", true],
    ["DateLessThan", ["2026-01-02"], "2026-01-02T00:00:00Z", false],
    ["DateLessThanEquals", ["2026-01-02"], "2026-01-02T00:00:00Z", true],
    ["DateGreaterThan", ["2026-01-02"], "2026-01-02T00:00:01Z", true],
    ["DateGreaterThan", ["1767225600"], "1767225601", true],
    ["DateGreaterThanEquals", ["2026-01-02"], "2026-01-02T00:00:00Z", true],
    ["DateGreaterThanEquals", ["2026-01-02"], "2026-01-01", false],
    ["DateGreaterThanEquals", ["2026-01-02"], "tomorrow", false],
  ],
  "truth and bytes": [
    ["Bool", ["true"], "true", true],
    ["Bool", ["true"], "True", true],
    ["Bool", ["true"], "false", false],
    ["Bool", ["false"], null, false],
    ["Bool", ["yes"], "yes", false],
    ["Bool", ["true", "false"], "false", true],
    ["BinaryEquals", ["QmluYXJ5"], "QmluYXJ5", true],
    ["BinaryEquals", ["QmluYXJ5"], "qmluyxj5", false],
  ],
  addresses: [
    ["IpAddress", ["203.0.113.0/24"], "203.0.113.7", true],
    ["IpAddress", ["203.0.113.0/24"], "203.0.114.7", false],
    ["IpAddress", ["203.0.113.7"], "203.0.113.7", true],
    ["IpAddress", ["203.0.113.77/24"], "203.0.113.7", true],
    ["IpAddress", ["0.0.0.0/0"], "203.0.113.7", true],
    ["IpAddress", ["0.0.0.0/0"], "2001:db8::1", false],
    ["IpAddress", ["10.0.0.0/8", "203.0.113.0/24"], "203.0.113.7", true],
    ["IpAddress", ["2001:db8::/32"], "2001:db8:0:1::7", true],
    ["IpAddress", ["2001:DB8:1234:5678::/64"], "2001:db8:1234:5678:0:0:0:1", true],
    ["IpAddress", ["2001:db8::/32"], "2001:db9::1", false],
    ["IpAddress", ["::ffff:10.0.0.1"], "::ffff:a00:1", true],
    ["IpAddress", ["::/0"], "2001:db8::1", true],
    ["IpAddress", ["::/0"], "10.0.0.1", false],
    ["IpAddress", ["::a00:1"], "10.0.0.1", false],
    ["IpAddress", ["2001:db8::1::2"], "2001:db8::1", false],
    ["IpAddress", ["2001:db8"], "2001:db8::", false],
    ["IpAddress", ["1:2:3:4:5:6:7:8::"], "1:2:3:4:5:6:7:8", false],
    ["IpAddress", ["2001:db8::x"], "2001:db8::x", false],
    ["IpAddress", ["10.0.0.0/33"], "10.0.0.0", false],
    ["IpAddress", ["10.0.0.0/a"], "10.0.0.0", false],
    ["IpAddress", ["10.0.0.0/8/8"], "10.0.0.0", false],
    ["IpAddress", ["10.0.0.0/8"], "10.0.0.256", false],
    ["IpAddress", ["10.0.0.0/8"], "10.0.0.01", false],
    ["IpAddress", ["10.0.0.0/8"], "10.0.0", false],
    ["IpAddress", ["somewhere"], "somewhere", false],
    ["NotIpAddress", ["203.0.113.0/24"], "203.0.113.7", false],
    ["NotIpAddress", ["203.0.113.0/24"], "198.51.100.1", true],
    ["NotIpAddress", ["203.0.113.0/24", "198.51.100.0/24"], "198.51.100.1", false],
    ["NotIpAddress", ["203.0.113.0/24"], null, true],
  ],
  ARNs: [
    ["ArnEquals", ["arn:aws:iam::1:role/a"], "arn:aws:iam::1:role/a", true],
    ["ArnEquals", ["arn:aws:iam::*:role/*"], "arn:aws:iam::1:role/a", true],
    ["ArnLike", ["arn:aws:iam::*:role/*"], "arn:aws:iam::1:role/a/b", true],
    ["ArnLike", ["arn:aws:iam::1:role/A"], "arn:aws:iam::1:role/a", false],
    ["ArnLike", ["arn:aws:sns:*:1:t"], "arn:aws:sns:r:2:x:1:t", false],
    ["StringLike", ["arn:aws:sns:*:1:t"], "arn:aws:sns:r:2:x:1:t", true],
    ["ArnLike", ["arn:aws:sns:*:*:t:*"], "arn:aws:sns:r:1:t:sub", true],
    ["ArnLike", ["arn:aws:iam::1:user/${aws:username}"], "arn:aws:iam::1:user/ada", true],
    ["ArnLike", ["*"], "not an ARN", false],
    ["ArnLike", ["arn:aws:iam::1:role/a"], "arn:aws:iam", false],
    ["ArnNotEquals", ["arn:aws:iam::1:role/a"], "arn:aws:iam::1:role/b", true],
    ["ArnNotEquals", ["arn:aws:iam::1:role/a"], null, true],
    ["ArnNotLike", ["arn:aws:iam::1:role/*", "arn:aws:iam::2:*"], "arn:aws:iam::2:user/a", false],
    ["ArnNotLike", ["arn:aws:iam::1:role/*"], "arn:aws:iam::2:role/a", true],
  ],
  IfExists: [
    ["StringEqualsIfExists", ["a"], null, true],
    ["StringEqualsIfExists", ["a"], "a", true],
    ["StringEqualsIfExists", ["a"], "b", false],
    ["StringNotEqualsIfExists", ["a"], null, true],
    ["StringNotEqualsIfExists", ["a"], "a", false],
    ["NumericLessThanIfExists", ["1"], null, true],
    ["BoolIfExists", ["true"], null, true],
    ["BoolIfExists", ["false"], "true", false],
    ["IpAddressIfExists", ["10.0.0.0/8"], "11.0.0.1", false],
    ["ForAllValues:StringEqualsIfExists", ["a"], null, true],
    ["ForAnyValue:StringEqualsIfExists", ["a"], null, false],
    ["ForAnyValue:StringNotEqualsIfExists", ["a"], null, false],
    ["ForAnyValue:StringEqualsIfExists", ["a"], ["a", "b"], true],
  ],
  Null: [
    ["Null", ["true"], null, true],
    ["Null", ["true"], "a", false],
    ["Null", ["false"], "a", true],
    ["Null", ["false"], null, false],
    ["Null", ["True"], null, true],
    ["Null", ["true", "false"], "a", true],
    ["Null", ["false"], "", true],
    ["Null", ["false"], ["a"], true],
    ["Null", ["false"], [], false],
    ["Null", ["false"], [""], false],
    ["Null", ["maybe"], "a", false],
  ],
  ForAllValues: [
    ["ForAllValues:StringEquals", ["a", "b"], ["a"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringEquals", ["a"], null, true],
    ["ForAllValues:StringEquals", ["a"], [], true],
    ["ForAllValues:StringEquals", ["a"], [""], true],
    ["ForAllValues:StringEquals", ["a"], "", true],
    ["ForAllValues:StringEquals", ["a"], "a", true],
    ["ForAllValues:StringEquals", ["a"], "b", false],
    ["ForAllValues:StringNotEquals", ["a"], ["b", "c"], true],
    ["ForAllValues:StringNotEquals", ["a"], ["b", "a"], false],
    ["ForAllValues:StringNotEquals", ["a"], null, true],
    ["ForAllValues:StringLike", ["a*", "b*"], ["ax", "bx"], true],
    ["forallvalues:NumericLessThan", ["10"], ["1", "9"], true],
    ["ForAllValues:NumericLessThan", ["10"], ["1", "11"], false],
  ],
  ForAnyValue: [
    ["ForAnyValue:StringEquals", ["a", "b"], ["b", "c"], true],
    ["ForAnyValue:StringEquals", ["a"], ["b", "c"], false],
    ["ForAnyValue:StringEquals", ["a"], null, false],
    ["ForAnyValue:StringEquals", ["a"], [], false],
    ["ForAnyValue:StringEquals", ["a"], "a", true],
    ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], true],
    ["ForAnyValue:StringNotEquals", ["a"], ["a"], false],
    ["ForAnyValue:StringNotEquals", ["a"], null, false],
    ["ForAnyValue:ArnLike", ["arn:aws:iam::1:*"], ["x", "arn:aws:iam::1:role/a"], true],
    ["ForAnyValue:Null", ["true"], null, true],
  ],
  "several values without set operator": [
    ["StringEquals", ["a"], ["a"], false],
    ["StringEquals", ["a"], ["a", "b"], false],
    ["StringNotEquals", ["c"], ["a", "b"], false],
    ["StringNotEquals", ["c"], [], true],
    ["StringEqualsIfExists", ["c"], [], true],
  ],
  variables: [
    ["StringEquals", ["${aws:username}"], "ada", true],
    ["StringEquals", ["${AWS:UserName}"], "ada", true],
    ["StringEquals", ["x-${aws:username}-${aws:username}"], "x-ada-ada", true],
    ["StringEquals", ["${aws:userid, 'none'}"], "none", true],
    ["StringEquals", ["${aws:userid,'none'}"], "none", true],
    ["StringEquals", ["${aws:username, 'none'}"], "ada", true],
    ["StringEquals", ["${aws:userid}"], "${aws:userid}", false],
    ["StringNotEquals", ["${aws:userid}"], "anything", true],
    ["StringEquals", ["${aws:TagKeys}"], "x", false],
    ["StringEquals", ["${aws:TagKeys, 'z'}"], "z", true],
    ["StringLike", ["${aws:PrincipalTag/star}"], "ab", false],
    ["StringLike", ["${aws:PrincipalTag/star}"], "a*", true],
    ["StringLike", ["a${*}"], "a*", true],
    ["StringLike", ["a${*}"], "ab", false],
    ["StringLike", ["a${?}*"], "a?b", true],
    ["StringEquals", ["a${*}${?}${$}"], "a*?$", true],
    ["StringEquals", ["${aws:username"], "${aws:username", true],
    ["Bool", ["${aws:username}"], "ada", false],
    ["NumericEquals", ["${aws:username}"], "ada", false],
  ],
};

describe("condition operators", () => {
  for (const [name, rows] of Object.entries(TABLES)) {
    describe(name, () => {
      for (const row of rows) {
        const [operator, values, value, expected] = row;
        const asked = value === null ? "no key" : JSON.stringify(value);
        it(`${operator} ${JSON.stringify(values)}: ${asked} ${expected ? "passes" : "does not"}`, () => {
          assert.equal(holds(row), expected);
        });
      }
    });
  }

  it("must all hold", () => {
    const context = contextOf({ a: "1", b: "1" }, () => null);
    const of = (a: string, b: string): unknown =>
      conditions({ StringEquals: { a: [a], b: [b] }, StringLike: { a: ["*"] } }, true)(context);
    assert.deepEqual([of("1", "1"), of("1", "2"), of("2", "1")], [true, false, false]);
    assert.equal(conditions({}, true)(context), true);
  });

  it("of other names are refused", () => {
    assert.throws(
      () => conditions({ StringIs: { a: ["1"] } }, true),
      /StringIs is no condition operator/,
    );
  });

  it("know no variables before version 2012-10-17", () => {
    const context = contextOf({ key: "${aws:username}" }, () => null);
    const test = conditions({ StringEquals: { key: ["${aws:username}"] } }, false);
    assert.equal(test(context), true);
  });
});

/** What is not known of the context: the key itself, and `aws:userid`, which a value asks for. */
describe("conditions on what is not known", () => {
  const ROWS: readonly (readonly [string, readonly string[], ContextValue, string])[] = [
    ["StringEquals", ["a", "b"], undefined, "Key is a or b"],
    ["StringNotEquals", ["a"], undefined, "Key is not a"],
    ["StringLike", ["a${*}b*"], undefined, "Key is like a${*}b*"],
    ["StringEqualsIfExists", ["a"], undefined, "Key is not there or Key is a"],
    ["StringNotEqualsIfExists", ["a"], undefined, "Key is not a"],
    ["Null", ["true"], undefined, "Key is not there"],
    ["Null", ["false"], undefined, "Key is there"],
    ["Null", ["true", "false"], undefined, "always"],
    ["ForAllValues:StringEquals", ["a"], undefined, "every value of Key is a"],
    ["ForAllValues:StringNotEquals", ["a"], undefined, "no value of Key is a"],
    ["ForAnyValue:StringLike", ["a*"], undefined, "a value of Key is like a*"],
    ["ForAnyValue:StringNotLike", ["a*"], undefined, "some value of Key is not like a*"],
    ["ForAnyValue:StringEqualsIfExists", ["a"], undefined, "a value of Key is a"],
    ["StringEquals", ["${aws:username}"], undefined, "Key is ada"],
    ["StringLike", ["${aws:PrincipalTag/star}/*"], undefined, "Key is like a${*}/*"],
    ["StringEquals", ["${aws:sourceip}"], undefined, "Key is a value that there is not"],
    ["StringEquals", ["${aws:userid}"], "x", "Key is ${aws:userid}"],
    ["StringEquals", ["a-${aws:userid}"], "b-1", "never"],
    ["StringNotEquals", ["${aws:userid}"], "x", "Key is not ${aws:userid}"],
    ["StringLike", ["${aws:userid}/*", "x*"], "x/1", "always"],
    ["ForAllValues:StringEquals", ["${aws:userid}", "a"], ["a"], "always"],
    [
      "ForAllValues:StringEquals",
      ["${aws:userid}", "a"],
      ["a", "b"],
      "every value of Key is ${aws:userid} or a",
    ],
    ["ForAllValues:StringEquals", ["x${aws:userid}", "a"], ["a", "b"], "never"],
    ["ForAnyValue:StringEquals", ["${aws:userid}"], ["a", "b"], "a value of Key is ${aws:userid}"],
    [
      "ForAnyValue:StringNotEquals",
      ["${aws:userid}"],
      ["a"],
      "some value of Key is not ${aws:userid}",
    ],
    ["NumericLessThan", ["3600"], undefined, "Key is less than 3600"],
    ["DateGreaterThanEquals", ["2026-01-01"], undefined, "Key is not before 2026-01-01"],
    ["NotIpAddress", ["10.0.0.0/8"], undefined, "Key is not in 10.0.0.0/8"],
  ];
  for (const [operator, values, value, words] of ROWS) {
    it(`${operator} ${JSON.stringify(values)} of ${value === undefined ? "unknown" : JSON.stringify(value)}: ${words}`, () => {
      const context = contextOf({ ...OTHERS, key: value }, (key) =>
        key === "aws:sourceip" ? null : undefined,
      );
      const result = conditions({ [operator]: { Key: values } }, true)(context);
      assert.equal(formulaWords(result), words);
    });
  }
});
