import type { z } from "zod";
import type { AwsNames } from "./aws-names";
import { findingsInTheRest, type BadPlace } from "./check-rest";
import { meantBy, misspeltKeys, schemaFindings } from "./check-schema";
import type { Finding, Path, Problem } from "./problem";
import { rules } from "./rules";
import type { Rule } from "./rules/rule";
import { stackSchema, type Stack } from "./schema";
import { readYaml } from "./yaml";

export type Loaded =
  | { readonly ok: true; readonly stack: Stack }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the text of a stack file. Either the whole stack, valid, or every problem in it at once, in
 * the order of the text. Never throws, whatever the text. Without AWS's names, it is not checked
 * that the actions and managed policies of own levels exist. `more` are rules of whoever knows more
 * than the text, such as the files beside it.
 */
export function loadStack(text: string, aws?: AwsNames, more: readonly Rule[] = []): Loaded {
  const file = readYaml(text);
  if (!("data" in file)) return { ok: false, problems: file };
  const data = file.data ?? {};
  const parsed = stackSchema.safeParse(data);
  const findings = parsed.success
    ? [...rules, ...more].flatMap((rule) => [...rule.check(parsed.data, aws)])
    : findingsOf(data, parsed.error.issues, (path) => file.source(path), aws, more);
  const places = new Set(file.problems.map(placeOf));
  const problems = [
    ...file.problems,
    ...findings
      .map((finding) => file.locate(finding))
      .filter((problem) => !places.has(placeOf(problem))),
  ];
  if (parsed.success && problems.length === 0) return { ok: true, stack: parsed.data };
  return { ok: false, problems: inOrder(problems) };
}

function findingsOf(
  data: unknown,
  issues: readonly z.core.$ZodIssue[],
  source: (path: Path) => string | undefined,
  aws: AwsNames | undefined,
  more: readonly Rule[],
): readonly Finding[] {
  const places = issues.map((issue): BadPlace => {
    const path = issue.path.filter((part) => typeof part !== "symbol");
    return {
      path,
      atKey: issue.code === "invalid_key",
      unknownKeys: issue.code === "unrecognized_keys" ? issue.keys : [],
      misspelt: issue.code === "unrecognized_keys" ? misspeltKeys(stackSchema, data, issue) : [],
      meant: meantBy(stackSchema, data, path, source),
    };
  });
  return [
    ...schemaFindings(stackSchema, data, issues, source),
    ...findingsInTheRest(data, places, aws, more),
  ];
}

const placeOf = ({ path, line, column }: Problem): string => `${line}:${column} ${path}`;

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      a.path.localeCompare(b.path) ||
      a.message.localeCompare(b.message),
  );
}
