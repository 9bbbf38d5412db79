import assert from "node:assert/strict";
import type { Actions } from "../../access/actions";
import { check, SHOWN } from "../../access/check";
import { managedPolicyNames } from "../../access/world/documents";
import { worldOf, type World } from "../../access/world/world";
import { loadActions, loadManagedPolicies } from "../../reference-data";
import { planOf } from "../stacks";

const STACK = `organization:
  name: acme
  homeRegion: eu-west-1
  managementAccountId: "111111111111"
  email: aws+{account}@acme.example
accounts:
  - { name: web-production, type: production, id: "222222222222" }
  - { name: shop-production, type: production }
  - { name: playground, type: sandbox }
  - { name: waiting, type: production, lifecycle: moving }
permissions:
  region:
    statements:
      - Action: ["s3:GetObject", "s3:PutObject"]
        Resource: "arn:aws:s3:::shared/*"
        Condition: { StringEquals: { "aws:RequestedRegion": eu-west-1 } }
accountTypes: { sandbox: { functions: { operations: region } } }
access:
  people:
    - { name: ada, functions: [operations, developer] }
    - { name: grace, functions: [auditor] }
expectations:
`;

const LOGS = ["", "config-", "flow-", "access-"].map((kind) => `acme-logs-${kind}<audit>*`);
const ANYBODYS_LOGS = ["", "access-", "flow-", "config-", "queries-"].flatMap((kind) => [
  `acme-logs-${kind}????????????`,
  `acme-logs-${kind}????????????/*`,
]);

/** What the boundary and guardrails ask of whoever writes an object. */
const GUARDED =
  `the resource is not ${[...LOGS, ...ANYBODYS_LOGS].map((name) => `arn:aws:s3:::${name}`).join(" or ")} and ` +
  "s3:x-amz-acl is not authenticated-read or public-read or public-read-write";

