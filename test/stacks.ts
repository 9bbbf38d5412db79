import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadStack } from "../model/load";
import { planLandingZone, type Plan } from "../model/plan";
import { problemsText } from "../model/problem";
import { resourceCounts } from "../model/resources";
import type { Stack } from "../model/schema";

/** The text of a shipped stack file. */
export function stackText(name: string): string {
  return readFileSync(resolve(__dirname, `../stacks/${name}.yaml`), "utf8");
}

export const EXAMPLE = stackText("example");

/** The text with some of its parts replaced, each of which it must have. */
export function edited(text: string, ...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((result, [from, to]) => {
    assert.ok(result.includes(from), `the stack file has no ${from}`);
    return result.replace(from, to);
  }, text);
}

/** The keys that every organization needs; indented lines that follow belong to it. */
export const ORGANIZATION = `organization:
  name: acme
  homeRegion: eu-west-1
  managementAccountId: "111111111111"
  email: aws+{account}@acme.example
`;

/** The valid stack of a text; fails with its problems. */
export function stackOf(text: string): Stack {
  const loaded = loadStack(text);
  assert.ok(loaded.ok, loaded.ok ? "" : problemsText(loaded.problems, "stack"));
  return loaded.stack;
}

export function planOf(text: string): Plan {
  return planLandingZone(stackOf(text));
}

/** How many resources a plan makes in all. */
export function resourcesIn(plan: Plan): number {
  return Object.values(resourceCounts(plan)).reduce((sum, count) => sum + count, 0);
}

/** The messages of a text's problems. */
export function messagesOf(text: string): readonly string[] {
  const loaded = loadStack(text);
  return loaded.ok ? [] : loaded.problems.map(({ message }) => message);
}
