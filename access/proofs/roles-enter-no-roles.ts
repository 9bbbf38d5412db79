import { ORGANIZATION_ACCESS_ROLE, RESERVED_PATH, STACKSET_EXECUTION_ROLES } from "../../iam/names";
import { arnPattern } from "../policy/arn";
import { how } from "../world/ask";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { examples, rolesAtWorst, says } from "./actors";
import type { Proof } from "./proof";

/** The roles' own side: what they may not, whatever a trust says. */
export const rolesEnterNoRoles: Proof = {
  name: "roles-enter-no-roles",
  sentence:
    "No function role, no partner's role, and no role that people make, may enter the landing zone's roles, or those by which management and StackSets enter, in any account, even where it is trusted",
  *counterExamples({ world }) {
    const trusting: World = { ...world, policyOn: () => OPEN };
    const reserved = reservedRoles(world);
    for (const account of examples(world)) {
      for (const actor of rolesAtWorst(world, account)) {
        for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
          for (const role of reserved) {
            for (const owner of [account, null]) {
              const id = owner?.id ?? "*";
              const arn = `arn:${world.cast.partition}:iam::${id}:${role}`;
              const question = { action, resources: [arnPattern(arn)], owner };
              const found = how(trusting, actor, question);
              if (found !== null) yield says(actor, action, found, arn);
            }
          }
        }
      }
    }
  },
};

function reservedRoles({ accounts }: World): readonly string[] {
  const access = accounts.all.map(({ planned }) => planned.accessRole);
  return [
    `role${RESERVED_PATH}*`,
    `role/${STACKSET_EXECUTION_ROLES}`,
    ...[...new Set([ORGANIZATION_ACCESS_ROLE, ...access])].map((name) => `role/${name}`),
  ];
}
