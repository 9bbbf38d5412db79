import type { Action } from "../actions";
import type { World } from "../world/world";
import { examples, rolesAtWorst, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

/** Resources of IAM that are no identities, and give none a way in. */
const NO_IDENTITIES = /:(role|policy|instance-profile|server-certificate)\//;

/** Other ways to come back as somebody. */
const OTHERS = ["sso:CreateInstance", "sts:AssumeRoot"];

export const noUsersElsewhere: Proof = {
  name: "no-users-elsewhere",
  sentence:
    "No function, no partner, and no role that people make, makes or changes users, access keys, passwords or sign-ins, or takes a root session",
  *counterExamples({ world }) {
    const actions = identityActions(world);
    for (const account of examples(world)) {
      for (const actor of rolesAtWorst(world, account)) {
        const asks = tries(world, actor, account);
        for (const { name } of actions) {
          const found = asks(name);
          if (found !== null) yield says(actor, name, found);
        }
      }
    }
  },
};

/**
 * What makes somebody who outlives a session, or a way to come back as one. All that writes, rather
 * than a list: AWS adds to it.
 */
function identityActions({ actions }: World): readonly Action[] {
  return [
    ...actions
      .of("iam")
      .filter((one) => writes(one) && !one.resources.some((format) => NO_IDENTITIES.test(format))),
    ...actions.of("rolesanywhere").filter(writes),
    ...OTHERS.flatMap((name) => actions.find(name) ?? []),
  ];
}
