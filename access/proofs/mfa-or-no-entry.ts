import { arnPattern } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import { everything, person, type Actor, type FunctionRole } from "../world/actors";
import type { World } from "../world/world";
import { examples, how } from "./actors";
import type { Proof } from "./proof";

/** Longest that a sign-in with MFA may be ago, in seconds: what a session token can last at most. */
const LONGEST_SESSION = 36 * 3600;

/** Ways to come without MFA, or with MFA of the day before yesterday. */
const WITHOUT: Readonly<Record<string, Readonly<Record<string, ContextValue>>>> = {
  "by access key, without MFA": {
    "aws:multifactorauthpresent": null,
    "aws:multifactorauthage": null,
  },
  "by the console, without MFA": {
    "aws:multifactorauthpresent": "false",
    "aws:multifactorauthage": null,
  },
  "with MFA of two days ago": {
    "aws:multifactorauthpresent": "true",
    "aws:multifactorauthage": String(LONGEST_SESSION + 12 * 3600),
  },
};

export const mfaOrNoEntry: Proof = {
  name: "mfa-or-no-entry",
  sentence: "Nobody enters a function role without MFA, or with MFA that is old",
  *counterExamples({ world }) {
    for (const account of examples(world)) {
      for (const role of world.roles(account)) {
        for (const actor of comers(world, role)) {
          for (const [way, facts] of Object.entries(WITHOUT)) {
            const comer = { ...actor, facts: { ...actor.facts, ...facts } };
            const resources = [arnPattern(role.arn)];
            const found = how(world, comer, {
              action: "sts:AssumeRole",
              resources,
              owner: account,
            });
            if (found === null) continue;
            const when = found === "" ? "" : `, when ${found}`;
            yield `${actor.name} ${way} enters ${role.name}, by sts:AssumeRole${when}`;
          }
        }
      }
    }
  },
};

/** A person of the function, and whoever can call themselves anything in any account. */
function comers(world: World, { role }: FunctionRole): readonly Actor[] {
  return [
    person(world.cast, `<${role.function}>`, [role.function], "mfa"),
    ...examples(world).map((account) => everything(world.cast, account)),
  ];
}
