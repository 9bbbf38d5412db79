import type { AccessLevel, Action } from "../actions";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import { and, atomic, type Formula } from "../policy/formula";
import { everythingNode, hasOwnBoundary, strongestNode } from "../reach/nodes";
import type { Reached } from "../reach/reach";
import type { Account } from "../world/accounts";
import { serviceRole, type Actor, type FunctionRole, type SignIn } from "../world/actors";
import { breakGlassUser, isPartnerRole, type PartnerRole } from "../world/own-roles";
import { asker, inWords } from "../world/ask";
import type { Question, World } from "../world/world";
import type { Examined } from "./proof";

/**
 * One account of each class: what holds for it holds for its like. Classes that differ in nothing but
 * the people who are limited to them are one here: no role and no trust differs.
 */
export function examples(world: World): readonly Account[] {
  let found = EXAMPLES.get(world.accounts);
  if (!found) EXAMPLES.set(world.accounts, (found = differentOnes(world)));
  return found;
}

/** Found once for all worlds of the same accounts. */
const EXAMPLES = new WeakMap<World["accounts"], readonly Account[]>();

function differentOnes({ accounts, ownRoles }: World): readonly Account[] {
  const seen = new Set<string>();
  return accounts.classes
    .map((one) => accounts.example(one))
    .filter((account) => {
      const { kind, type, accessRole, marks } = account.class;
      const { unit, origin } = account.planned;
      const own = ownRoles(account).map(({ role }) => role.name);
      const key = JSON.stringify([kind, type, accessRole, marks, unit, origin, own]);
      return !seen.has(key) && seen.add(key);
    });
}

/**
 * Function roles and partners' roles of an account, and the worst that people make of them:
 * administrators, inside the boundary of each.
 */
export function rolesAtWorst(world: World, account: Account): readonly Actor[] {
  const roles = world.roles(account);
  return [
    ...roles,
    ...partnerRoles(world, account),
    serviceRole(world.cast, account),
    ...strangelyBounded(world, account).map((role) => strongestNode(world, role).actor),
  ];
}

/** Roles that have a boundary of their own, one of each. */
export function strangelyBounded(world: World, account: Account): readonly FunctionRole[] {
  const seen = new Set<string>();
  return world.roles(account).filter((role) => {
    if (!hasOwnBoundary(world, role)) return false;
    const text = JSON.stringify(role.role.boundary);
    return !seen.has(text) && seen.add(text);
  });
}

/** Roles that decide alike, once each: equal documents in accounts of one kind. */
export function distinctRoles(world: World): readonly FunctionRole[] {
  const seen = new Set<string>();
  return examples(world)
    .flatMap((account) => world.roles(account))
    .filter(({ role, account }) => {
      const core = account.class.kind === "core" ? account.class.type : "";
      // Where a document names the account, the same document says something else.
      const { marks } = account.class;
      const key = JSON.stringify([core, marks, role.function, role.policies, role.boundary]);
      return !seen.has(key) && seen.add(key);
    });
}

/**
 * Whom somebody who has everything in an account becomes, from one account of each class. The access
 * and the management account rule over the others: who has those has all.
 */
export function* waysFromEverything({
  world,
  reach,
}: Examined): Iterable<{ readonly account: Account; readonly reached: Reached }> {
  const { access, management } = world.core;
  for (const account of examples(world)) {
    if (account === access || account === management) continue;
    for (const reached of reach.from(everythingNode(world, account))) yield { account, reached };
  }
}

const WRITES: readonly AccessLevel[] = ["write", "tagging", "permissions"];

export function writes({ level }: Action): boolean {
  return WRITES.includes(level);
}

/** How each of many actions of one actor is possible on resources of one account, any by default. */
export function tries(
  world: World,
  actor: Actor,
  owner: Account,
  context: Question["context"] = {},
): (action: string, resources?: readonly ArnPattern[], given?: Formula) => string | null {
  const asks = asker(world, actor, owner, context);
  return (action, resources = world.anyResource(action, owner), given = true) =>
    inWords(world, actor, asks({ action, resources }), resources, given);
}

/** Any resource of an action in any account: policies may name accounts. */
export function anywhere(world: World, action: string): readonly ArnPattern[] {
  return world.anyResource(action, { ...world.core.access, id: "*" });
}

/** That the resource is neither a user's own user nor the own device. */
export function notOwn({ cast }: World, { name, principal }: Actor): Formula {
  const device = `arn:${cast.partition}:iam::${cast.access.id}:mfa/${name}`;
  return and(
    ...[principal.arn, device].map((arn) => atomic(inResource(arn, arnPattern(arn)), true)),
  );
}

/** The two users for when nothing else works. */
export function breakGlassUsers({ cast, plan }: World, how: SignIn): readonly Actor[] {
  const { users, policy } = plan.breakGlass;
  return users.map((name) => breakGlassUser(cast, policy, name, how));
}

/** Roles of partners in an account. */
export function partnerRoles(world: World, account: Account): readonly PartnerRole[] {
  return world
    .ownRoles(account)
    .flatMap((one) => (isPartnerRole(one.role) ? [{ ...one, role: one.role }] : []));
}

/** "operations in web-production can iam:CreateUser, when …". */
export function says(actor: Actor, action: string, condition: string, on = ""): string {
  const when = condition === "" ? "" : `, when ${condition}`;
  return `${actor.name} can ${action}${on === "" ? "" : ` on ${on}`}${when}`;
}
