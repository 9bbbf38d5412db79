import { CUSTOMER_DATA } from "../../iam/permissions";
import { personNode } from "../reach/nodes";
import { pathText } from "../reach/reach";
import { somebodyOf } from "../principals";
import { distinctRoles, how, says } from "./actors";
import type { Proof } from "./proof";

const DEVELOPER = "developer";
const PRODUCTION = "production";

export const productionData: Proof = {
  name: "production-data",
  sentence: "Production data is closed to developers, by their role there and by any other way",
  *counterExamples({ world, reach }) {
    const actions = CUSTOMER_DATA.flatMap((pattern) => world.actions.matching(pattern));
    for (const role of distinctRoles(world)) {
      if (role.role.function !== DEVELOPER || role.role.type !== PRODUCTION) continue;
      for (const { name } of actions) {
        const resources = world.anyResource(name, role.account);
        const found = how(world, role, { action: name, resources, owner: role.account });
        if (found !== null) yield says(role, name, found);
      }
    }
    for (const { node, path } of reach.from(
      personNode(world, somebodyOf(DEVELOPER), [DEVELOPER]),
    )) {
      if (node.actor.account?.class.type !== PRODUCTION) continue;
      const own = node.what === "function" && path.length === 1;
      if (!own) yield pathText(path);
    }
  },
};
