import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { GUARDRAILS } from "../../iam/guardrails";
import { loadStack } from "../../model/load";
import { problemsText } from "../../model/problem";
import { awsNames } from "../../reference-data";
import { guardrailsTable } from "../../report/guardrails-table";
import { EXAMPLE, planOf } from "../stacks";

type Keys = Readonly<Record<string, unknown>>;

/** What the page's parts of stack files speak of. */
const BASE: Keys = {
  organization: {
    name: "acme",
    homeRegion: "eu-west-1",
    managementAccountId: "111111111111",
    email: "aws+{account}@acme.example",
  },
  accounts: [{ name: "training", type: "sandbox", id: "222222222222" }],
  accountTypes: { regulated: {} },
};

/** Maps are joined key by key. */
function over(base: Keys, more: Keys): Keys {
  const isMap = (value: unknown): value is Keys =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const joined = Object.entries(more).map(([key, value]) => {
    const old = base[key];
    return [key, isMap(old) && isMap(value) ? over(old, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(joined) };
}

describe("docs/guardrails.md", () => {
  const page = readFileSync(resolve(__dirname, "../../docs/guardrails.md"), "utf8");
  const table = guardrailsTable(GUARDRAILS.values(), planOf(EXAMPLE).guardrails);

  it("has every guardrail in its own words, as npm run guardrails writes them", () => {
    assert.ok(page.includes(`\n\n${table}\n\n`));
    for (const name of GUARDRAILS.keys()) assert.match(table, new RegExp(`\\| \`${name}\` \\(`));
  });

  it("says where each holds by default, what it takes, and from which there is no exception", () => {
    const rowOf = (name: string): string =>
      table.split("\n").find((row) => row.startsWith(`| \`${name}\``)) ?? "";
    assert.match(rowOf("deny-root-user"), /\| everywhere \|$/);
    assert.match(rowOf("protect-logs"), /\| everywhere; no exceptions \|$/);
    assert.match(rowOf("deny-large-instances"), /; by default nano, .* \| sandbox \|$/);
    assert.match(rowOf("only-services"), /\(scp\) .*; needed \| access, storage \|$/);
    assert.match(rowOf("require-tls"), /^\| `require-tls` \(rcp\) \| \*\*/);
    assert.match(guardrailsTable(GUARDRAILS.values(), []), /\| nowhere \|/);
  });

  it("shows parts of stack files that are valid", () => {
    const blocks = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = ""]) => text);
    assert.ok(blocks.length >= 5);
    for (const block of blocks) {
      const text = JSON.stringify(over(BASE, parse(block) as Keys));
      const loaded = loadStack(text, awsNames());
      assert.ok(loaded.ok, loaded.ok ? "" : problemsText(loaded.problems, block));
    }
  });

  it("names no guardrail that there is not", () => {
    const names = page.matchAll(/`((?:deny|protect|require|only)-[a-z0-9-]+)`/g);
    for (const [, name = ""] of names) {
      assert.ok(GUARDRAILS.has(name) || page.includes(`name: ${name}`), name);
    }
  });
});
