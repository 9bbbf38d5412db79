import { arnPattern } from "../policy/arn";
import { everything } from "../world/actors";
import { how } from "../world/ask";
import { examples } from "./actors";
import type { Proof } from "./proof";

/** CloudTrail shows what a session did under the session's name. */
export const trailsNamePeople: Proof = {
  name: "trails-name-people",
  sentence:
    "Whoever enters a function role names the session after the own user: trails name people",
  *counterExamples({ world }) {
    const anybody = everything(world.cast, world.core.access);
    const somebody = { ...anybody, facts: { ...anybody.facts, "aws:username": "<somebody>" } };
    for (const account of examples(world)) {
      for (const role of world.roles(account)) {
        const found = how(world, somebody, {
          action: "sts:AssumeRole",
          resources: [arnPattern(role.arn)],
          owner: account,
          context: { "sts:RoleSessionName": "<somebody else>" },
        });
        if (found === null) continue;
        yield `<somebody> enters ${role.name} by sts:AssumeRole as "<somebody else>"${found && `, when ${found}`}`;
      }
    }
  },
};
