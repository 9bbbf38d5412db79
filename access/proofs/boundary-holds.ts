import { functionNode, serviceNode, type Node } from "../reach/nodes";
import { pathText } from "../reach/reach";
import { examples, rolesAtWorst } from "./actors";
import type { Proof } from "./proof";

export const boundaryHolds: Proof = {
  name: "boundary-holds",
  sentence:
    "No function role, and no role that people make, gets out of its boundary: there is no way to everything in an account",
  *counterExamples({ world, reach }) {
    for (const account of examples(world)) {
      // In management people make no roles, and nothing runs.
      const atWorst: readonly Node[] =
        account === world.core.management
          ? []
          : rolesAtWorst(world, account)
              .filter(({ kind }) => kind === "service-role")
              .map((actor, index) =>
                index === 0
                  ? serviceNode(world, account)
                  : { id: `strongest ${actor.name}`, actor, what: "service-role" },
              );
      for (const start of [...world.roles(account).map(functionNode), ...atWorst]) {
        const out = reach.from(start).find(({ node }) => node.what === "everything");
        if (out) yield pathText(out.path);
      }
    }
  },
};
