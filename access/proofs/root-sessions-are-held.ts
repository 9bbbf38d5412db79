import { ROOT_TASKS, rootTaskArn } from "../../iam/management/root-access";
import { test } from "../policy/atom";
import { atomic } from "../policy/formula";
import { functionsOf, somebodyOf } from "../principals";
import { person, type Actor } from "../world/actors";
import { isPartnerRole, permissionSetSession, type OwnRole } from "../world/own-roles";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { anywhere, breakGlassUsers, examples, rolesAtWorst, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

const TAKES = "sts:AssumeRoot";

/** A root user passes every policy of its account, and a root session can give it a password. */
export const rootSessionsAreHeld: Proof = {
  name: "root-sessions-are-held",
  sentence:
    "Nobody takes a session of a member's root user but the role root-access of the access account, for one of AWS's tasks in an account of this organization, and whoever administers the management account. That role writes nothing else",
  *counterExamples({ world: real }) {
    // A member's root user has no trust policy that would say whom it lets in: AWS does.
    const world: World = { ...real, policyOn: () => OPEN };
    for (const actor of everybodyElse(world)) {
      // Of its own account, an open policy would be enough.
      const { audit, network } = world.core;
      const asks = tries(world, actor, actor.account === audit ? network : audit);
      const found = asks(TAKES, anywhere(world, TAKES));
      if (found !== null) yield says(actor, TAKES, found);
    }
    for (const role of world.ownRoles(world.core.access)) {
      if (isRootAccess(role)) yield* doesMore(world, role);
    }
  },
};

function isRootAccess({ role }: OwnRole): boolean {
  return "kind" in role && role.kind === "root-access";
}

/** Who administers the management account, when nothing else works. */
function isBreakGlass({ role }: OwnRole): boolean {
  return "kind" in role && role.kind === "break-glass";
}

function everybodyElse(world: World): readonly Actor[] {
  const { access, management } = world.core;
  const meant = (own: OwnRole): boolean =>
    (own.account === access && isRootAccess(own)) ||
    (own.account === management && isBreakGlass(own));
  const roles = examples(world).flatMap((account) => [
    ...rolesAtWorst(world, account),
    ...world.ownRoles(account).filter((own) => !isPartnerRole(own.role) && !meant(own)),
  ]);
  const { identityCenter } = world.plan.identity;
  const sets = (identityCenter?.permissionSets ?? []).map((set) =>
    permissionSetSession(world.cast, set, identityCenter?.rolePath ?? "", somebodyOf(set.function)),
  );
  const people = [
    person(world.cast, "<anybody>", functionsOf(world), "mfa"),
    ...breakGlassUsers(world, "mfa"),
  ];
  return [...people, ...sets, ...roles];
}

/** Other tasks than AWS's, other organizations, and whatever else changes something. */
function* doesMore(world: World, role: OwnRole): Iterable<string> {
  const { cast, core } = world;
  const resources = anywhere(world, TAKES);
  const tasks = ROOT_TASKS.map((task) => cast.documents.fill(rootTaskArn(task), ""));
  const another = atomic(test("", "ArnEquals", "sts:TaskPolicyArn", tasks), true);
  const forAnother = tries(world, role, core.audit)(TAKES, resources, another);
  if (forAnother !== null) yield says(role, TAKES, forAnother, "for another task");
  const outside = { "aws:ResourceOrgID": "<another organization>" };
  const elsewhere = tries(world, role, core.audit, outside)(TAKES, resources);
  if (elsewhere !== null) yield says(role, TAKES, elsewhere, "in another organization");
  const asks = tries(world, role, core.access);
  for (const action of world.named(role)) {
    if (action.name === TAKES || !writes(action)) continue;
    const found = asks(action.name, anywhere(world, action.name));
    if (found !== null) yield says(role, action.name, found);
  }
}
