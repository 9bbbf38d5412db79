import { partnerRoleName } from "../../iam/names";
import type { PlannedPartner } from "../../model/partners";
import { arnPattern } from "../policy/arn";
import { not } from "../policy/formula";
import { implies } from "../policy/possible";
import { personNode, type Node } from "../reach/nodes";
import { pathText } from "../reach/reach";
import { ask, how } from "../world/ask";
import { isPartnerRole, type PartnerRole } from "../world/own-roles";
import type { World } from "../world/world";
import { examples, partnerRoles, says, tries } from "./actors";
import { outsider } from "./guests";
import type { Examined, Proof } from "./proof";

export const partnersStayIn: Proof = {
  name: "partners-stay-in",
  sentence:
    "Partners have roles in the leaf accounts that the stack names for them alone, inside the boundary, which permit no more than the same function's role there, end with the partner's last day, and lead nowhere else",
  *counterExamples(examined) {
    const { world } = examined;
    for (const partner of world.plan.partners) yield* outOfPlace(world, partner);
    const judged = new Set<string>();
    for (const account of examples(world)) {
      for (const role of partnerRoles(world, account)) {
        const partner = world.plan.partners.find(({ name }) => name === role.role.partner);
        if (!partner) continue;
        yield* entersAfterwards(world, partner, role);
        const { policies, boundary, function: fn, type } = role.role;
        const { marks } = account.class;
        const key = JSON.stringify([fn, type, policies, boundary, marks, partner.until]);
        if (judged.has(key)) continue;
        judged.add(key);
        yield* outOfBounds(world, role);
        yield* actsAfterwards(world, partner, role);
      }
    }
    for (const partner of world.plan.partners) yield* elsewhere(examined, partner);
  },
};

/** Roles in accounts that are no leaf accounts of the type, or under a name that is another's. */
function* outOfPlace(
  { accounts }: World,
  { name, sets, accounts: named }: PlannedPartner,
): Iterable<string> {
  for (const { type, accounts: names, roles } of sets) {
    for (const one of names) {
      if (!named.includes(one)) yield `${name} has roles in ${one}, which nobody named for it`;
      const account = accounts.find(one);
      if (account?.class.kind !== "leaf" || account.class.type !== type) {
        yield `${name} has roles in ${one}, which is no ${type} account`;
      }
    }
    for (const role of roles) {
      const expected = partnerRoleName(name, role.function);
      if (role.partner !== name || role.name !== expected) {
        yield `the role ${role.name} in ${type} is not called ${expected}`;
      }
      if (role.type !== type) yield `the role ${role.name} of ${role.type} is in ${type} accounts`;
    }
  }
}

/** More than the same function's role permits there, or another boundary. */
function* outOfBounds(world: World, partners: PartnerRole): Iterable<string> {
  const { role, account } = partners;
  if (JSON.stringify(role.boundary) !== JSON.stringify(world.plan.boundary)) {
    yield `${partners.name} has another boundary than all roles have`;
  }
  const own = world.role(role.function, account);
  if (!own) {
    yield `${partners.name}: ${role.function} has no role there`;
    return;
  }
  if (isWithin(role.policies, own.role.policies)) return;
  const grants = world.grants(own);
  for (const action of world.named(partners)) {
    const resources = world.anyResource(action.name, account);
    const formula = ask(world, partners, { action: action.name, resources, owner: account });
    if (!implies(formula, not(grants.get(action) ?? false), resources)) {
      yield `${says(partners, action.name, "")}, and ${own.name} cannot`;
    }
  }
}

type Policies = PartnerRole["role"]["policies"];

/** No more is allowed, statement by statement, and no less is denied. */
function isWithin(inner: Policies, outer: Policies): boolean {
  const of = ({ inline }: Policies, effect: string): readonly string[] =>
    (inline?.Statement ?? [])
      .filter(({ Effect }) => Effect === effect)
      .map((one) => JSON.stringify(one));
  const [allowed, denied] = [new Set(of(outer, "Allow")), new Set(of(inner, "Deny"))];
  return (
    inner.managed.every((arn) => outer.managed.includes(arn)) &&
    of(inner, "Allow").every((one) => allowed.has(one)) &&
    of(outer, "Deny").every((one) => denied.has(one))
  );
}

const A_DAY = 24 * 3600 * 1000;

/** The first second after a day. */
function after(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + A_DAY).toISOString();
}

function* entersAfterwards(
  world: World,
  { accountId, until }: PlannedPartner,
  { arn, account, name }: PartnerRole,
): Iterable<string> {
  const actor = outsider(world, accountId);
  const found = how(world, actor, {
    action: "sts:AssumeRole",
    resources: [arnPattern(arn)],
    owner: account,
    context: { "aws:CurrentTime": after(until) },
  });
  if (found !== null) {
    yield `${actor.name} enters ${name} after ${until}${found && `, when ${found}`}`;
  }
}

function* actsAfterwards(
  world: World,
  { until }: PlannedPartner,
  role: PartnerRole,
): Iterable<string> {
  const asks = tries(world, role, role.account, { "aws:CurrentTime": after(until) });
  for (const { name } of world.named(role)) {
    if (WITHOUT_PERMISSION.includes(name)) continue;
    const found = asks(name);
    if (found !== null) yield `${says(role, name, found)}, after ${until}`;
  }
}

/** AWS lets everybody call these. */
const WITHOUT_PERMISSION = ["sts:GetCallerIdentity", "sts:GetSessionToken"];

/** Whom somebody of the partner becomes, beside its own roles and what runs beside them. */
function* elsewhere({ world, reach }: Examined, partner: PlannedPartner): Iterable<string> {
  const names = new Set(partner.sets.flatMap(({ accounts }) => accounts));
  const stays = ({ what, actor }: Node): boolean => {
    if (!actor.account || !names.has(actor.account.name)) return false;
    if (what === "service-role") return true;
    return world
      .ownRoles(actor.account)
      .some(
        ({ name, role }) =>
          name === actor.name && isPartnerRole(role) && role.partner === partner.name,
      );
  };
  for (const { node, path } of reach.from(personNode(world, { kind: "partner", partner }))) {
    if (node.actor.account && !stays(node)) yield pathText(path);
  }
}
