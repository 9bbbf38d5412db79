import assert from "node:assert/strict";
import { ANY_ARN, arnPattern, NO_RESOURCE, type ArnPattern } from "../../../access/policy/arn";
import { inResource, presence, test } from "../../../access/policy/atom";
import { contextOf, unknown } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import { and, atomic, not, or } from "../../../access/policy/formula";
import { compilePolicy, type Policy } from "../../../access/policy/policy";
import type { Reason, Request } from "../../../access/policy/request";
import { formulaWords, literalWords } from "../../../access/policy/words";

const identity = (name: string, ...Statement: readonly object[]): Policy =>
  compilePolicy({ Version: "2012-10-17", Statement }, "identity", name);

function asked(action: string, ...resources: readonly ArnPattern[]): Request {
  return {
    principal: { kind: "user", arn: "arn:aws:iam::1:user/ada", account: "1" },
    action,
    resources,
    owner: "1",
    context: unknown,
  };
}

const arns = (...texts: readonly string[]): readonly ArnPattern[] => texts.map(arnPattern);

describe("a decision about several resources", () => {
  const reports = identity(
    "reports",
    { Effect: "Allow", Action: "s3:*", Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] },
    { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::b/secret" },
  );
  const ROWS: readonly (readonly [string, readonly ArnPattern[], string])[] = [
    ["all are allowed", arns("arn:aws:s3:::a/1", "arn:aws:s3:::a/2"), "always"],
    ["none is", arns("arn:aws:s3:::c/1", "arn:aws:s3:::d/1"), "never"],
    [
      "some are, by one pattern",
      arns("arn:aws:s3:::a/1", "arn:aws:s3:::c/1"),
      "the resource is arn:aws:s3:::a/*",
    ],
    [
      "some are, by two patterns, and one is denied",
      arns("arn:aws:s3:::a/1", "arn:aws:s3:::b/*"),
      "the resource is arn:aws:s3:::a/* or arn:aws:s3:::b/* and the resource is not arn:aws:s3:::b/secret",
    ],
    ["there is none at all", [], "never"],
    ["the action has none", [NO_RESOURCE], "never"],
    [
      "any",
      [ANY_ARN],
      "the resource is arn:aws:s3:::a/* or arn:aws:s3:::b/* and the resource is not arn:aws:s3:::b/secret",
    ],
  ];
  for (const [name, resources, words] of ROWS) {
    it(`${name}: ${words}`, () => {
      const decision = decide(asked("s3:GetObject", ...resources), { identity: [reports] });
      assert.equal(formulaWords(decision), words);
    });
  }
});

describe("what AWS refuses", () => {
  const all = identity("all", { Effect: "Allow", Action: "*", Resource: "*" });
  const managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const ROWS: readonly (readonly [string, string, readonly ArnPattern[], boolean])[] = [
    ["one of its policies", "iam:DeletePolicyVersion", arns(managed), false],
    ["any of its policies", "iam:TagPolicy", arns("arn:aws:iam::aws:policy/*"), false],
    ["one of its, or one of ours", "iam:TagPolicy", arns(managed, "arn:aws:iam::1:policy/a"), true],
    ["any policy at all", "iam:TagPolicy", [ANY_ARN], true],
    ["to read one of its policies", "iam:GetPolicyVersion", arns(managed), true],
    ["nothing in particular", "iam:DeletePolicy", [], true],
  ];
  for (const [name, action, resources, allowed] of ROWS) {
    it(`${action}, ${name}: ${allowed ? "not refused" : "refused"}`, () => {
      assert.equal(decide(asked(action, ...resources), { identity: [all] }), allowed);
    });
  }
});

describe("a root user's session", () => {
  const arn = "arn:aws:iam::1:root";
  const bucket = "arn:aws:s3:::a";
  const open = compilePolicy(
    {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: arn }, Action: "s3:*", Resource: bucket }],
    },
    "resource",
    "bucket",
  );
  const task = identity("task", {
    Effect: "Allow",
    Action: "s3:DeleteBucketPolicy",
    Resource: "*",
  });
  for (const [action, allowed] of [
    ["s3:DeleteBucketPolicy", true],
    ["s3:DeleteBucket", false],
  ] as const) {
    it(`for a task ${allowed ? "may" : "may not"} ${action}, whatever the bucket says`, () => {
      const request = asked(action, arnPattern(bucket));
      const principal = { kind: "root", arn, account: "1" } as const;
      for (const resource of [open, undefined]) {
        assert.equal(
          decide({ ...request, principal }, { identity: [], session: [task], resource }),
          allowed,
        );
      }
    });
  }
});

describe("the reasons of a decision", () => {
  it("are all statements that have a say, and layers that are silent", () => {
    const reasons: Reason[] = [];
    const decision = decide(
      { ...asked("s3:GetObject", arnPattern("arn:aws:s3:::a/1")), owner: "2" },
      {
        identity: [
          identity("one", { Sid: "A", Effect: "Allow", Action: "s3:*", Resource: "*" }),
          identity("two", { Effect: "Allow", Action: "sqs:*", Resource: "*" }),
        ],
        boundary: identity("limit", { Effect: "Allow", Action: "sqs:*", Resource: "*" }),
        scps: [
          [
            identity(
              "guard",
              { Effect: "Allow", Action: "*", Resource: "*" },
              {
                Effect: "Deny",
                Action: "*",
                Resource: "*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ),
          ],
          [],
        ],
      },
      (reason) => reasons.push(reason),
    );
    assert.equal(decision, false);
    assert.deepEqual(
      reasons.map(({ layer, effect, policy, statement, when }) =>
        [layer, effect, policy, statement, formulaWords(when)].join("|"),
      ),
      [
        "scp|deny|guard|2|aws:SecureTransport is false",
        "resource|nothing allows|||always",
        "identity|allow|one|A|always",
        "boundary|nothing allows|limit||always",
        "scp|allow|guard|1|always",
        "scp|nothing allows|||always",
      ],
    );
  });
});

describe("words", () => {
  const x = atomic(test("", "StringEquals", "x", ["1"]));
  const y = atomic(presence("y"));
  const z = atomic(test("", "DateLessThan", "z", ["2026-01-01"]));
  const ROWS = [
    { of: true, words: "always" },
    { of: false, words: "never" },
    { of: and(x, y), words: "x is 1 and y is there" },
    { of: or(x, not(y)), words: "x is 1 or y is not there" },
    { of: or(not(x), not(y)), words: "not (x is 1 and y is there)" },
    { of: and(x, or(y, z)), words: "x is 1 and (y is there or z is before 2026-01-01)" },
    { of: not(z), words: "z is not before 2026-01-01" },
    {
      of: and(z, or(not(x), not(and(y, z)))),
      words: "z is before 2026-01-01 and not (x is 1 and y is there)",
    },
    {
      of: atomic(inResource("arn:aws:s3:::a", arnPattern("arn:aws:s3:::a")), true),
      words: "the resource is not arn:aws:s3:::a",
    },
  ] as const;
  for (const { of, words } of ROWS) {
    it(words, () => {
      assert.equal(formulaWords(of), words);
    });
  }

  it("of tests that hold together", () => {
    assert.equal(
      literalWords([
        { atom: presence("y"), negated: true },
        { atom: test("ForAnyValue", "ArnLike", "z", ["arn:*"]), negated: false },
      ]),
      "y is not there and a value of z is like arn:*",
    );
  });

  it("of keys that are known are none", () => {
    const context = contextOf({ a: "1", B: undefined }, unknown);
    assert.deepEqual([context("a"), context("b"), context("c")], ["1", undefined, undefined]);
  });
});
