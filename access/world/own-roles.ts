import type { PolicyDocument } from "../../iam/document";
import { BREAK_GLASS_PATH } from "../../iam/names";
import type { PlannedOwnRole } from "../../model/own-roles";
import type { PlannedPartnerRole } from "../../model/partners";
import type { ServiceRole } from "../../model/service-roles";
import type { Policy } from "../policy/policy";
import type { Account } from "./accounts";
import {
  madeRole,
  userFacts,
  roleArn,
  session,
  sessionFacts,
  ENTERED,
  type Actor,
  type Cast,
  type SignIn,
} from "./actors";

/**
 * A role of the landing zone that is no function's: a hub, break-glass, a pipeline's, a partner's, and
 * what one of AWS's services works by.
 */
export interface OwnRole extends Actor {
  readonly kind: "own-role";
  readonly account: Account;
  readonly role: PlannedOwnRole | PlannedPartnerRole | ServiceRole;
  readonly arn: string;
  readonly trust: Policy;
}

/** A partner's. */
export type PartnerRole = OwnRole & { readonly role: PlannedPartnerRole };

export function isPartnerRole(role: OwnRole["role"]): role is PlannedPartnerRole {
  return "partner" in role;
}

export function ownRole(cast: Cast, role: OwnRole["role"], account: Account): OwnRole {
  return {
    kind: "own-role",
    name: `${role.name} in ${account.name}`,
    role,
    ...madeRole(cast, role, account, {
      policy: `policy of ${role.name}`,
      trust: `trust of ${role.name}`,
      boundary: isPartnerRole(role) ? role.boundary : null,
    }),
  };
}

/** A session of a role under somebody's name, with what an identity provider said of them. */
export function sessionOf<Role extends Actor & { readonly account: Account }>(
  role: Role,
  name: string,
  tags: Readonly<Record<string, string>>,
): Role {
  return {
    ...role,
    name: `${name} as ${role.name}`,
    facts: {
      ...role.facts,
      "aws:userid": `<id of ${role.name}>:${name}`,
      ...Object.fromEntries(
        Object.entries(tags).map(([tag, value]) => [
          `aws:principaltag/${tag.toLowerCase()}`,
          value,
        ]),
      ),
    },
  };
}

/** A session of somebody's permission set of Identity Center, in the access account. */
export function permissionSetSession(
  cast: Cast,
  of: { readonly name: string; readonly policy: PolicyDocument },
  rolePath: string,
  person: string,
): Actor & { readonly account: Account } {
  const { access, documents, partition } = cast;
  const roleName = `AWSReservedSSO_${of.name}_0123456789abcdef`;
  const arn = roleArn(cast, access, `${rolePath}${roleName}`);
  const actor = {
    kind: "own-role",
    name: of.name,
    account: access,
    principal: session(partition, access.id, roleName, arn),
    layers: {
      identity: [documents.policy(of.policy, "identity", `permission set ${of.name}`, access.id)],
    },
    facts: { ...sessionFacts(cast, access.id, arn), ...ENTERED },
    tagsKnown: true,
    given: true,
  } as const;
  return sessionOf(actor, person, {});
}

/** One of the two users for when nothing else works. */
export function breakGlassUser(
  cast: Cast,
  policy: PolicyDocument,
  name: string,
  how: SignIn,
): Actor & { readonly account: Account } {
  const { access, documents, partition } = cast;
  const arn = `arn:${partition}:iam::${access.id}:user${BREAK_GLASS_PATH}${name}`;
  return {
    kind: "person",
    name,
    account: access,
    principal: { kind: "user", arn, account: access.id },
    layers: { identity: [documents.policy(policy, "identity", "break-glass", access.id)] },
    facts: userFacts(cast, arn, name, how),
    tagsKnown: true,
    given: true,
  };
}
