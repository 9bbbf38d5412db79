import { arnPattern } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import { guises } from "../reach/guises";
import { awsService, everything, person, type Actor, type FunctionRole } from "../world/actors";
import { how } from "../world/ask";
import type { World } from "../world/world";
import { examples } from "./actors";
import type { Proof } from "./proof";

/** Longest that a sign-in with MFA may be ago, in seconds: what a session token can last at most. */
const LONGEST_SESSION = 36 * 3600;

/**
 * Ways to come without MFA, or with MFA of the day before yesterday. Without MFA there is no age
 * either; but a trust should not rest on that alone, so that it may be anything here.
 */
const WITHOUT: Readonly<Record<string, Readonly<Record<string, ContextValue>>>> = {
  "by access key, without MFA": {
    "aws:multifactorauthpresent": null,
    "aws:multifactorauthage": undefined,
  },
  "by the console, without MFA": {
    "aws:multifactorauthpresent": "false",
    "aws:multifactorauthage": undefined,
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

/** A person of the function, whoever can call themselves anything in any account, and services. */
function comers(world: World, { role, account }: FunctionRole): readonly Actor[] {
  const services = role.trust.Statement.flatMap(({ Principal: named }) =>
    typeof named === "object" ? [named.Service ?? []].flat() : [],
  );
  return [
    person(world.cast, `<${role.function}>`, [role.function], "mfa"),
    ...examples(world).flatMap((from) =>
      guises(world, everything(world.cast, from), role.trust, account.id),
    ),
    ...services.map(awsService),
  ];
}
