import { breakGlassRoles } from "../../iam/break-glass";
import { arnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import { and, atomic } from "../policy/formula";
import { functionsOf, somebodyOf } from "../principals";
import { person, type Actor } from "../world/actors";
import { isPartnerRole, permissionSetSession } from "../world/own-roles";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { anywhere, breakGlassUsers, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

/** Identity, and nothing else. */
const IDENTITY = ["iam", "sts"];

/** What people do who only arrive in the access account, and what AWS allows everybody. */
const ARRIVED = ["sts:AssumeRole", "sts:GetCallerIdentity", "sts:GetSessionToken"];

export const coreIsQuiet: Proof = {
  name: "core-is-quiet",
  sentence:
    "In the access account people do nothing but identity, sessions of hub roles and permission sets nothing but go on, and the break-glass users nothing but look after themselves and break the glass; no function writes there or in the management account",
  *counterExamples({ world }) {
    const { access, management } = world.core;
    for (const account of [access, management]) {
      for (const role of world.roles(account)) {
        for (const action of world.grants(role).keys()) {
          if (writes(action)) yield says(role, action.name, "");
        }
      }
    }
    const somebody = person(world.cast, "<anybody>", functionsOf(world), "mfa");
    const users = breakGlassUsers(world, "mfa");
    for (const user of [somebody, ...users]) {
      yield* beyond(world, user, ({ service }) => IDENTITY.includes(service));
    }
    for (const user of users) yield* otherRoles(world, user);
    for (const session of arrived(world)) {
      yield* beyond(world, session, ({ name }) => ARRIVED.includes(name));
    }
  },
};

/** Sessions in which people who sign in elsewhere are in the access account. */
function arrived(world: World): readonly Actor[] {
  const { cast, core, plan } = world;
  const hubs = world
    .ownRoles(core.access)
    .filter(({ role }) => !isPartnerRole(role) && role.kind === "hub");
  const { identityCenter } = plan.identity;
  const sets = (identityCenter?.permissionSets ?? []).map((set) => ({
    ...permissionSetSession(cast, set, identityCenter?.rolePath ?? "", somebodyOf(set.function)),
    name: `the permission set ${set.name}`,
  }));
  return [...hubs, ...sets];
}

function* beyond(
  world: World,
  actor: Actor,
  belongs: (action: { readonly name: string; readonly service: string }) => boolean,
): Iterable<string> {
  const asks = tries(world, actor, world.core.access);
  for (const action of world.named(actor)) {
    if (belongs(action)) continue;
    const found = asks(action.name, anywhere(world, action.name));
    if (found !== null) yield says(actor, action.name, found);
  }
}

/** Roles that the break-glass users enter, if every role trusted everybody: their own alone. */
function* otherRoles(world: World, user: Actor): Iterable<string> {
  const { cast, core } = world;
  const own = breakGlassRoles(world.plan.management.rootAccess).map((role) =>
    cast.documents.fill(role, ""),
  );
  const given = and(...own.map((arn) => atomic(inResource(arn, arnPattern(arn)), true)));
  const asks = tries({ ...world, policyOn: () => OPEN }, user, core.management);
  for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
    const found = asks(action, [arnPattern(`arn:${cast.partition}:iam::*:role/*`)], given);
    if (found !== null) yield says(user, action, found, "a role that is not for break-glass");
  }
}
