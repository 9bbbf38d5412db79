import { boundaryArn } from "../../iam/names";
import type { ContextValue } from "../policy/context";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { and, atomic, type Formula, type Literal } from "../policy/formula";
import { witness } from "../policy/possible";
import { literalWords } from "../policy/words";
import type { Account } from "../world/accounts";
import { accessRole, type FunctionRole } from "../world/actors";
import { ask, type World } from "../world/world";
import {
  everythingNode,
  functionNode,
  serviceNode,
  targetsIn,
  type Node,
  type Target,
} from "./nodes";
import { INTO_WORKLOADS, ONLY_DELIVER, STARTERS, STEPS, type Step } from "./steps";

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
  const assumed = assumptions(world, node);
  // Of somebody outside the organization only the organization's own documents are known.
  if (!account) return assumed;
  return [
    ...assumed,
    ...STEPS.flatMap((step) => taken(world, node, account, step)),
    ...passedRoles(world, node, account),
    ...intoWorkloads(world, node, account),
  ];
}

/** Is it possible, and how? The tests that hold, or null. */
function possibly(
  world: World,
  { actor }: Node,
  action: string,
  resources: readonly ArnPattern[],
  owner: Account,
  more: {
    readonly given?: Formula;
    readonly context?: Readonly<Record<string, ContextValue>>;
  } = {},
): readonly Literal[] | null {
  const question = { action, resources, owner, ...(more.context ? { context: more.context } : {}) };
  const formula = ask(world, actor, question);
  if (formula === false) return null;
  return witness(more.given === undefined ? formula : and(formula, more.given), resources);
}

/** What is said of the request: not what merely repeats who asks, and about what. */
function conditionOf(found: readonly Literal[]): string | null {
  const said = found.filter(
    ({ atom }) => atom.kind !== "resource" && !/^aws:Principal(Arn|OrgID)$/i.test(atom.key),
  );
  return said.length === 0 ? null : literalWords(said);
}

/** Roles of the landing zone in every account, and the management account's own ways in. */
function assumptions(world: World, node: Node): readonly Edge[] {
  const edges: Edge[] = [];
  for (const account of representatives(world)) {
    const roles = [
      ...world.roles(account).map((role) => ({ arn: role.arn, node: functionNode(role) })),
      ...(account.class.accessRole === null
        ? []
        : [
            {
              arn: accessRole(world.cast, account).arn,
              node: everythingNode(world, account),
            },
          ]),
    ];
    for (const role of roles) {
      if (role.node.id === node.id) continue;
      const found = possibly(world, node, "sts:AssumeRole", [arnPattern(role.arn)], account);
      if (!found) continue;
      edges.push({
        to: role.node,
        does: `assumes ${role.arn}`,
        by: ["sts:AssumeRole"],
        when: conditionOf(found),
      });
    }
  }
  return edges;
}

/** Two accounts of each class: what one can do to itself, it need not be able to do to its like. */
export function representatives({ accounts }: World): readonly Account[] {
  return accounts.classes.flatMap(({ names }) =>
    names.slice(0, 2).flatMap((name) => accounts.find(name) ?? []),
  );
}

