import { GUARDRAILS } from "../../iam/guardrails";
import type { Parameter } from "../../iam/guardrails/guardrail";
import { actionFault } from "../action-names";
import type { AwsNames } from "../aws-names";
import { chosen, resolveCatalogue, typeNames } from "../catalogue";
import {
  accountIds,
  guardrailsOf,
  heldBy,
  heldByType,
  kindOf,
  OTHER_NAMES,
  WITHOUT_EXCEPTION,
  type TargetRefusal,
} from "../guardrails";
import { suggestion } from "../nearest";
import { oneOf, type Finding, type Path } from "../problem";
import { CORE_MEMBERS, type CustomGuardrail, type GuardrailException, type Stack } from "../schema";
import { isActionPattern, textsOf } from "../statements";
import { ROOT } from "../units";
import { statementFaults } from "./permissions";
import type { Rule } from "./rule";

/** Guardrails exist, take what they are given, fit, and have exceptions that can be held to. */
export const guardrails: Rule = {
  reads: ["guardrails", "accounts", "accountTypes", "organization"],
  readsWhole: ["accounts"],
  *check(stack, aws) {
    yield* choices(stack, aws);
    for (const [index, exception] of stack.guardrails.exceptions.entries()) {
      yield* exceptionFaults(stack, exception, index);
    }
    for (const [index, custom] of stack.guardrails.custom.entries()) {
      yield* customFaults(stack, custom, index, aws);
    }
    yield* outsideAccounts(stack);
    yield* tagPolicy(stack);
    yield* quarantine(stack);
    yield* room(stack);
  },
};

/** What account types choose. */
function* choices(stack: Stack, aws: AwsNames | undefined): Iterable<Finding> {
  const names = [...GUARDRAILS.keys(), ...stack.guardrails.custom.map(({ name }) => name)];
  for (const [type, { guardrails: list }] of Object.entries(stack.accountTypes)) {
    const seen = new Set<string>();
    for (const [index, choice] of (list ?? []).entries()) {
      const path = ["accountTypes", type, "guardrails", index];
      for (const { name, values } of chosen(choice)) {
        const place = typeof choice === "string" ? path : [...path, name];
        if (!names.includes(name)) {
          yield {
            path: place,
            message: `unknown guardrail "${name}"; allowed: ${oneOf(names)}`,
            fix: suggestion(
              name,
              names,
              "use a known guardrail, or define it under guardrails.custom",
            ),
          };
          continue;
        }
        if (seen.has(name)) {
          yield { path: place, message: `"${name}" is there twice`, fix: "take one out" };
        }
        seen.add(name);
        yield* valueFaults(name, values, place);
        if (name === "only-services") yield* unknownServices(values ?? [], place, aws);
      }
    }
  }
}

function* valueFaults(
  name: string,
  values: readonly string[] | null,
  path: Path,
): Iterable<Finding> {
  const parameter = GUARDRAILS.get(name)?.parameter;
  if (values === null) {
    if (parameter?.default !== null) return;
    yield {
      path,
      message: `"${name}" needs ${parameter.what}`,
      fix: `write { ${name}: [${parameter.example}] }`,
    };
    return;
  }
  if (!parameter) {
    yield { path, message: `"${name}" takes no values`, fix: `write ${name} alone` };
    return;
  }
  if (values.length === 0) {
    yield {
      path,
      message: `"${name}" has an empty list; allowed: ${parameter.what}`,
      fix: `write { ${name}: [${parameter.example}] }${parameter.default === null ? "" : `, or ${name} alone`}`,
    };
  }
  yield* unfit(name, parameter, values, path);
}

function* unfit(name: string, parameter: Parameter, values: readonly string[], path: Path) {
  for (const [index, value] of values.entries()) {
    if (parameter.pattern.test(value)) continue;
    yield {
      path: [...path, index],
      message: `found "${value}"; ${name} takes ${parameter.what}`,
      fix: `write it like "${parameter.example}"`,
    };
  }
}

/** A misspelt service would be closed to everybody. */
function* unknownServices(values: readonly string[], path: Path, aws: AwsNames | undefined) {
  if (!aws) return;
  for (const [index, value] of values.entries()) {
    const action = value.includes(":") ? value : `${value}:*`;
    const fault = isActionPattern(action) ? actionFault(action, aws) : null;
    if (fault) yield { path: [...path, index], ...fault };
  }
}

