import assert from "node:assert/strict";
import fc from "fast-check";
import { decide } from "../../../access/policy/decide";
import { parsePolicy } from "../../../access/policy/grammar";
import type { PolicyKind } from "../../../access/policy/parsed";
import { compilePolicy, PolicyError } from "../../../access/policy/policy";
import { drawFrom, numbers } from "./generated";
import { decided, requestOf } from "./requests";
import { asking } from "./generated";

const KINDS: readonly PolicyKind[] = [
  ...(["identity", "boundary", "session", "scp", "rcp", "resource", "trust"] as const),
];

const S3 = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const of = (statement: unknown): unknown => ({ Version: "2012-10-17", Statement: statement });

/** A document, what it is meant to be, and all that is wrong with it. */
const FAULTY: readonly (readonly [string, PolicyKind, unknown, readonly string[]])[] = [
  ["a text", "identity", "s3:*", ["a policy is a JSON object with a Statement"]],
  ["nothing", "identity", null, ["a policy is a JSON object with a Statement"]],
  ["a list", "identity", [], ["a policy is a JSON object with a Statement"]],
  ["an object without statements", "identity", {}, ["Statement is missing"]],
  [
    "another version",
    "identity",
    { Version: "2012-10-18", Statement: [S3] },
    [`Version must be "2012-10-17" or "2008-10-17"`],
  ],
  [
    "a misspelt element",
    "identity",
    { Statments: [], Statement: [S3] },
    ["Statments is not an element of IAM"],
  ],
  ["a statement that is a text", "identity", of(["Allow"]), ["Statement[0] must be an object"]],
  [
    "a misspelt part of a statement",
    "identity",
    of([S3, { ...S3, Resources: "*" }]),
    ["Statement[1].Resources is not an element of IAM"],
  ],
  [
    "a Sid that is a number",
    "identity",
    of([{ ...S3, Sid: 1 }]),
    ["Statement[0].Sid must be a string"],
  ],
  [
    "an effect in lower case",
    "identity",
    of({ ...S3, Effect: "allow" }),
    [`Statement.Effect must be "Allow" or "Deny"`],
  ],
  [
    "no action",
    "identity",
    of([{ Effect: "Allow", Resource: "*" }]),
    ["Statement[0] needs Action or NotAction"],
  ],
  [
    "both actions and their opposite",
    "identity",
    of([{ ...S3, NotAction: "*" }]),
    ["Statement[0] has both Action and NotAction"],
  ],
  [
    "an action without service",
    "identity",
    of([{ ...S3, Action: ["GetObject", "s3:Get Object", "s3:GetObject"] }]),
    [
      `Statement[0].Action "GetObject" is not service:Action`,
      `Statement[0].Action "s3:Get Object" is not service:Action`,
    ],
  ],
  [
    "an action that is no text",
    "identity",
    of([{ ...S3, Action: [1] }]),
    ["Statement[0].Action must be a string or a list of strings"],
  ],
  [
    "no resource",
    "identity",
    of([{ Effect: "Allow", Action: "*" }]),
    ["Statement[0] needs Resource or NotResource"],
  ],
  [
    "a principal in an identity policy",
    "identity",
    of([{ ...S3, Principal: "*" }]),
    ["Statement[0] has a Principal, which an identity policy cannot have"],
  ],
  [
    "a principal in a service control policy",
    "scp",
    of([{ ...S3, Principal: "*" }]),
    ["Statement[0] has a Principal, which a service control policy cannot have"],
  ],
  [
    "no principal in a bucket's policy",
    "resource",
    of([S3]),
    ["Statement[0] needs a Principal, as a resource policy does"],
  ],
  [
    "an account as the principal of a resource control policy",
    "rcp",
    of([{ ...S3, Effect: "Deny", Principal: { AWS: "111111111111" } }]),
    [`Statement[0] must have the Principal "*", as every resource control policy`],
  ],
  [
    "a resource that is no ARN",
    "identity",
    of([{ ...S3, Resource: ["*", "<bucket>", "arn:aws:s3:::b"] }]),
    [`Statement[0].Resource "<bucket>" is neither * nor an ARN`],
  ],
  [
    "a resource control policy that denies everything",
    "rcp",
    of([{ ...S3, Effect: "Deny", Principal: "*", Action: "*" }]),
    ["Statement[0].Action must name services"],
  ],
  [
    "a resource control policy that allows something",
    "rcp",
    of([{ ...S3, Principal: "*" }]),
    [`Statement[0].Effect must be "Deny", as only RCPFullAWSAccess allows`],
  ],
  [
    "NotAction in a resource control policy",
    "rcp",
    of([{ Effect: "Deny", Principal: "*", NotAction: "s3:*", Resource: "*" }]),
    ["Statement[0] has NotAction, which no resource control policy has"],
  ],
  [
    "a resource in a trust policy",
    "trust",
    of([{ ...S3, Action: "sts:AssumeRole", Principal: "*" }]),
    ["Statement[0] has a Resource, which no trust policy has"],
  ],
  [
    "NotPrincipal in a trust policy",
    "trust",
    of([{ Effect: "Deny", Action: "sts:AssumeRole", NotPrincipal: { AWS: "*" } }]),
    ["Statement[0] has NotPrincipal, which no trust policy has"],
  ],
  [
    "a principal of no kind",
    "resource",
    of([
      { ...S3, Principal: "111111111111" },
      { ...S3, Principal: { Role: "x", AWS: 1 } },
    ]),
    [
      `Statement[0].Principal must be "*" or an object of AWS, Service, Federated or CanonicalUser`,
      "Statement[1].Principal.Role is not one of AWS, Service, Federated, CanonicalUser",
      "Statement[1].Principal.AWS must be a string or a list of strings",
    ],
  ],
  [
    "conditions that are a list",
    "identity",
    of([{ ...S3, Condition: [] }]),
    ["Statement[0].Condition must be an object of operators"],
  ],
  [
    "an unknown operator",
    "identity",
    of([
      { ...S3, Condition: { StringIs: { "aws:username": "ada" }, NullIfExists: { a: "true" } } },
    ]),
    [
      `Statement[0].Condition "StringIs" is not an operator of IAM`,
      `Statement[0].Condition "NullIfExists" is not an operator of IAM`,
    ],
  ],
  [
    "an operator without keys",
    "identity",
    of([{ ...S3, Condition: { StringEquals: "aws:username" } }]),
    ["Statement[0].Condition.StringEquals must be an object of condition keys"],
  ],
  [
    "a value that is an object",
    "identity",
    of([{ ...S3, Condition: { StringEquals: { "aws:username": {} } } }]),
    ["Statement[0].Condition.StringEquals.aws:username must be a string or a list of strings"],
  ],
];

