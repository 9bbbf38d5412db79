import { CUSTOMER_DATA } from "../../iam/permissions";
import { anybodyOf } from "../principals";
import { personNode } from "../reach/nodes";
import { pathText } from "../reach/reach";
import { distinctRoles, says, tries } from "./actors";
import { CHANGES_DATA, HANDS_DATA_OUT } from "./data";
import type { Proof } from "./proof";

const DEVELOPER = "developer";
const PRODUCTION = "production";

export const productionData: Proof = {
  name: "production-data",
  sentence:
    "Production data is closed to developers: they neither read, change nor hand it out by their role there, and there is no other way",
  *counterExamples({ world, reach }) {
    const patterns = [...CUSTOMER_DATA, ...CHANGES_DATA, ...HANDS_DATA_OUT];
    const actions = new Set(patterns.flatMap((pattern) => world.actions.matching(pattern)));
    for (const role of distinctRoles(world)) {
      if (role.role.function !== DEVELOPER || role.role.type !== PRODUCTION) continue;
      const asks = tries(world, role, role.account);
      for (const { name } of actions) {
        const found = asks(name);
        if (found !== null) yield says(role, name, found);
      }
    }
    for (const { node, path } of reach.from(personNode(world, anybodyOf(DEVELOPER)))) {
      if (node.actor.account?.class.type !== PRODUCTION) continue;
      // Signing in comes before, where there are several ways to do it.
      const steps = path.filter(({ by }) => !by.includes("sign-in"));
      const own = node.what === "function" && steps.length === 1;
      if (!own) yield pathText(path);
    }
  },
};
