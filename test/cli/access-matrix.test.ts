import assert from "node:assert/strict";
import { example } from "./access-run";

describe("lz access: what there is", function () {
  this.timeout(20_000);

  describe("who-can", () => {
    it("functions with their people, then who is nobody's function", async () => {
      const { code, stdout } = await example(
        "access who-can --account audit --action s3:GetObject",
      );
      assert.equal(code, 0);
      assert.match(
        stdout,
        /\n {2}auditor +conditional +grace, with MFA\n {6}if the resource is arn/,
      );
      // A guardrail refuses root users of members; none binds the management account.
      assert.doesNotMatch(stdout, /root user/);
      const management = await example("access who-can --account management --action s3:GetObject");
      assert.match(management.stdout, /\n {2}root user +allowed +whoever holds the account's/);
    });

    it("exit 0 if nobody can, and --json", async () => {
      const question =
        "access who-can --account web-production --action s3:GetObject --resource arn:aws:s3:::b/k";
      const { code, stdout } = await example(`${question} --json`);
      assert.equal(code, 0);
      const { principals } = JSON.parse(stdout) as { principals: Record<string, unknown>[] };
      assert.deepEqual(Object.keys(principals[0] ?? {}), [
        "kind",
        "name",
        "people",
        "verdict",
        "condition",
        "how",
      ]);
      assert.ok(principals.every(({ kind }) => kind !== "function"));
    });
  });

  describe("matrix", () => {
    it("functions by account types, in words, and with --counts in numbers", async () => {
      const { code, stdout } = await example("access matrix --counts");
      assert.equal(code, 0);
      assert.match(stdout, /\n +operations +developer +auditor +network\n/);
      assert.match(stdout, /\n {2}sandbox +none +administer +read +administer\n/);
      assert.match(stdout, /\n +list +read +write +tagging +permissions\n/);
      assert.match(stdout, /\n {2}all of AWS +\d/);
    });

    it("narrowed to a function, a type, a person or a service", async () => {
      const fn = await example("access matrix --function network --service iam");
      assert.match(fn.stdout, /^The most that network can do with iam, by account type:\n/);
      assert.match(fn.stdout, /\n {2}storage +none\n/);
      const person = await example("access matrix --person ada --service EC2");
      assert.match(person.stdout, /\n {2}production +write\n/);
      const type = await example("access matrix --type storage --service s3");
      assert.equal(type.stdout.match(/\n {2}[a-z]+ +/g)?.length, 1);
    });

    it("a function in a type: its services; with --service its actions", async () => {
      const services = await example("access matrix --function operations --type production");
      assert.match(services.stdout, /^operations in production, level operate: /);
      assert.match(services.stdout, /\nwrite \(\d+\):\n {2}(.|\n)*autoscaling/);
      const counts = await example("access matrix --function network --type production --counts");
      assert.match(counts.stdout, /\n {2}directconnect +write( +\d+){5}\n/);
      const actions = await example(
        "access matrix --person ada --type nonproduction --service iam",
      );
      assert.match(actions.stdout, /^ada in nonproduction, level operate, power: \d+ of/);
      assert.match(actions.stdout, /\nAlways:\n {2}list +GetAccountSummary, /);
      assert.match(actions.stdout, /\nIf the resource is .*policy\/service\/\*:\n/);
    });

    it("--json: cells, services, actions", async () => {
      const grid = JSON.parse((await example("access matrix --json --service s3")).stdout) as {
        types: string[];
        functions: string[];
        cells: { type: string; function: string; summary: string }[];
      };
      assert.deepEqual(grid.functions, ["operations", "developer", "auditor", "network"]);
      const cell = grid.cells.find(
        (one) => one.type === "storage" && one.function === "operations",
      );
      assert.equal(cell?.summary, "administer");
      const one = "access matrix --json --function operations --type storage";
      const services = JSON.parse((await example(one)).stdout) as Record<string, unknown>;
      assert.ok(Array.isArray(services.services) && services.actions === undefined);
      const { actions } = JSON.parse((await example(`${one} --service s3`)).stdout) as {
        actions: { name: string; level: string; condition: string | null }[];
      };
      const put = actions.find(({ name }) => name === "s3:PutBucketPolicy");
      assert.equal(put?.level, "permissions");
    });
  });

  describe("reach", () => {
    it("whom a person can become, and where no way leads", async () => {
      const { code, stdout } = await example("access reach --from ada");
      assert.equal(code, 0);
      assert.match(stdout, /^ada can become:\n\nIn 1 step:\n {2}operations in web-production, /);
      assert.match(stdout, /\nIn 2 steps:\n {2}roles below \/service\/ in /);
      assert.match(stdout, /\nNo way leads to: management, audit, network\.\n$/);
    });

    it("--json: each with its path", async () => {
      const { stdout } = await example("access reach --from grace --json");
      const { reachable, unreachable } = JSON.parse(stdout) as {
        reachable: { name: string; accounts: string[]; path: Record<string, unknown>[] }[];
        unreachable: string[];
      };
      assert.ok(reachable.length > 0);
      for (const { name, path } of reachable) {
        assert.equal(name, "auditor");
        assert.deepEqual(Object.keys(path[0] ?? {}), ["from", "to", "does", "by", "when"]);
      }
      assert.deepEqual(unreachable, []);
    });
  });
});
