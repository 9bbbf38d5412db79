import { arnPattern } from "../policy/arn";
import { guises } from "../reach/guises";
import { entriesWithoutMfa } from "../trust/mfa";
import { awsService, everything, person, type Actor, type FunctionRole } from "../world/actors";
import { how } from "../world/ask";
import type { World } from "../world/world";
import { examples } from "./actors";
import type { Proof } from "./proof";

export const mfaOrNoEntry: Proof = {
  name: "mfa-or-no-entry",
  sentence: "Nobody enters a function role without MFA, or with MFA that is old",
  *counterExamples({ world }) {
    for (const account of examples(world)) {
      for (const role of world.roles(account)) {
        for (const actor of comers(world, role)) {
          const question = {
            action: "sts:AssumeRole",
            resources: [arnPattern(role.arn)],
            owner: account,
          };
          const entries = entriesWithoutMfa((facts) =>
            how(world, { ...actor, facts: { ...actor.facts, ...facts } }, question),
          );
          for (const { way, when } of entries) {
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
