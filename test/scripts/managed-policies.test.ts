import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  asPolicyDocument,
  copiedPolicies,
  dataText,
  FOLDER,
  isEveryday,
  type ManagedPolicy,
  namedPolicies,
  NAMES_FILE,
  publishedPolicies,
  stackFiles,
} from "../../scripts/managed-policies";
import { plans } from "../iam/stacks";
import { stackOf } from "../stacks";
import { managedPolicyName } from "../../iam/names";

describe("copies of AWS managed policies", function () {
  // The package has every version of every policy: 77 MB.
  this.timeout(60_000);
  let published: ReadonlyMap<string, ManagedPolicy>;
  const copied = copiedPolicies();

  before(() => {
    published = publishedPolicies();
  });

  const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

  it("are the latest versions: after an update, npm run managed-policies", () => {
    for (const name of copied) {
      const policy = published.get(name);
      assert.ok(policy, `AWS has no ${name}`);
      assert.equal(textOf(`${name}.json`), dataText(policy), name);
    }
    assert.equal(textOf(NAMES_FILE), dataText([...published.keys()]));
  });

  it("are there for all that levels and stacks name, and for everyday policies", () => {
    const stacks = stackFiles().map((file) => stackOf(readFileSync(file, "utf8")));
    const planned = plans().flatMap(({ plan }) =>
      plan.roles.flatMap(({ policies }) => policies.managed.map(managedPolicyName)),
    );
    const needed = [
      ...namedPolicies(stacks),
      ...planned,
      ...[...published.keys()].filter(isEveryday),
    ];
    assert.ok(stacks.length >= 2 && planned.length > 0);
    assert.deepEqual(
      needed.filter((name) => !copied.includes(name)),
      [],
    );
  });

  it("are small", () => {
    const characters = copied.reduce((sum, name) => sum + textOf(`${name}.json`).length, 0);
    assert.ok(characters < 1_500_000, `${characters} characters`);
  });

  it("have their statements in a list, and strings in their conditions", () => {
    const Condition = { Bool: { "aws:SecureTransport": true }, StringLike: { "s3:prefix": ["a"] } };
    assert.deepEqual(
      asPolicyDocument({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "s3:*", Resource: "*", Condition },
      }),
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "s3:*",
            Resource: "*",
            Condition: {
              Bool: { "aws:SecureTransport": "true" },
              StringLike: { "s3:prefix": ["a"] },
            },
          },
        ],
      },
    );
  });
});
