import { actionFault } from "../action-names";
import type { AwsNames } from "../aws-names";
import { functionNames, typeNames } from "../catalogue";
import { suggestion } from "../nearest";
import { oneOf, type Path } from "../problem";
import { CORE_ACCOUNTS, type Expectation, type Stack } from "../schema";
import { isActionPattern } from "../statements";
import type { Rule } from "./rule";

/** Everybody: all functions and all people. */
export const EVERYONE = "everyone";

/** Expectations are about people, accounts and actions that there are. */
export const expectations: Rule = {
  reads: [
    "expectations",
    "accounts",
    "accountTypes.names",
    "functions.names",
    "access.people",
    "organization.coreAccounts",
  ],
  readsWhole: ["accounts", "access.people"],
  *check(stack, aws) {
    for (const [index, expectation] of stack.expectations.entries()) {
      const path = ["expectations", index];
      yield* oneClaim(expectation, path);
      yield* knownNames(stack, expectation, path);
      yield* conditionKeys(expectation, [...path, "context"]);
      for (const key of ["can", "cannot"] as const) {
        yield* knownActions(expectation[key], [...path, key], aws);
      }
    }
  },
};

function* oneClaim({ can, cannot, in: where }: Expectation, path: Path) {
  if ((can === undefined) === (cannot === undefined)) {
    yield {
      path,
      message: `the expectation has ${can === undefined ? "neither can nor" : "both can and"} cannot; allowed: one of them`,
      fix: can === undefined ? "add can or cannot, with actions" : "make two expectations of it",
    };
  }
  if (where && (where.type === undefined) === (where.account === undefined)) {
    yield {
      path: [...path, "in"],
      message: `in has ${where.type === undefined ? "neither type nor" : "both type and"} account; allowed: one of them`,
      fix: "write e.g. { type: production }; without in it is about all accounts",
    };
  }
}

/** A key that no policy can name would say nothing about any request. */
function* conditionKeys({ context }: Expectation, path: Path) {
  for (const key of Object.keys(context)) {
    if (/^[a-z0-9-]+:[^\s]+$/i.test(key)) continue;
    yield {
      path: [...path, key],
      message: `"${key}" is not a condition key; allowed: service:Key, such as aws:RequestedRegion`,
      fix: "look it up in AWS's list of condition keys",
      atKey: true,
    };
  }
}

function* knownNames(stack: Stack, { who, in: where }: Expectation, path: Path) {
  const people = stack.access.people.map(({ name }) => name);
  yield* known(
    "function or person",
    who,
    [EVERYONE, ...functionNames(stack), ...people],
    [...path, "who"],
  );
  if (where?.type !== undefined) {
    const types = [...CORE_ACCOUNTS, ...typeNames(stack)];
    yield* known("account type", where.type, types, [...path, "in", "type"]);
  }
  if (where?.account === undefined) return;
  const { coreAccounts } = stack.organization;
  const core = CORE_ACCOUNTS.map((type) =>
    type === "management" ? type : (coreAccounts[type].name ?? type),
  );
  const place = [...path, "in", "account"];
  const gone = stack.accounts.filter(({ lifecycle }) => ["left", "closed"].includes(lifecycle));
  const named = gone.find(({ name }) => name === where.account);
  if (named) {
    yield {
      path: place,
      message: `${named.name} is gone (${named.lifecycle}): nothing can be expected of it`,
      fix: "take the expectation out",
    };
    return;
  }
  const living = stack.accounts.filter((account) => !gone.includes(account));
  const names = [...core, ...living.map(({ name }) => name)];
  yield* known("account", where.account, names, place);
}

/** Names that a message lists in full. */
const LISTED = 12;

function* known(what: string, name: string, names: readonly string[], path: Path) {
  if (names.includes(name)) return;
  const some = [...new Set(names)].slice(0, LISTED);
  const rest = names.length > LISTED ? ", and more" : "";
  yield {
    path,
    message: `unknown ${what} "${name}"; allowed: ${oneOf(some)}${rest}`,
    fix: suggestion(name, names, `use a known ${what}`),
  };
}

function* knownActions(value: string | string[] | undefined, path: Path, aws?: AwsNames) {
  const list = value === undefined ? [] : typeof value === "string" ? [value] : value;
  for (const [index, action] of list.entries()) {
    const place = typeof value === "string" ? path : [...path, index];
    if (!isActionPattern(action)) {
      yield {
        path: place,
        message: `"${action}" is not an action; allowed: service:Action, with * and ?`,
        fix: 'write it like "s3:GetObject" or "s3:Get*"',
      };
      continue;
    }
    const fault = action === "*" || !aws ? undefined : actionFault(action, aws);
    if (fault) yield { path: place, ...fault };
  }
}
