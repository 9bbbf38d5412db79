import { functionNode, ownRoleNode, serviceNode, strongestNode, type Node } from "../reach/nodes";
import { pathText } from "../reach/reach";
import type { Account } from "../world/accounts";
import type { World } from "../world/world";
import { examples, partnerRoles, strangelyBounded } from "./actors";
import type { Proof } from "./proof";

export const boundaryHolds: Proof = {
  name: "boundary-holds",
  sentence:
    "No function role, no partner's role, and no role that people make, gets out of its boundary: there is no way to everything in an account. Of roles that an invited account brought along nothing is known",
  *counterExamples({ world, reach }) {
    for (const account of examples(world)) {
      const starts = [
        ...world.roles(account).map(functionNode),
        ...partnerRoles(world, account).map(ownRoleNode),
        ...atWorst(world, account),
      ];
      for (const start of starts) {
        const out = reach.from(start).find(({ node }) => node.what === "everything");
        if (out) yield pathText(out.path);
      }
    }
  },
};

/** In management people make no roles, and nothing runs. */
function atWorst(world: World, account: Account): readonly Node[] {
  if (account === world.core.management) return [];
  return [
    serviceNode(world, account),
    ...strangelyBounded(world, account).map((role) => strongestNode(world, role)),
  ];
}