function taken(world: World, node: Node, account: Account, step: Step): readonly Edge[] {
  if (step.management && account !== world.core.management) return [];
  const targets =
    step.on === null ? [null] : targetsIn(world, account).filter(({ kind }) => kind === step.on);
  return targets.flatMap((target): readonly Edge[] => {
    if (target && itself(node, target) && step.gives === "target") return [];
    const found = needsOf(world, node, account, step, target);
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

function itself(node: Node, target: Target): boolean {
  const [only] = target.resources;
  return only !== undefined && "parts" in only && only.parts.join(":") === node.actor.principal.arn;
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
    case "workloads":
      return [serviceNode(world, account)];
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
): Met | null {
  const by: string[] = [];
  const when: string[] = [];
  for (const need of step.needs) {
    const actions = typeof need === "string" ? [need] : need;
    const met = actions.find((action) => {
      const resources = target?.resources ?? world.anyResource(action, account);
      const found = possibly(
        world,
        node,
        action,
        resources,
        account,
        about(world, account, step, target),
      );
      const condition = found && conditionOf(found);
      if (condition !== null && condition !== undefined) when.push(condition);
      return found !== null;
    });
    if (met === undefined) return null;
    by.push(met);
  }
  return { by, when: when.length === 0 ? null : [...new Set(when)].join("; ") };
}

/** What the request says of boundaries: a role's own, or none. */
function about(
  world: World,
  account: Account,
  step: Step,
  target: Target | null,
): { readonly given?: Formula; readonly context?: Readonly<Record<string, ContextValue>> } {
  if (!target) return {};
  const boundary = world.cast.documents.fill(boundaryArn, account.id);
  const another = atomic(test("", "StringEquals", "iam:PermissionsBoundary", [boundary]), true);
  if (target.kind !== "role") return { given: target.given };
  return target.bounded && !step.withoutBoundary
    ? { given: target.given, context: { "iam:PermissionsBoundary": boundary } }
    : { given: and(target.given, another) };
}

/** Roles that can be handed to a service which somebody can make act with them. */
function passedRoles(world: World, node: Node, account: Account): readonly Edge[] {
  const roles = targetsIn(world, account).filter(({ kind }) => kind === "role");
  return roles.flatMap((target): readonly Edge[] => {
    const given = { given: target.given };
    const to = target.node(world);
    if (to.id === node.id) return [];
    if (!possibly(world, node, "iam:PassRole", target.resources, account, given)) return [];
    const passed = firstOf(servicesUsed(world, node, account), ({ principal }) =>
      possibly(world, node, "iam:PassRole", target.resources, account, {
        ...given,
        context: { "iam:PassedToService": principal },
      }),
    );
    if (!passed) return [];
    return [
      {
        to,
        does: `passes the role to ${passed.principal} (${target.name})`,
        by: ["iam:PassRole", passed.action],
        when: null,
      },
    ];
  });
}

interface Used {
  readonly principal: string;
  readonly action: string;
}

const PLAINLY_STARTS = /:(Create|Run|Start|Put|Register|Request|Update)/;

function firstOf<T>(all: Iterable<T>, fits: (one: T) => unknown): T | undefined {
  for (const one of all) if (fits(one)) return one;
  return undefined;
}

/**
 * Services that somebody can make act, each with an action that does; those of the table first, as
 * the others take long to find and are seldom needed.
 */
function* servicesUsed(world: World, node: Node, account: Account): Iterable<Used> {
  for (const [principal, actions] of Object.entries(STARTERS)) {
    const action = actions.find((one) =>
      possibly(world, node, one, world.anyResource(one, account), account),
    );
    if (action !== undefined) yield { principal, action };
  }
  // Only a function role's permissions are in doubt: others, where they may pass, may do the rest.
  if (node.what !== "function") return;
  const others = new Map<string, string>();
  for (const { name, service, level } of world.grants(node.actor as FunctionRole).keys()) {
    if (level === "list" || level === "read") continue;
    const principal = `${service}.amazonaws.com`;
    if (Object.hasOwn(STARTERS, principal) || ONLY_DELIVER.includes(principal)) continue;
    const known = others.get(principal);
    if (known === undefined || (PLAINLY_STARTS.test(name) && !PLAINLY_STARTS.test(known))) {
      others.set(principal, name);
    }
  }
  for (const [principal, action] of others) yield { principal, action };
}

function intoWorkloads(world: World, node: Node, account: Account): readonly Edge[] {
  const to = serviceNode(world, account);
  if (node.id === to.id) return [];
  const way = INTO_WORKLOADS.find((actions) =>
    actions.every((action) =>
      possibly(world, node, action, world.anyResource(action, account), account),
    ),
  );
  return way ? [{ to, does: "enters what runs there", by: way, when: null }] : [];
}
