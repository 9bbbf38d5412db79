import { can } from "../../access/can";
import { examplesByType } from "../../access/matrix";
import { accountNamed, askerNamed, functionsOf } from "../../access/principals";
import { whoCan } from "../../access/who-can";
import type { World } from "../../access/world/world";
import type { Plan } from "../../model/plan";
import { loadActions } from "../../reference-data";
import { answerJson, answerText } from "../../report/access-answer";
import { gridOf } from "../../report/access-grid";
import { matrixText } from "../../report/access-matrix";
import { notesOf } from "../../report/access-notes";
import { whoCanText } from "../../report/access-who";
import { worldOfPlan } from "../../prove";

/** A command with what it prints, as text and as JSON. */
export interface Shown {
  readonly command: string;
  readonly text: string;
  readonly json: unknown;
}

/** A little of what can be asked of the example: the matrix and some questions. */
export async function accessOfExample(plan: Plan, stack: string): Promise<readonly Shown[]> {
  const world = worldOfPlan(plan, await loadActions());
  return [
    matrix(world, stack),
    decision(world, stack, ["developer", "web-production", "s3:GetObject"]),
    // A guardrail refuses even whoever has the account's password.
    decision(world, stack, [
      "arn:aws:iam::web-production:root",
      "web-production",
      "iam:CreateAccessKey",
    ]),
    holders(world, stack),
  ];
}

function matrix(world: World, stack: string): Shown {
  const columns = functionsOf(world).map((name) => ({ name, functions: [name] }));
  const types = [...examplesByType(world).keys()];
  const grid = gridOf(world, { columns, types, service: null });
  return {
    command: `lz access matrix --stack ${stack}`,
    text: matrixText(grid, null),
    json: grid.cells.map(({ type, function: fn, summary }) => ({ type, function: fn, summary })),
  };
}

function decision(
  world: World,
  stack: string,
  [as, name, action]: readonly [as: string, account: string, action: string],
): Shown {
  const asker = found(askerNamed(world, as));
  const account = found(accountNamed(world, name));
  const asking = { account, action, resource: null, context: {}, mfa: true };
  const answer = can(world, asker, asking);
  const answered = { asker, asking, answer, notes: notesOf(world, asker, asking) };
  return {
    command: `lz access can --stack ${stack} --as ${as} --account ${name} --action ${action}`,
    text: answerText(answered),
    json: answerJson(answered),
  };
}

function holders(world: World, stack: string): Shown {
  const [name, action] = ["audit", "s3:GetObject"];
  const account = found(accountNamed(world, name));
  const asking = { account, action, resource: null, context: {} };
  const principals = whoCan(world, asking);
  return {
    command: `lz access who-can --stack ${stack} --account ${name} --action ${action}`,
    text: whoCanText(asking, principals),
    json: { principals },
  };
}

function found<T>(
  result:
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string },
): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
