import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadStack } from "../model/load";
import { problemsText } from "../model/problem";
import type { Stack } from "../model/schema";
import {
  copiedPolicies,
  dataText,
  FOLDER,
  isEveryday,
  namedPolicies,
  NAMES_FILE,
  publishedPolicies,
  stackFiles,
} from "./managed-policies";

/**
 * `npm run managed-policies [-- PATH…]`: copies the latest versions of AWS managed policies into
 * `iam/managed-policies`, with the names of all. Policies of stack files that are not in `stacks/`
 * are copied when their paths are given. A copy that is there is renewed, and stays.
 */
const stacks = [...stackFiles(), ...process.argv.slice(2)].map(readStack);
const published = publishedPolicies();
const named = new Set([...namedPolicies(stacks), ...copiedPolicies()]);
const unknown = [...named].filter((name) => !published.has(name));
if (unknown.length > 0) refuse(`AWS has no managed policy ${unknown.join(", ")}`);

for (const [name, policy] of published) {
  if (!named.has(name) && !isEveryday(name)) continue;
  const file = join(FOLDER, `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, dataText(policy));
}
writeFileSync(join(FOLDER, NAMES_FILE), dataText([...published.keys()]));

/** The stack of a file, which need not be checked against the copies that are written now. */
function readStack(path: string): Stack {
  const loaded = loadStack(readFileSync(path, "utf8"));
  return loaded.ok ? loaded.stack : refuse(problemsText(loaded.problems, path));
}

function refuse(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
