import { GUARDRAILS } from "../../iam/guardrails";
import { typeNames } from "../catalogue";
import { accountIds, heldBy, heldByType, kindOf, WITHOUT_EXCEPTION } from "../guardrails";
import { realDay } from "../known-names";
import { suggestion } from "../nearest";
import { oneOf, type Finding, type Path } from "../problem";
import { CORE_MEMBERS, type GuardrailException, type Stack } from "../schema";
import type { Rule } from "./rule";

/** Exceptions are from guardrails that hold, for accounts that there are, until a day. */
export const guardrailExceptions: Rule = {
  reads: [
    "guardrails.exceptions",
    "guardrails.custom",
    "accounts",
    "accountTypes",
    "organization.coreAccounts",
  ],
  readsWhole: ["accounts", "guardrails.custom"],
  *check(stack) {
    for (const [index, exception] of stack.guardrails.exceptions.entries()) {
      yield* exceptionFaults(stack, exception, index);
    }
  },
};

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
  yield* realDay(until, [...path, "until"]);
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