function* exceptionFaults(
  stack: Stack,
  { guardrail, account, type, until }: GuardrailException,
  index: number,
): Iterable<Finding> {
  const path: Path = ["guardrails", "exceptions", index];
  if ((account === undefined) === (type === undefined)) {
    yield {
      path,
      message: `the exception has ${account === undefined ? "neither account nor" : "both account and"} type; allowed: one of them`,
      fix: "write account: web-production, or type: sandbox",
    };
    return;
  }
  if (Number.isNaN(Date.parse(until)) || !new Date(until).toISOString().startsWith(until)) {
    yield {
      path: [...path, "until"],
      message: `there is no day "${until}"`,
      fix: "write a day of the calendar",
    };
  }
  if (kindOf(stack, guardrail) === undefined) {
    const names = [...GUARDRAILS.keys(), ...stack.guardrails.custom.map(({ name }) => name)];
    yield {
      path: [...path, "guardrail"],
      message: `unknown guardrail "${guardrail}"; allowed: ${oneOf(names)}`,
      fix: suggestion(guardrail, names, "use a known guardrail"),
    };
    return;
  }
  if (WITHOUT_EXCEPTION.includes(guardrail)) {
    yield {
      path: [...path, "guardrail"],
      message: `there is no exception from "${guardrail}": what else holds rests on it`,
      fix: "take the exception out",
    };
    return;
  }
  const twin = stack.guardrails.exceptions.findIndex(
    (one) => one.guardrail === guardrail && one.account === account && one.type === type,
  );
  if (twin < index) {
    yield {
      path,
      message: `the same exception is guardrails.exceptions[${twin}] already`,
      fix: "take one of the two out",
    };
  }
  yield* type === undefined
    ? accountException(stack, guardrail, account ?? "", path)
    : typeException(stack, guardrail, type, path);
}

function* accountException(stack: Stack, guardrail: string, account: string, path: Path) {
  const accounts = accountIds(stack);
  const found = accounts.find(({ name }) => name === account);
  const place = [...path, "account"];
  if (account === "management") {
    yield {
      path: place,
      message: "no guardrail binds the management account",
      fix: "take the exception out",
    };
  } else if (!found) {
    const names = accounts.map(({ name }) => name);
    yield {
      path: place,
      message: `unknown account "${account}"`,
      fix: suggestion(account, names, "use the name of an account of the file"),
    };
  } else if (found.id === undefined) {
    yield {
      path: place,
      message: `the exception is by the account's id, and the file does not say that of "${account}"`,
      fix: "run once without the exception, then write the id from `pulumi stack output accounts` at the account",
    };
  } else if (!heldBy(stack, account).includes(guardrail)) {
    yield {
      path: [...path, "guardrail"],
      message: `"${guardrail}" does not hold in "${account}" anyway; there: ${heldBy(stack, account).join(", ")}`,
      fix: "take the exception out",
    };
  }
}

function* typeException(stack: Stack, guardrail: string, type: string, path: Path) {
  const names = [...typeNames(stack), ...CORE_MEMBERS];
  if (!names.includes(type)) {
    yield {
      path: [...path, "type"],
      message: `unknown account type "${type}"; allowed: ${oneOf(names)}`,
      fix: suggestion(type, names, "use a known account type"),
    };
    return;
  }
  const { ofType, everywhere } = heldByType(stack, type);
  if (everywhere.includes(guardrail)) {
    yield {
      path: [...path, "type"],
      message: `"${guardrail}" holds for the whole organization, and is lifted for single accounts alone`,
      fix: "write one exception for each account, with account: instead of type:",
    };
  } else if (!ofType.includes(guardrail)) {
    yield {
      path: [...path, "guardrail"],
      message: `"${guardrail}" does not hold in accounts of type "${type}" anyway; there: ${ofType.join(", ")}`,
      fix: "take the exception out",
    };
  }
}

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

function* outsideAccounts(stack: Stack): Iterable<Finding> {
  const own = new Map(
    accountIds(stack).flatMap(({ name, id }) => (id ? [[id, name] as const] : [])),
  );
  own.set(stack.organization.managementAccountId, "management");
  const seen = new Set<string>();
  for (const [index, { id }] of stack.guardrails.outsideAccounts.entries()) {
    const path = ["guardrails", "outsideAccounts", index, "id"];
    const name = own.get(id);
    if (name !== undefined) {
      yield {
        path,
        message: `${id} is the account ${name} of this organization`,
        fix: "take it out",
      };
    } else if (seen.has(id)) {
      yield { path, message: `${id} is there twice`, fix: "take one out" };
    }
    seen.add(id);
  }
}

