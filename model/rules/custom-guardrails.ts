import { GUARDRAILS } from "../../iam/guardrails";
import { actionFault } from "../action-names";
import type { AwsNames } from "../aws-names";
import { typeNames } from "../catalogue";
import { OTHER_NAMES } from "../guardrails";
import { suggestion } from "../nearest";
import { oneOf, type Finding, type Path } from "../problem";
import { CORE_MEMBERS, type CustomGuardrail, type Stack } from "../schema";
import { isActionPattern, textsOf } from "../statements";
import { statementFaults } from "./permissions";
import type { Rule } from "./rule";

/** Guardrails of a stack's own have names of their own, and statements that AWS takes. */
export const customGuardrails: Rule = {
  reads: ["guardrails.custom", "accountTypes.names"],
  *check(stack, aws) {
    for (const [index, custom] of stack.guardrails.custom.entries()) {
      yield* customFaults(stack, custom, index, aws);
    }
  },
};

function* customFaults(
  stack: Stack,
  custom: CustomGuardrail,
  index: number,
  aws: AwsNames | undefined,
): Iterable<Finding> {
  const path: Path = ["guardrails", "custom", index];
  const { name } = custom;
  const isBuiltIn = GUARDRAILS.has(name);
  if (isBuiltIn || isKept(name)) {
    yield {
      path: [...path, "name"],
      message: `the name "${name}" is ${isBuiltIn ? "that of a built-in guardrail" : "kept for the landing zone's own policies"}`,
      fix: "choose another name",
    };
  }
  const first = stack.guardrails.custom.findIndex((one) => one.name === name);
  if (first !== index) {
    yield {
      path: [...path, "name"],
      message: `the name "${name}" is taken by guardrails.custom[${first}]`,
      fix: "choose another name",
    };
  }
  const types = [...typeNames(stack), ...CORE_MEMBERS];
  for (const [at, type] of (custom.types ?? []).entries()) {
    if (types.includes(type)) continue;
    yield {
      path: [...path, "types", at],
      message: `unknown account type "${type}"; allowed: ${oneOf(types)}`,
      fix: suggestion(type, types, "use a known account type"),
    };
  }
  for (const [at, statement] of custom.statements.entries()) {
    const place = [...path, "statements", at];
    const placeholders = [...placeholdersIn(statement, place)];
    if (placeholders.length > 0) yield* placeholders;
    else yield* statementFaults(statement, place, OWN_PLACEHOLDERS);
    yield* kindFaults(custom, statement, place, aws);
    yield* unknownActions(statement, place, aws);
  }
}

/** Is it one of the names that policies of targets, or of other kinds, have? */
function isKept(name: string): boolean {
  const bases = ["scp", "rcp", ...GUARDRAILS.keys()];
  return (
    OTHER_NAMES.some((one) => one === name) ||
    bases.some((base) => ["of", "at"].some((word) => name.startsWith(`${base}-${word}-`)))
  );
}

type CustomStatement = CustomGuardrail["statements"][number];

/** Placeholders of the landing zone's own that guardrails may have: no account's id is known to them. */
export const OWN_PLACEHOLDERS = /\{\{(organization:id|partition)\}\}/g;

/** What AWS's and others' published examples leave to be filled in, in the ways in which they write it. */
const PLACEHOLDER =
  /<[^<>]*>|\[[A-Z][A-Z0-9_ -]*\]|\$\{(?![\w-]+:|[*?$]\})[^}]*\}|\b(?:ACCOUNT|REGION)[-_]?ID\b/g;

/** Texts that still have a placeholder of whoever published them, keys of conditions among them. */
function* placeholdersIn(value: unknown, path: Path): Iterable<Finding> {
  if (typeof value === "string") {
    yield* leftOver(value, path, false);
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* placeholdersIn(one, [...path, index]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      yield* leftOver(key, [...path, key], true);
      yield* placeholdersIn(one, [...path, key]);
    }
  }
}

function* leftOver(text: string, path: Path, atKey: boolean): Iterable<Finding> {
  const found = [...new Set(text.match(PLACEHOLDER))];
  if (found.length === 0) return;
  const several = found.length > 1;
  yield {
    path,
    atKey,
    message: `${found.map((one) => `"${one}"`).join(", ")} ${several ? "are placeholders" : "is a placeholder"} of a published example; AWS would take ${several ? "them for values" : "it for a value"}`,
    fix: found.some((one) => /org/i.test(one))
      ? 'write "{{organization:id}}", which becomes the id of this organization'
      : `write the ${several ? "values that they stand for" : "value that it stands for"}`,
  };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function* kindFaults(
  { kind }: CustomGuardrail,
  statement: CustomStatement,
  path: Path,
  aws: AwsNames | undefined,
): Iterable<Finding> {
  if (kind === "scp") {
    if (statement.Principal === undefined) return;
    yield {
      path: [...path, "Principal"],
      atKey: true,
      message: "a service control policy has no Principal: it binds whoever is in the account",
      fix: "take it out; to bind who reaches resources, write kind: rcp",
    };
    return;
  }
  if (statement.NotAction !== undefined) {
    yield {
      path: [...path, "NotAction"],
      atKey: true,
      message: "a resource control policy has no NotAction",
      fix: "write Action, with the services that it is about",
    };
  }
  const told = new Set<string>();
  for (const { text, path: place } of textsOf(statement, ["Action"], path)) {
    const [service = ""] = text.split(":");
    if (
      text !== "*" &&
      aws &&
      isActionPattern(text) &&
      !told.has(service) &&
      !takesRcps(service, aws)
    ) {
      told.add(service);
      yield {
        path: place,
        message: `"${text}": resource control policies say nothing of ${service}, AWS does not ask them there`,
        fix: "take it out; a policy on the resource itself, or a service control policy, may do it",
      };
    }
    if (text !== "*") continue;
    yield {
      path: place,
      message: 'a resource control policy names services; "*" alone is not allowed',
      fix: 'write e.g. ["s3:*", "sqs:*"]',
    };
  }
}

/** Unknown services are another fault. */
function takesRcps(service: string, aws: AwsNames): boolean {
  return aws.actions(service).length === 0 || aws.rcpServices().includes(service.toLowerCase());
}

function* unknownActions(statement: CustomStatement, path: Path, aws: AwsNames | undefined) {
  if (!aws) return;
  for (const { text, path: place } of textsOf(statement, ["Action", "NotAction"], path)) {
    if (!isActionPattern(text) || text === "*") continue;
    const fault = actionFault(text, aws);
    if (fault) yield { path: place, ...fault };
  }
}
