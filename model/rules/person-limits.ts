import { limitedTagValue } from "../../iam/trust";
import type { Person } from "../access-schema";
import { CORE_FUNCTIONS, isCoreAccount, resolveCatalogue, typeNames } from "../catalogue";
import { modesOf } from "../identity";
import { known, realDay, repeated } from "../known-names";
import { LIMITS } from "../limits";
import type { Finding, Path } from "../problem";
import { CORE_ACCOUNTS, CORE_MEMBERS, type Stack } from "../schema";
import type { Rule } from "./rule";

/** Where and until when people's functions hold: places that there are, and days of the calendar. */
export const personLimits: Rule = {
  reads: [
    "organization.coreAccounts",
    "accounts.name",
    "accounts.type",
    "accounts.lifecycle",
    "accountTypes",
    "functions",
    "access.identity",
    "access.identityCenter",
    "access.people",
  ],
  readsWhole: ["accounts"],
  *check(stack) {
    const places = placesOf(stack);
    for (const [index, person] of stack.access.people.entries()) {
      const path = ["access", "people", index];
      if (person.until !== undefined) yield* realDay(person.until, [...path, "until"]);
      if (person.accounts ?? person.types) yield* limitFaults(stack, places, person, path);
    }
  },
};

interface Places {
  /** Type and life of each account, by name. */
  readonly accounts: ReadonlyMap<string, { readonly type: string; readonly gone: boolean }>;
  readonly types: readonly string[];
}

function placesOf(stack: Stack): Places {
  const core = CORE_MEMBERS.map(
    (type) => [stack.organization.coreAccounts[type].name ?? type, { type, gone: false }] as const,
  );
  const leaves = stack.accounts.map(
    ({ name, type, lifecycle }) =>
      [name, { type, gone: lifecycle === "left" || lifecycle === "closed" }] as const,
  );
  return {
    accounts: new Map([["management", { type: "management", gone: false }], ...core, ...leaves]),
    types: [...typeNames(stack), ...CORE_ACCOUNTS],
  };
}

function* limitFaults(
  stack: Stack,
  places: Places,
  person: Person,
  path: Path,
): Generator<Finding> {
  const { name, accounts = [], types = [] } = person;
  yield* repeated(accounts, [...path, "accounts"]);
  yield* repeated(types, [...path, "types"]);
  for (const [at, account] of accounts.entries()) {
    const place = [...path, "accounts", at];
    yield* known("account", account, [...places.accounts.keys()], place);
    if (places.accounts.get(account)?.gone === true) {
      yield {
        path: place,
        message: `the account "${account}" is gone`,
        fix: "take it out",
      };
    }
  }
  for (const [at, type] of types.entries()) {
    yield* known("account type", type, places.types, [...path, "types", at]);
  }
  const modes = modesOf(stack);
  const managed = stack.access.identityCenter.people === "managed";
  if (modes.includes("identity-center") && (managed || modes.length === 1)) {
    yield {
      path: [...path, person.accounts ? "accounts" : "types"],
      atKey: true,
      message: `nothing would limit ${name}${managed ? ", who is made in Identity Center, too" : ""}: sessions of Identity Center carry no value of a function`,
      fix: "define a function with fewer permissions for such people, or have them sign in another way, by saml, oidc or iam-users",
    };
  }
  // Ids are twelve digits, whether they are known yet or not.
  const value = limitedTagValue([...types, ...accounts.map(() => "0".repeat(12))]);
  if (value.length > LIMITS.tagValue.value) {
    yield {
      path: [...path, person.accounts ? "accounts" : "types"],
      atKey: true,
      message: `the limits of ${name} are a tag of ${value.length} characters; AWS allows ${LIMITS.tagValue.value}`,
      fix: "name types instead of accounts",
    };
  }
  yield* functionsWithoutRole(stack, places, person, path);
}

/** Functions that have no role in any of the places, so that the person could not use them. */
function* functionsWithoutRole(
  stack: Stack,
  places: Places,
  { name, functions, accounts = [], types = [] }: Person,
  path: Path,
): Generator<Finding> {
  const catalogue = resolveCatalogue(stack);
  const meant = [...types, ...accounts.flatMap((one) => places.accounts.get(one)?.type ?? [])];
  // Unknown places are problems of their own.
  if (meant.length < types.length + accounts.length) return;
  if (types.some((type) => !places.types.includes(type))) return;
  const inPlaces = new Set(
    meant.flatMap((type) =>
      Object.keys(
        isCoreAccount(type) ? CORE_FUNCTIONS[type] : (catalogue.types.get(type)?.functions ?? {}),
      ),
    ),
  );
  for (const [at, fn] of functions.entries()) {
    if (inPlaces.has(fn) || !catalogue.functions.has(fn)) continue;
    yield {
      path: [...path, "functions", at],
      message: `the function "${fn}" has no role in any of the accounts to which ${name} is limited`,
      fix: "take the function out, or name accounts or types in which it has one",
    };
  }
}
