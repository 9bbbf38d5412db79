import { partnerRoleName, RESERVED_PATH } from "../../iam/names";
import type { Partner } from "../access-schema";
import { functionNames, isCoreAccount, resolveCatalogue, typeNames } from "../catalogue";
import { accountIds } from "../guardrails";
import { known, repeated } from "../known-names";
import { LIMITS } from "../limits";
import { accountsOf } from "../partners";
import type { Finding, Path } from "../problem";
import { CORE_MEMBERS, type Stack } from "../schema";
import type { Rule } from "./rule";

/** Partners are others, each once, with functions that have roles in leaf accounts that there are. */
export const partners: Rule = {
  reads: [
    "organization.managementAccountId",
    "organization.coreAccounts",
    "accounts.name",
    "accounts.id",
    "accounts.type",
    "accounts.lifecycle",
    "accountTypes",
    "functions",
    "access.partners",
  ],
  readsWhole: ["accounts"],
  *check(stack) {
    const own = new Map(accountIds(stack).flatMap(({ name, id }) => (id ? [[id, name]] : [])));
    own.set(stack.organization.managementAccountId, "management");
    for (const [index, partner] of stack.access.partners.entries()) {
      const path = ["access", "partners", index];
      const earlier = stack.access.partners.slice(0, index);
      const account = own.get(partner.accountId);
      if (account !== undefined) {
        yield {
          path: [...path, "accountId"],
          message: `${partner.accountId} is the account ${account} of this organization`,
          fix: "write the account from which the partner comes; people of this organization go under access.people",
        };
      }
      if (earlier.some(({ name }) => name === partner.name)) {
        yield {
          path: [...path, "name"],
          message: `there is a partner "${partner.name}" already`,
          fix: "rename one, or merge the two entries",
        };
      } else {
        yield* takenRoles(stack, partner, earlier, path);
      }
      yield* functionFaults(stack, partner, path);
      yield* placeFaults(stack, partner, path);
    }
  },
};

/** Roles that another entry has: by their name, or since the same people would have two. */
function* takenRoles(
  stack: Stack,
  partner: Partner,
  earlier: readonly Partner[],
  path: Path,
): Generator<Finding> {
  const accounts = accountsOf(stack, partner);
  for (const [at, fn] of partner.functions.entries()) {
    const role = partnerRoleName(partner.name, fn);
    for (const other of earlier) {
      const shared = accountsOf(stack, other).find((one) => accounts.includes(one));
      const sameName = other.functions.some((one) => partnerRoleName(other.name, one) === role);
      const samePeople =
        other.accountId === partner.accountId &&
        other.functions.includes(fn) &&
        (other.externalId === undefined) === (partner.externalId === undefined);
      if (shared === undefined || !(sameName || samePeople)) continue;
      yield {
        path: [...path, "functions", at],
        message: sameName
          ? `the role ${role} in "${shared.name}" is one of the partner "${other.name}" already`
          : `"${other.name}", from the same account, has the function "${fn}" in "${shared.name}" already`,
        fix: sameName ? "rename one of the partners" : "merge the two entries",
      };
    }
  }
}

function* functionFaults(stack: Stack, partner: Partner, path: Path): Generator<Finding> {
  yield* repeated(partner.functions, [...path, "functions"]);
  const { types } = resolveCatalogue(stack);
  const chosen = new Set([
    ...(partner.types ?? []),
    ...stack.accounts
      .filter(({ name }) => partner.accounts?.includes(name))
      .map(({ type }) => type),
  ]);
  const functions = functionNames(stack);
  for (const [at, fn] of partner.functions.entries()) {
    const place = [...path, "functions", at];
    yield* known("function", fn, functions, place);
    const role = `${RESERVED_PATH}${partnerRoleName(partner.name, fn)}`;
    if (role.length > LIMITS.rolePathAndName.value) {
      yield {
        path: place,
        message: `the role would be ${role}: ${role.length} characters, and the console switches to ${LIMITS.rolePathAndName.value} at most`,
        fix: "give the partner, or the function, a shorter name",
      };
    }
    const permitted = [...chosen].some((type) => types.get(type)?.functions[fn] !== undefined);
    const judged = chosen.size > 0 && [...chosen].every((type) => types.has(type));
    if (permitted || !judged || !functions.includes(fn)) continue;
    yield {
      path: place,
      message: `the function "${fn}" has no role in accounts of type ${[...chosen].join(" or ")}`,
      fix: "take the function out, or choose accounts in which it has one",
    };
  }
}

function* placeFaults(stack: Stack, partner: Partner, path: Path): Generator<Finding> {
  const { name, accounts = [], types = [] } = partner;
  if (partner.accounts === undefined && partner.types === undefined) {
    yield {
      path,
      message: `nothing says in which accounts ${name} does this`,
      fix: "write accounts: [web-production], or types: [nonproduction]",
    };
  }
  yield* repeated(accounts, [...path, "accounts"]);
  yield* repeated(types, [...path, "types"]);
  const core = new Set(["management"]);
  for (const type of CORE_MEMBERS) core.add(stack.organization.coreAccounts[type].name ?? type);
  const leaves = stack.accounts.map((account) => account.name);
  for (const [at, account] of accounts.entries()) {
    const place = [...path, "accounts", at];
    const found = stack.accounts.find((one) => one.name === account);
    if (core.has(account)) yield inCore(account, place);
    else yield* known("account", account, leaves, place);
    if (found?.lifecycle === "left" || found?.lifecycle === "closed") {
      yield { path: place, message: `the account "${account}" is gone`, fix: "take it out" };
    }
  }
  for (const [at, type] of types.entries()) {
    const place = [...path, "types", at];
    if (isCoreAccount(type)) yield inCore(type, place);
    else yield* known("account type", type, typeNames(stack), place);
  }
}

const inCore = (name: string, path: Path): Finding => ({
  path,
  message: `"${name}" is a core account: partners have no roles there`,
  fix: "take it out",
});
