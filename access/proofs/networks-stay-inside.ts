import { arnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import type { ContextValue } from "../policy/context";
import { atomic } from "../policy/formula";
import type { FunctionRole } from "../world/actors";
import type { World } from "../world/world";
import { distinctRoles, says, tries } from "./actors";
import type { Proof } from "./proof";

/** What shares by RAM, and the key by which a request says that anybody may be let in. */
const SHARES = {
  "ram:AssociateResourceShare": "ram:AllowsExternalPrincipals",
  "ram:CreateResourceShare": "ram:RequestedAllowsExternalPrincipals",
  "ram:UpdateResourceShare": "ram:RequestedAllowsExternalPrincipals",
} as const;

const LOG_READS = ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"];

export const networksStayInside: Proof = {
  name: "networks-stay-inside",
  sentence:
    "The level network shares networks alone, inside the organization alone, and reads no logs but flow logs",
  *counterExamples({ world }) {
    for (const role of distinctRoles(world).filter((one) => one.role.level === "network")) {
      yield* shares(world, role);
      const flowLogs = `arn:${world.cast.partition}:logs:*:${role.account.id}:log-group:*flow-logs*`;
      const other = atomic(inResource(flowLogs, arnPattern(flowLogs)), true);
      const asks = tries(world, role, role.account);
      for (const action of LOG_READS) {
        const found = asks(action, undefined, other);
        if (found !== null) yield says(role, action, found);
      }
    }
  },
};

function* shares(world: World, role: FunctionRole): Iterable<string> {
  for (const [action, external] of Object.entries(SHARES)) {
    const ways: readonly (readonly [string, Readonly<Record<string, ContextValue>>])[] = [
      ["shares with anybody", { [external]: "true" }],
      // RAM lets anybody in where a request does not say otherwise.
      ["shares with anybody, saying nothing of it", { [external]: null }],
      ["shares of databases", { [external]: "false", "ram:RequestedResourceType": "rds:Cluster" }],
    ];
    for (const [what, context] of ways) {
      const found = tries(world, role, role.account, context)(action);
      if (found !== null) yield says(role, action, found, what);
    }
  }
}
