import type { PolicyDocument } from "../../iam/document";
import { CUSTOMER_DATA } from "../../iam/permissions";
import { compilePolicy } from "../policy/policy";
import { functionNode, serviceNode } from "../reach/nodes";
import { pathText } from "../reach/reach";
import type { World } from "../world/world";
import { distinctRoles, says, tries } from "./actors";
import { notInNamedBuckets } from "./auditor-only-reads";
import type { Proof } from "./proof";

/** Levels that every stack has, and that keep away from data whoever has them. */
const LEVELS = ["audit", "audit-logs", "network", "observe", "store"];

const OPEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "*", Resource: "*" }],
};

export const levelsWithoutData: Proof = {
  name: "levels-without-data",
  sentence:
    "The levels audit, network, observe and store read no data of customers, even where a resource's own policy lets them, and enter nothing that runs",
  *counterExamples({ world, reach }) {
    const open = compilePolicy(OPEN, "resource", "open");
    const opened: World = { ...world, policyOn: () => open };
    const reads = CUSTOMER_DATA.flatMap((pattern) => world.actions.matching(pattern));
    for (const role of distinctRoles(world)) {
      const { level } = role.role;
      if (!LEVELS.includes(level)) continue;
      const asks = tries(opened, role, role.account);
      for (const { name } of reads) {
        // Whose objects it decrypts is up to the keys' policies: another proof is about those.
        if (level === "audit-logs" && name === "kms:Decrypt") continue;
        const objects = level === "audit-logs" && name.startsWith("s3:GetObject");
        const found = asks(name, undefined, objects ? notInNamedBuckets(world) : true);
        if (found !== null) yield says(role, name, found, "what a resource's own policy opens");
      }
      const inside = serviceNode(world, role.account);
      const way = reach.from(functionNode(role)).find(({ node }) => node.id === inside.id);
      if (way) yield pathText(way.path);
    }
  },
};
