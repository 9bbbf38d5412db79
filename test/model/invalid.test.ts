import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadStack } from "../../model/load";
import { problemsText } from "../../model/problem";
import { rules } from "../../model/rules";
import type { Rule } from "../../model/rules/rule";
import { stackSchema } from "../../model/schema";
import { readYaml } from "../../model/yaml";
import { awsNames } from "../../reference-data";

/** Each bad stack file has beside it the text that a person gets. Add two files to add a case. */
const CASES = resolve(__dirname, "../cases/invalid");
const AWS = awsNames();
const RULES = resolve(__dirname, "../../model/rules");

const namesIn = (extension: string): readonly string[] =>
  readdirSync(CASES)
    .filter((file) => file.endsWith(extension))
    .map((file) => file.slice(0, -extension.length))
    .sort();

const textOf = (file: string): string => readFileSync(join(CASES, file), "utf8");

function problemsOf(name: string): string {
  const loaded = loadStack(textOf(`${name}.yaml`), AWS);
  return loaded.ok ? "valid\n" : `${problemsText(loaded.problems, `${name}.yaml`)}\n`;
}

describe("bad stack files", () => {
  const names = namesIn(".yaml");

  for (const name of names) {
    it(name, () => {
      assert.equal(problemsOf(name), textOf(`${name}.txt`));
    });
  }

  it("are many, and each has its text", () => {
    assert.ok(names.length >= 40, `${names.length} cases`);
    assert.deepEqual(namesIn(".txt"), names);
  });

  it("are listed in the order of the file", () => {
    for (const name of names) {
      const loaded = loadStack(textOf(`${name}.yaml`), AWS);
      assert.ok(!loaded.ok);
      const places = loaded.problems.map(({ line, column }) => [line, column] as const);
      const sorted = places.toSorted(([a, b], [c, d]) => a - c || b - d);
      assert.deepEqual(places, sorted, name);
    }
  });
});

describe("rules", () => {
  const files = readdirSync(RULES).filter((file) => !["index.ts", "rule.ts"].includes(file));
  /** The cases that follow the schema, so that rules are what finds their problems. */
  const stacks = namesIn(".yaml").flatMap((name) => {
    const file = readYaml(textOf(`${name}.yaml`));
    const parsed = "data" in file ? stackSchema.safeParse(file.data) : undefined;
    return parsed?.success ? [{ name, stack: parsed.data }] : [];
  });

  for (const file of files) {
    it(`${file} is run, and a case fails by it alone`, async () => {
      const exported = (await import(join(RULES, file))) as Readonly<Record<string, Rule>>;
      const rule = Object.values(exported).find((value) => rules.includes(value));
      assert.ok(rule, "the file's rule is in the list of rules");
      const hits = stacks.filter(({ stack }) => [...rule.check(stack, AWS)].length > 0);
      assert.notEqual(hits.length, 0);
    });
  }

  it("are one for each file", () => {
    assert.equal(rules.length, files.length);
  });
});