describe("the grammar of policies", () => {
  for (const [name, kind, document, faults] of FAULTY) {
    it(`refuses ${name}`, () => {
      const parsed = parsePolicy(document, kind);
      assert.ok(!parsed.ok);
      assert.deepEqual(
        parsed.faults.map(({ path, message }) => `${path} ${message}`.trim()),
        faults,
      );
      assert.throws(
        () => compilePolicy(document, kind, "bad"),
        (error: unknown) =>
          error instanceof PolicyError && error.message === `bad: ${faults.join("; ")}`,
      );
    });
  }

  it("takes a single statement, single values, numbers and booleans", () => {
    const policy = compilePolicy(
      {
        Id: "x",
        Statement: {
          ...S3,
          Sid: "Read",
          Condition: {
            Bool: { "aws:SecureTransport": true },
            NumericLessThan: { "aws:MultiFactorAuthAge": [3600, "7200"] },
          },
        },
      },
      "identity",
      "single",
    );
    assert.deepEqual(
      policy.statements.map(({ label, effect }) => [label, effect]),
      [["Read", "Allow"]],
    );
  });

  it("reads any JSON without throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(...KINDS), (json, kind) => {
        parsePolicy(json, kind);
        parsePolicy({ Version: "2012-10-17", Statement: json }, kind);
        parsePolicy({ Statement: [{ ...S3, Principal: json, Condition: json }] }, kind);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads policies in which anything has become anything, and decides by what it takes", () => {
    fc.assert(
      fc.property(asking, numbers(), fc.jsonValue({ maxDepth: 2 }), (one, seed, json) => {
        const policies = [...one.identity, one.resourcePolicy ?? one.identity[0]];
        for (const policy of policies) {
          const broken = spoiled(policy, json, drawFrom(seed).upTo);
          for (const kind of KINDS) {
            const parsed = parsePolicy(broken, kind);
            if (!parsed.ok) {
              assert.ok(parsed.faults.length > 0);
              continue;
            }
            const compiled = compilePolicy(broken, kind, "spoiled");
            decide(requestOf(one), { identity: [compiled], resource: compiled });
          }
        }
        assert.equal(typeof decided(one), "boolean");
      }),
      { numRuns: 400 },
    );
  });
});

/** The value with something at any depth replaced. */
function spoiled(value: unknown, by: unknown, upTo: (most: number) => number): unknown {
  if (typeof value !== "object" || value === null || upTo(4) === 0) return by;
  const keys = Object.keys(value);
  const key = keys[upTo(Math.max(0, keys.length - 1))];
  if (key === undefined) return by;
  const inner = spoiled((value as Record<string, unknown>)[key], by, upTo);
  return Array.isArray(value)
    ? value.map((one: unknown, i) => (String(i) === key ? inner : one))
    : { ...value, [key]: inner };
}
