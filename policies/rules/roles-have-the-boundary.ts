import { isPartnersName, isReservedName, RESERVED_PATH, SERVICE_PATH } from "../../iam/names";
import { coreAccount } from "../../model/plan";
import { providedServiceRoles } from "../../model/service-roles";
import { placeOf, type Role, type Thing } from "../../access/registered/resource";
import { isUnknown } from "../../access/registered/values";
import { boundaryIn, type Zone } from "../../access/registered/zone";
import { letsUsersIn } from "../../access/trust/comers";
import { accountIn, trustIn } from "./trusts";
import type { Rule } from "./rule";

export const rolesHaveTheBoundary: Rule = {
  name: "roles-have-the-boundary",
  sentence:
    "Every role that people enter, and every role below /service/, has the landing zone's permissions boundary",
  why: "without it, whoever may write a policy is an administrator: no permission rises above the boundary",
  *each(thing, zone) {
    const { shape } = thing;
    if (shape.kind !== "role") return;
    const because = boundedBecause(thing, shape, zone);
    if (because === null) return;
    const { boundary } = shape;
    if (isUnknown(boundary)) {
      yield { unseen: "permissionsBoundary" };
      return;
    }
    const expected = boundaryIn(zone, accountIn(thing, zone));
    if (boundary === expected) return;
    yield {
      found: `${placeOf(thing)} ${because} and has ${boundary === null ? "no boundary" : `the boundary ${boundary}`}`,
      allowed: `its boundary is ${expected}`,
      fix:
        thing.inTemplate === null
          ? "Set permissionsBoundary to the ARN of the account's policy /landing-zone/boundary"
          : "Set PermissionsBoundary to the policy /landing-zone/boundary of AWS::AccountId",
    };
  },
};

/**
 * Hubs, previews, deploy and break-glass have none: they permit less, or make the boundary itself. Nor
 * have the roles by which AWS's services work in every account, which nobody enters. Where nobody planned
 * one, a role of such a name is like any other.
 */
function isWithoutBoundary({ of, inTemplate }: Thing, name: string, zone: Zone): boolean {
  const { plan } = zone;
  if (plan === null) return isReservedName(name) && !isPartnersName(name);
  const isIt = (role: { readonly name: string }): boolean => role.name === name;
  if (inTemplate !== null) {
    return plan.stackSets.some(
      (set) => `landing-zone-${set.name}` === of.inputs.stackSetName && set.roles.some(isIt),
    );
  }
  const { planned } = zone.accountOf(of);
  if (planned === null) return false;
  const place = planned.kind === "core" ? planned.type : "leaf";
  return (
    providedServiceRoles(plan, planned).some(isIt) ||
    plan.ownRoles.some((role) => isIt(role) && role.account === place)
  );
}

/** Why a role needs the boundary; null if it needs none. */
function boundedBecause(thing: Thing, { name, path }: Role, zone: Zone): string | null {
  if (path === SERVICE_PATH || (!isUnknown(path) && path.startsWith(SERVICE_PATH))) {
    return `is below ${SERVICE_PATH}`;
  }
  if (path === RESERVED_PATH) {
    if (typeof name === "string" && isWithoutBoundary(thing, name, zone)) return null;
    return typeof name === "string" && isPartnersName(name)
      ? "is a partner's role"
      : "is a function role";
  }
  const trust = trustIn(thing, zone);
  if (trust === null || trust === "unknown" || zone.plan === null) return null;
  const access = zone.ids.get(coreAccount(zone.plan, "access").name);
  return access !== undefined && letsUsersIn(trust, access) ? "lets people in" : null;
}
