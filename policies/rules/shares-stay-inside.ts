import { accountOf } from "../../access/policy/arn";
import { placeOf } from "../../access/registered/resource";
import { isUnknown } from "../../access/registered/values";
import type { Zone } from "../../access/registered/zone";
import { coreAccount } from "../../model/plan";
import type { Rule } from "./rule";

export const sharesStayInside: Rule = {
  name: "shares-stay-inside",
  sentence: "What RAM shares stays inside the organization",
  why: "RAM lets anybody in unless a share says otherwise, and a network that is shared is an open door",
  *all({ things }, zone) {
    for (const thing of things) {
      const { shape } = thing;
      const place = placeOf(thing);
      if (shape.kind === "share" && shape.external === true) {
        yield {
          at: thing,
          found: `${place} allows principals outside the organization`,
          allowed: "allowExternalPrincipals is false; RAM takes it for true where it is not set",
          fix: "Set allowExternalPrincipals: false",
        };
      }
      if (shape.kind === "share" && isUnknown(shape.external)) {
        yield { at: thing, unseen: "allowExternalPrincipals" };
      }
      if (shape.kind !== "shared with" || isInside(shape.principal, zone)) continue;
      yield {
        at: thing,
        found: `${place} shares with "${String(shape.principal)}"`,
        allowed: "shares go to the organization, its units and its accounts",
        fix: "Share with the ARN of the organization or of a unit, or with an account of the stack file",
      };
    }
  },
};

function isInside(principal: unknown, zone: Zone): boolean {
  if (typeof principal !== "string") return true;
  if (/:(organization|ou)\/o-/.test(principal)) {
    const id = zone.organizationId();
    if (id !== null) return principal.split("/")[1] === id;
    return zone.plan !== null && accountOf(principal) === coreAccount(zone.plan, "management").id;
  }
  return zone.knows(principal.startsWith("arn:") ? accountOf(principal) : principal);
}
