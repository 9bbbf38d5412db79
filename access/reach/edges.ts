import type { PolicyDocument } from "../../iam/document";
import { boundaryArn, SERVICE_PATH } from "../../iam/names";
import { arnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { and, atomic, type Formula } from "../policy/formula";
import type { Account } from "../world/accounts";
import { accessRole, roleArn } from "../world/actors";
import type { World } from "../world/world";
import { guises } from "./guises";
import {
  everythingNode,
  functionNode,
  ownRoleNode,
  serviceNode,
  targetsIn,
  type Node,
  type Target,
} from "./nodes";
import { intoWorkloads, passedRoles } from "./passing";
import { conditionOf, possibly, type About } from "./possibly";
import { STEPS, type Step } from "./steps";

/** One step from somebody to somebody else. */
export interface Edge {
  readonly to: Node;
  /** What is done, e.g. "changes who may assume the role". */
  readonly does: string;
  /** Permissions that make it. */
  readonly by: readonly string[];
  /** What the request has to be, where that is not all. */
  readonly when: string | null;
}

/** All steps that somebody can take from where it is. */
export function edgesFrom(world: World, node: Node): readonly Edge[] {
  const { account } = node.actor;
  const assumed = [...signedInAs(node), ...assumptions(world, node)];
  // Of somebody outside the organization only the organization's own documents are known.
  if (!account) return assumed;
  const boundaries = boundariesIn(world, account);
  return [
    ...assumed,
    ...STEPS.flatMap((step) => taken(world, node, account, step, boundaries)),
    ...passedRoles(world, node, account),
    ...intoWorkloads(world, node, account),
  ];
}

/** What somebody becomes by signing in, where there are several ways. */
function signedInAs({ signsIn = [] }: Node): readonly Edge[] {
  return signsIn.map((to) => ({ to, does: "signs in", by: ["sign-in"], when: null }));
}

/** Roles of the landing zone in every account, the management account's own ways in, and own roles. */
function assumptions(world: World, node: Node): readonly Edge[] {
  const entrances = [
    ...representatives(world).flatMap((account) => entrancesOf(world, account)),
    ...(node.actor.account ? [serviceRolesOf(world, node.actor.account)] : []),
  ];
  return entrances.flatMap(({ arn, account, trust, to }): readonly Edge[] => {
    if (to.id === node.id) return [];
    const resources = [arnPattern(arn)];
    for (const actor of guises(world, node.actor, trust, account.id)) {
      const found = possibly(world, actor, "sts:AssumeRole", resources, account);
      if (!found) continue;
      const { arn: session, issuer = session } = actor.principal;
      const as = actor === node.actor ? "" : `, as ${issuer}`;
      const does = `assumes ${arn}${as}`;
      return [{ to, does, by: ["sts:AssumeRole"], when: conditionOf(world, found) }];
    }
    return [];
  });
}

/** A role that somebody may be let into. */
interface Entrance {
  readonly arn: string;
  readonly account: Account;
  readonly trust: PolicyDocument;
  readonly to: Node;
}

/** Names nobody. */
const UNKNOWN: PolicyDocument = { Version: "2012-10-17", Statement: [] };

function entrancesOf(world: World, account: Account): readonly Entrance[] {
  const roles = world.roles(account).map((role): Entrance => {
    return { arn: role.arn, account, trust: role.role.trust, to: functionNode(role) };
  });
  const own = world
    .ownRoles(account)
    .filter(({ role }) => !isForServices(role.trust))
    .map((role): Entrance => {
      return { arn: role.arn, account, trust: role.role.trust, to: ownRoleNode(role) };
    });
  if (account.class.accessRole === null) return [...roles, ...own];
  const { arn } = accessRole(world.cast, account);
  return [...roles, ...own, { arn, account, trust: UNKNOWN, to: everythingNode(world, account) }];
}

/** Does a trust let in AWS's services, and nobody else? */
function isForServices({ Statement }: PolicyDocument): boolean {
  return Statement.every(
    ({ Effect, Principal: named }) =>
      Effect === "Deny" ||
      (typeof named === "object" && Object.keys(named).every((kind) => kind === "Service")),
  );
}

/** Roles that people made trust their account, as far as is known. */
function serviceRolesOf(world: World, account: Account): Entrance {
  const arn = roleArn(world.cast, account, `${SERVICE_PATH}*`);
  return { arn, account, trust: UNKNOWN, to: serviceNode(world, account) };
}

/** Two accounts of each class: what one can do to itself, it need not be able to do to its like. */
function representatives({ accounts }: World): readonly Account[] {
  return accounts.classes.flatMap(({ names }) =>
    names.slice(0, 2).flatMap((name) => accounts.find(name) ?? []),
  );
}

function taken(
  world: World,
  node: Node,
  account: Account,
  step: Step,
  boundaries: Boundaries,
): readonly Edge[] {
  if (step.management && !rulesMembers(world, account, step)) return [];
  const targets =
    step.on === null ? [null] : targetsIn(world, account).filter(({ kind }) => kind === step.on);
  return targets.flatMap((target): readonly Edge[] => {
    const found = needsOf(world, node, account, step, target, boundaries);
    if (!found) return [];
    return gained(world, account, step, target)
      .filter((to) => to.id !== node.id)
      .map((to) => ({
        to,
        does: target ? `${step.name} (${target.name})` : step.name,
        by: found.by,
        when: found.when,
      }));
  });
}

/** Does a step that reaches into members work from an account? */
function rulesMembers({ core, plan }: World, account: Account, { rootAccess }: Step): boolean {
  if (account === core.management) return true;
  return rootAccess === true && plan.management.rootAccess && account === core.access;
}

function gained(
  world: World,
  account: Account,
  { gives }: Step,
  target: Target | null,
): readonly Node[] {
  switch (gives) {
    case "target":
      return target ? [target.node(world)] : [];
    case "stronger":
      return target ? [target.stronger(world)] : [];
    case "everything":
      return [everythingNode(world, account)];
    case "members":
      return representatives(world)
        .filter((one) => one !== world.core.management)
        .map((one) => everythingNode(world, one));
  }
}

interface Met {
  readonly by: readonly string[];
  readonly when: string | null;
}

function needsOf(
  world: World,
  node: Node,
  account: Account,
  step: Step,
  target: Target | null,
  boundaries: Boundaries,
): Met | null {
  const by: string[] = [];
  const when: string[] = [];
  const more = about(step, target, boundaries);
  for (const need of step.needs) {
    const actions = typeof need === "string" ? [need] : need;
    const met = actions.find((action) => {
      const resources = target?.resources ?? world.anyResource(action, account);
      const found = possibly(world, node.actor, action, resources, account, more);
      // That a role has another boundary, or none, is known; that a request names none is not.
      const known = step.withoutBoundary ? true : boundaries.another;
      const condition = found && conditionOf(world, found, known);
      if (condition !== null) when.push(condition);
      return found !== null;
    });
    if (met === undefined) return null;
    by.push(met);
  }
  return { by, when: when.length === 0 ? null : [...new Set(when)].join("; ") };
}

/** What the request says of boundaries: a role's own, or none. */
function about(step: Step, target: Target | null, { own, another }: Boundaries): About {
  if (!target) return {};
  if (target.kind !== "role") return { given: target.given };
  return target.bounded && !step.withoutBoundary
    ? { given: target.given, context: { "iam:PermissionsBoundary": own } }
    : { given: and(target.given, another) };
}

interface Boundaries {
  /** ARN of the landing zone's. */
  readonly own: string;
  /** That it is not this one. */
  readonly another: Formula;
}

function boundariesIn({ cast }: World, account: Account): Boundaries {
  const own = cast.documents.fill(boundaryArn, account.id);
  const is = test("", "StringEquals", "iam:PermissionsBoundary", [own]);
  return { own, another: atomic(is, true) };
}