describe("expectations", () => {
  let actions: Actions;

  before(async () => {
    actions = await loadActions(["dynamodb", "ec2", "iam", "s3", "sts"]);
  });

  function world(...expectations: readonly string[]): World {
    const plan = planOf(`${STACK}${expectations.map((one) => `  - { ${one} }\n`).join("")}`);
    return worldOf(plan, loadManagedPolicies(managedPolicyNames(plan)), actions);
  }

  /** Cases in which one does not hold; none, if it holds. */
  function cases(expectation: string): readonly string[] {
    const [result, ...others] = check(world(expectation), "2026-11-21", []);
    assert.ok(result && others.length === 0);
    assert.equal(result.ok, result.counterExamples.length === 0);
    return result.counterExamples;
  }

  const holding: readonly string[] = [
    'who: developer, cannot: "s3:GetObject", in: { type: production }',
    'who: developer, can: "s3:GetObject", in: { type: sandbox }',
    'who: ada, can: "ec2:RebootInstances", in: { account: web-production }',
    'who: ada, can: ["ec2:RebootInstances", "ec2:DescribeInstances"], in: { account: web-production }',
    'who: operations, cannot: "*", in: { type: production }, without: mfa',
    'who: everyone, cannot: "*", without: mfa, in: { type: sandbox }',
    'who: everyone, cannot: "iam:CreateUser"',
    // Whoever is not there can do nothing.
    'who: operations, cannot: "*", in: { type: storage }',
    'who: operations, cannot: "*", in: { account: waiting }',
    'who: network, cannot: "*", in: { account: audit }',
    // The user itself, before any role.
    'who: grace, can: "iam:CreateAccessKey", in: { type: access }',
    'who: grace, can: "iam:CreateVirtualMFADevice", in: { type: access }, without: mfa',
    'who: auditor, can: "s3:GetObject", in: { type: audit }, resource: "arn:aws:s3:::acme-logs-<audit>/*"',
    'who: operations, can: "s3:GetObject", in: { type: sandbox }, resource: "arn:aws:s3:::shared/a"',
    'who: operations, cannot: "s3:GetObject", in: { type: sandbox }, resource: "arn:aws:s3:::other/*"',
    'who: operations, cannot: "s3:GetObject", in: { type: sandbox }, context: { "aws:RequestedRegion": eu-west-2 }',
    'who: operations, can: "s3:GetObject", in: { type: sandbox }, resource: "*", context: { "aws:RequestedRegion": eu-west-1 }',
    // Whoever owns the resource would have to let them.
    'who: developer, cannot: "ec2:RebootInstances", in: { type: sandbox }, resource: "arn:aws:ec2:*:222222222222:instance/*"',
    'who: developer, cannot: "ec2:RebootInstances", in: { type: sandbox }, resource: "arn:aws:ec2:*:web-production:instance/*"',
    'who: developer, cannot: "ec2:RebootInstances", in: { type: sandbox }, resource: "arn:aws:ec2:*:999999999999:instance/*"',
    'who: developer, can: "ec2:RebootInstances", in: { type: sandbox }, resource: "arn:aws:ec2:*:playground:instance/*"',
    'who: developer, can: "ec2:RebootInstances", in: { type: sandbox }, resource: "arn:aws:ec2:*:*:instance/*"',
  ];
  for (const expectation of holding) {
    it(`holds: ${expectation}`, () => {
      assert.deepEqual(cases(expectation), []);
    });
  }

  const failing: readonly (readonly [string, readonly string[]])[] = [
    [
      'who: developer, can: "s3:GetObject", in: { type: production }',
      // One account of a kind speaks for its like.
      ["developer cannot s3:GetObject in web-production, as developer in web-production"],
    ],
    [
      'who: operations, cannot: "ec2:RebootInstances", in: { account: shop-production }',
      ["operations can ec2:RebootInstances in shop-production, as operations in shop-production"],
    ],
    [
      'who: operations, cannot: "s3:GetObject", in: { type: sandbox }',
      [
        "operations can s3:GetObject in playground, as operations in playground, when the resource is arn:aws:s3:::shared/*",
      ],
    ],
    [
      'who: ada, cannot: "s3:PutObject", in: { type: sandbox }',
      [
        `ada can s3:PutObject in playground, as operations in playground, when the resource is arn:aws:s3:::shared/* and ${GUARDED}`,
        `ada can s3:PutObject in playground, as developer in playground, when ${GUARDED}`,
      ],
    ],
    [
      'who: ada, can: "iam:CreateUser", in: { type: sandbox }',
      [
        "ada cannot iam:CreateUser in playground, as operations in playground or developer in playground",
      ],
    ],
    [
      'who: developer, can: "ec2:RebootInstances", in: { type: sandbox }, resource: "arn:aws:ec2:*:web-production:instance/*"',
      ["developer cannot ec2:RebootInstances in playground, as developer in playground"],
    ],
    [
      // A pattern of ids is about the account in question, too.
      'who: operations, cannot: "ec2:RebootInstances", in: { account: web-production }, resource: "arn:aws:ec2:*:22222222222?:instance/*"',
      ["operations can ec2:RebootInstances in web-production, as operations in web-production"],
    ],
    ['who: network, can: "s3:GetObject", in: { type: storage }', ["there are no such accounts"]],
    [
      'who: operations, can: "*", in: { account: waiting }',
      ["operations has no role to enter in waiting"],
    ],
    [
      'who: operations, can: "ec2:RebootInstances", in: { type: production }, without: mfa',
      ["operations has no role to enter in web-production"],
    ],
    [
      'who: everyone, can: "ec2:RebootInstances", in: { account: playground }',
      [
        "operations cannot ec2:RebootInstances in playground, as operations in playground",
        "auditor cannot ec2:RebootInstances in playground, as auditor in playground",
        "network cannot ec2:RebootInstances in playground, as network in playground",
        "grace cannot ec2:RebootInstances in playground, as auditor in playground",
      ],
    ],
  ];
  for (const [expectation, found] of failing) {
    it(`fails: ${expectation}`, () => {
      assert.deepEqual(cases(expectation), found);
    });
  }

  it("stops at so many cases", () => {
    assert.equal(cases('who: developer, cannot: "*", in: { type: sandbox }').length, SHOWN);
  });

  it("comes after the proofs, named by its place in the file", () => {
    const proof = {
      name: "a-proof",
      sentence: "It holds",
      counterExamples: () => ["twice", "twice", "once"],
    };
    const results = check(
      world('who: ada, can: "s3:ListBucket"', 'who: grace, cannot: "iam:CreateUser"'),
      "2026-11-21",
      [proof],
    );
    assert.deepEqual(
      results.map(({ name, sentence, ok }) => [name, sentence, ok]),
      [
        ["a-proof", "It holds", false],
        ["expectations[0]", "ada can s3:ListBucket", false],
        ["expectations[1]", "grace cannot iam:CreateUser", true],
      ],
    );
    assert.deepEqual(results[0]?.counterExamples, ["twice", "once"]);
  });
});
