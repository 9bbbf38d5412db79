import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { can, type Answer, type Verdict } from "../../access/can";
import { accountNamed, askerNamed } from "../../access/principals";
import type { World } from "../../access/world/world";
import { planOf, stackText } from "../stacks";
import { worldMaker } from "./worlds";

/** A row of `test/cases/access/organization.json`. */
interface Row {
  readonly name: string;
  readonly as: string;
  readonly account: string;
  readonly action: string;
  readonly resource?: string;
  readonly mfa?: boolean;
  readonly context?: Readonly<Record<string, string>>;
  readonly expect: Verdict;
  readonly if?: string;
}

const KEYS = ["name", "as", "account", "action", "resource", "mfa", "context", "expect", "if"];
const TABLES = JSON.parse(
  readFileSync(resolve(__dirname, "../cases/access/organization.json"), "utf8"),
) as Readonly<Record<string, readonly Row[]>>;

describe("who can do what", () => {
  const worlds = new Map<string, World>();

  before(async () => {
    const worldOf = await worldMaker();
    for (const stack of Object.keys(TABLES)) worlds.set(stack, worldOf(planOf(stackText(stack))));
  });

  function answerTo(stack: string, row: Row): Answer {
    const world = worlds.get(stack);
    assert.ok(world);
    const asker = askerNamed(world, row.as);
    const account = accountNamed(world, row.account);
    assert.ok(asker.ok, asker.ok ? "" : asker.message);
    assert.ok(account.ok, account.ok ? "" : account.message);
    return can(world, asker.value, {
      account: account.value,
      action: row.action,
      resource: row.resource ?? null,
      mfa: row.mfa ?? true,
      context: row.context ?? {},
    });
  }

  for (const [stack, rows] of Object.entries(TABLES)) {
    describe(stack, () => {
      it("has no question twice, and no misspelt key", () => {
        const names = rows.map(({ name }) => name);
        assert.deepEqual(
          names.filter((name, i) => names.indexOf(name) !== i),
          [],
        );
        assert.deepEqual(
          rows.flatMap((row) => Object.keys(row).filter((key) => !KEYS.includes(key))),
          [],
        );
      });

      for (const row of rows) {
        it(`${row.name} ${row.expect}`, () => {
          const { verdict, condition } = answerTo(stack, row);
          assert.equal(verdict, row.expect, condition ?? "");
          if (row.expect === "conditional") assert.ok(row.if, "say on what condition");
          if (row.if !== undefined) assert.ok(condition?.includes(row.if), condition ?? "");
        });
      }
    });
  }
});