function* tagPolicy({ guardrails: { tags } }: Stack): Iterable<Finding> {
  const seen = new Map<string, string>();
  for (const [key, { enforcedFor }] of Object.entries(tags)) {
    const path = ["guardrails", "tags", key];
    const other = seen.get(key.toLowerCase());
    if (other !== undefined) {
      yield {
        path,
        atKey: true,
        message: `"${key}" and "${other}" differ in case alone; a tag policy says one spelling`,
        fix: "keep the right one",
      };
    }
    seen.set(key.toLowerCase(), key);
    for (const [index, type] of enforcedFor.entries()) {
      if (/^[a-z0-9-]+:(\*|[A-Za-z0-9-]+)$/.test(type)) continue;
      yield {
        path: [...path, "enforcedFor", index],
        message: `"${type}" is not a resource type; allowed: service:type, or service:*`,
        fix: 'write it like "ec2:instance"',
      };
    }
  }
}

/** Quarantine is a guardrail. */
function* quarantine({ guardrails: { attach }, accounts }: Stack): Iterable<Finding> {
  if (attach !== "none") return;
  for (const [index, { name, lifecycle }] of accounts.entries()) {
    if (!lifecycle.includes("quarantine")) continue;
    yield {
      path: ["accounts", index, "lifecycle"],
      message: `${name} would be in quarantine without the guardrail that makes it one: guardrails.attach is none`,
      fix: "write attach: units, or attach: everywhere",
    };
  }
}

/** Everything fits. */
function* room(stack: Stack): Iterable<Finding> {
  const text = JSON.stringify(stack.guardrails.custom).replaceAll(OWN_PLACEHOLDERS, "");
  // Reported above; no document can be made of them.
  if (text.includes("{{")) return;
  const { types } = resolveCatalogue(stack);
  const { attached, refusals } = guardrailsOf(stack, [...types.values()], []);
  for (const refusal of refusals) yield noRoom(stack, refusal);
  for (const { kind, size, limit } of attached) {
    if (kind === "scp" || kind === "rcp" || size <= limit) continue;
    yield {
      path: ["guardrails"],
      atKey: true,
      message: `the ${kind} policy has ${size} characters; AWS allows ${limit}`,
      fix: "shorten what it says",
    };
  }
}

function noRoom(stack: Stack, refusal: TargetRefusal): Finding {
  const { target, kind, characters, policies, sizes, fitting, left, unsplittable } = refusal;
  const where = target === ROOT ? "the whole organization" : `the unit ${target}`;
  const list = sizes.map(({ name, size }) => `${name} ${size}`).join(", ");
  const longest = new Map<string, number>();
  for (const { name, size } of unsplittable) {
    longest.set(name, Math.max(size, longest.get(name) ?? 0));
  }
  const single = [...longest].map(([name, size]) => `${name} (${size})`).join(", ");
  return {
    path: placeOf(stack, refusal),
    atKey: true,
    message:
      unsplittable.length > 0
        ? `a statement of ${single} is longer than the ${characters} characters of one ${kind}, and cannot be taken apart`
        : `the guardrails of ${where} do not fit into ${policies} policies of ${characters} characters (of what AWS takes, one is its own and one stays free for changes). Characters: ${list}. Fitting together: ${fitting.join(", ") || "none"}. Left over: ${left.join(", ")}`,
    fix:
      unsplittable.length > 0
        ? "write it shorter, e.g. with wildcards"
        : "take some out, write them shorter, or raise guardrails.limits if AWS's quota is higher",
  };
}

/** What the user wrote that is too much: a guardrail of the stack's own, a type's list, or the limits. */
function placeOf(stack: Stack, { target, sizes, unsplittable }: TargetRefusal): Path {
  const { custom } = stack.guardrails;
  const names = unsplittable.length > 0 ? unsplittable : sizes;
  const own = custom.findIndex(({ name }) => names.some((one) => one.name === name));
  const { types } = resolveCatalogue(stack);
  const type = [...types.values()].find(({ unit }) => unit === target)?.name;
  if (unsplittable.length === 0 && type !== undefined && stack.accountTypes[type]?.guardrails) {
    return ["accountTypes", type, "guardrails"];
  }
  return own < 0 ? ["guardrails", "limits"] : ["guardrails", "custom", own];
}
