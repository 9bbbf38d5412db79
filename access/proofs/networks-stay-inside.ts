import { distinctRoles, how, says } from "./actors";
import type { Proof } from "./proof";

/** What shares by RAM, and the key by which a request says that it may share with anybody. */
const SHARES = {
  "ram:AssociateResourceShare": "ram:AllowsExternalPrincipals",
  "ram:CreateResourceShare": "ram:RequestedAllowsExternalPrincipals",
  "ram:UpdateResourceShare": "ram:RequestedAllowsExternalPrincipals",
} as const;

export const networksStayInside: Proof = {
  name: "networks-stay-inside",
  sentence: "The level network shares networks inside the organization alone",
  *counterExamples({ world }) {
    for (const role of distinctRoles(world).filter((one) => one.role.level === "network")) {
      for (const [action, external] of Object.entries(SHARES)) {
        const found = how(world, role, {
          action,
          resources: world.anyResource(action, role.account),
          owner: role.account,
          context: { [external]: "true" },
        });
        if (found !== null) yield says(role, action, found, "shares with anybody");
      }
    }
  },
};
