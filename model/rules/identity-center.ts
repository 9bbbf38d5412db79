import { permissionSetName } from "../../iam/names";
import { functionNames, resolveCatalogue } from "../catalogue";
import { modesOf } from "../identity";
import { known } from "../known-names";
import { LIMITS } from "../limits";
import { suggestion } from "../nearest";
import { show, type Finding } from "../problem";
import { regionsOf } from "../regions";
import type { Stack } from "../schema";
import { emailFault } from "./emails";
import type { Rule } from "./rule";

const CENTER = ["access", "identityCenter"] as const;

/** What Identity Center is told is right: regions, groups, names of permission sets, and people. */
export const identityCenter: Rule = {
  reads: [
    "organization.partition",
    "organization.homeRegion",
    "accountTypes",
    "functions",
    "access.identity",
    "access.identityCenter",
    "access.people",
  ],
  *check(stack) {
    const { groups, people } = stack.access.identityCenter;
    const chosen = modesOf(stack).includes("identity-center");
    const functions = functionNames(stack);
    for (const fn of Object.keys(groups)) {
      yield* known("function", fn, functions, [...CENTER, "groups", fn], true);
    }
    yield* regionFaults(stack);
    if (chosen) yield* longNames(stack);
    if (chosen && people === "managed") yield* sharedGroups(stack);
    yield* peopleFaults(stack, chosen && people === "managed");
  },
};

function* regionFaults({ organization, access }: Stack): Generator<Finding> {
  const { partition, homeRegion } = organization;
  const { region, secondRegion, secondStartUrl } = access.identityCenter;
  const regions = regionsOf(partition);
  for (const [key, value] of Object.entries({ region, secondRegion })) {
    if (value === undefined || regions.includes(value)) continue;
    yield {
      path: [...CENTER, key],
      message: `unknown region "${value}" in the partition ${partition}`,
      fix: suggestion(value, regions, `use a region of the partition, e.g. "${regions[0] ?? ""}"`),
    };
  }
  if (secondRegion !== undefined && secondRegion === (region ?? homeRegion)) {
    yield {
      path: [...CENTER, "secondRegion"],
      message: `"${secondRegion}" is the first region already${region === undefined ? ", which is the home region" : ""}`,
      fix: "name another region, or take it out",
    };
  }
  if (secondStartUrl !== undefined && secondRegion === undefined) {
    yield {
      path: [...CENTER, "secondStartUrl"],
      atKey: true,
      message: "there is an address of the second region, and no secondRegion",
      fix: "write secondRegion, too, or take the address out",
    };
  }
}

/** Functions that stacks define; the names of built-in ones are short. */
function* longNames(stack: Stack): Generator<Finding> {
  const { value } = LIMITS.permissionSetName;
  for (const name of Object.keys(stack.functions)) {
    const set = permissionSetName(name);
    if (set.length <= value) continue;
    yield {
      path: ["functions", name],
      atKey: true,
      message: `the permission set "${set}" would have a name of ${set.length} characters; Identity Center allows ${value}`,
      fix: `choose a name of at most ${value - permissionSetName("").length} characters`,
    };
  }
}

/** Groups that are made of a function's people: a shared one would give each the other's function. */
function* sharedGroups(stack: Stack): Generator<Finding> {
  const { groups } = stack.access.identityCenter;
  const seen = new Map<string, string>();
  for (const fn of resolveCatalogue(stack).functions.keys()) {
    const group = groups[fn] ?? fn;
    const other = seen.get(group.toLowerCase());
    if (other !== undefined) {
      yield {
        path: [...CENTER, "groups", Object.hasOwn(groups, fn) ? fn : other],
        message: `the group "${group}" would be made for ${other} and for ${fn}, so that people of one had the other, too`,
        fix: "give each function a group of its own",
      };
    }
    seen.set(group.toLowerCase(), fn);
  }
}

function* peopleFaults({ access }: Stack, managed: boolean): Generator<Finding> {
  const addresses = new Map<string, string>();
  for (const [index, person] of access.people.entries()) {
    const path = ["access", "people", index];
    const { name, email } = person;
    for (const key of ["email", "fullName"] as const) {
      if (managed === (person[key] !== undefined)) continue;
      yield managed
        ? {
            path,
            message: `${name} has no ${key}; Identity Center makes nobody without`,
            fix:
              key === "email"
                ? `write email: ${name}@acme.example`
                : 'write fullName: "Ada Lovelace"',
          }
        : {
            path: [...path, key],
            atKey: true,
            message: `nothing reads ${key}: people are made with it in Identity Center alone, with people: managed`,
            fix: "take it out, or choose identity-center and identityCenter: { people: managed }",
          };
    }
    if (email === undefined || !managed) continue;
    const wrong = emailFault(email);
    if (wrong !== undefined) {
      yield {
        path: [...path, "email"],
        message: `found ${show(email)}: ${wrong}`,
        fix: "correct the address",
      };
    }
    const other = addresses.get(email.toLowerCase());
    if (other !== undefined) {
      yield {
        path: [...path, "email"],
        message: `${name} and ${other} have the same address ${show(email)}, by which each would get the other's invitation`,
        fix: "give each person an own address",
      };
    }
    addresses.set(email.toLowerCase(), name);
  }
}
