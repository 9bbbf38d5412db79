import {
  BOUNDARY_NAME,
  BREAK_GLASS_PATH,
  PEOPLE_PATH,
  PEOPLE_POLICY_NAME,
  RESERVED_PATH,
  SERVICE_PATH,
  STACKSET_EXECUTION_ROLES,
} from "../../iam/names";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import { and, atomic, type Formula } from "../policy/formula";
import { comingsLetIn, federated } from "../coming";
import type { Asker } from "../principals";
import type { Account } from "../world/accounts";
import { everything, serviceRole, type Actor, type FunctionRole } from "../world/actors";
import { breakGlassUser, isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import type { TargetKind } from "./steps";

/** Somebody whom an attacker can have become. */
export interface Node {
  readonly id: string;
  readonly actor: Actor;
  readonly what: "person" | "function" | "own-role" | "service-role" | "everything" | "other";
  /** Whom somebody is by signing in, beside `actor`. */
  readonly signsIn?: readonly Node[];
}

/** Something of an account that a step is about. */
export interface Target {
  readonly name: string;
  readonly kind: TargetKind;
  readonly resources: readonly ArnPattern[];
  /** What else holds of the resource, where it stands for many. */
  readonly given: Formula;
  /** Whom one becomes by it. */
  readonly node: (world: World) => Node;
  /** Whom one becomes by giving it any permissions. */
  readonly stronger: (world: World) => Node;
  /** Does it have the landing zone's boundary? */
  readonly bounded: boolean;
}

type People = Exclude<Asker, { kind: "principal" }>;

/** Somebody, signed in with MFA in every way that lets them in. */
export function personNode(world: World, asker: People): Node {
  const name = asker.kind === "partner" ? asker.partner.name : asker.name;
  const comings = comingsLetIn(world, asker, "mfa").map(({ actor }) => actor);
  const [only, ...others] = comings;
  const id = `${asker.kind} ${name}`;
  if (only && others.length === 0) return { id, actor: { ...only, name }, what: "person" };
  const signsIn = comings.map((actor): Node => {
    const nodeId = `${id} as ${actor.principal.issuer ?? actor.principal.arn}`;
    return { id: nodeId, actor, what: "person" };
  });
  return { id, actor: federated(name, name), what: "person", signsIn };
}

export function ownRoleNode(role: OwnRole): Node {
  return { id: role.arn, actor: role, what: "own-role" };
}

export function functionNode(role: FunctionRole): Node {
  return { id: role.arn, actor: role, what: "function" };
}

export function serviceNode(world: World, account: Account): Node {
  const actor = serviceRole(world.cast, account);
  return { id: `service ${account.id}`, actor, what: "service-role" };
}

/** Has it another boundary than every role should have? */
export function hasOwnBoundary({ plan }: World, { role }: FunctionRole): boolean {
  return (
    role.boundary !== plan.boundary &&
    JSON.stringify(role.boundary) !== JSON.stringify(plan.boundary)
  );
}

/** A role of which somebody made the most that its own boundary lets through. */
export function strongestNode(world: World, role: FunctionRole): Node {
  const { layers } = serviceRole(world.cast, role.account);
  const { boundary } = role.layers;
  const actor: Actor = {
    ...role,
    kind: "service-role",
    name: `${role.name}, given every permission inside its boundary`,
    layers: { identity: layers.identity, ...(boundary ? { boundary } : {}) },
  };
  return { id: `strongest ${role.arn}`, actor, what: "service-role" };
}

export function everythingNode(world: World, account: Account): Node {
  const actor = everything(world.cast, account);
  return { id: `everything ${account.id}`, actor, what: "everything" };
}

/** Where somebody begins: a person of the file or of a function, or one principal. */
export function startNode(world: World, asker: Asker): Node {
  if (asker.kind !== "principal") return personNode(world, asker);
  const { actor } = asker;
  switch (actor.kind) {
    case "function-role":
      return functionNode(actor as FunctionRole);
    case "own-role":
      return ownRoleNode(actor as OwnRole);
    case "service-role":
      return { id: `service ${actor.account?.id ?? ""}`, actor, what: "service-role" };
    default:
      return { id: actor.principal.arn, actor, what: "other" };
  }
}

/** What there is in an account to change or to become, in the names of the landing zone. */
export function targetsIn(world: World, account: Account): readonly Target[] {
  let known = TARGETS.get(world);
  if (!known) TARGETS.set(world, (known = new Map<string, readonly Target[]>()));
  let targets = known.get(account.id);
  if (!targets) known.set(account.id, (targets = allTargets(world, account)));
  return targets;
}

/** Found once for each account of a world. */
const TARGETS = new WeakMap<World, Map<string, readonly Target[]>>();

function allTargets(world: World, account: Account): readonly Target[] {
  return [
    ...rolesIn(world, account),
    ...policiesIn(world, account),
    ...(account === world.core.access ? peopleIn(world, account) : []),
    {
      ...common(world, account, "user", "user/*"),
      name: "any other user",
      given: outside(world, account, [`user${PEOPLE_PATH}*`, `user${BREAK_GLASS_PATH}*`]),
    },
    {
      ...common(world, account, "group", "group/*"),
      name: "any other group",
      given: outside(world, account, [`group${RESERVED_PATH}*`]),
    },
  ];
}

function rolesIn(world: World, account: Account): readonly Target[] {
  const service = (one: World): Node => serviceNode(one, account);
  const access = account.class.accessRole;
  const known = [
    `role${RESERVED_PATH}*`,
    `role${SERVICE_PATH}*`,
    `role/${STACKSET_EXECUTION_ROLES}`,
    ...(access === null ? [] : [`role/${access}`]),
    // AWS alone makes and changes these.
    "role/aws-service-role/*",
    "role/aws-reserved/*",
  ];
  return [
    ...world.roles(account).map((role): Target => ({
      ...common(world, account, "role", role.arn.slice(role.arn.indexOf("role/"))),
      name: `the role of ${role.role.function}`,
      node: () => functionNode(role),
      stronger: (one) => (hasOwnBoundary(one, role) ? strongestNode(one, role) : service(one)),
      bounded: true,
    })),
    ...world.ownRoles(account).map((role): Target => ({
      ...common(world, account, "role", role.arn.slice(role.arn.indexOf("role/"))),
      name: `the role ${role.role.name}`,
      node: () => ownRoleNode(role),
      // Of these a partner's alone has the boundary.
      ...(isPartnerRole(role.role) ? { stronger: service, bounded: true } : {}),
    })),
    {
      ...common(world, account, "role", `role${SERVICE_PATH}*`),
      name: `a role below ${SERVICE_PATH}`,
      node: service,
      stronger: service,
      bounded: true,
    },
    ...(access === null
      ? []
      : [{ ...common(world, account, "role", `role/${access}`), name: access }]),
    {
      ...common(world, account, "role", `role/${STACKSET_EXECUTION_ROLES}`),
      name: "StackSets' role",
    },
    {
      ...common(world, account, "role", "role/*"),
      name: "any other role",
      given: outside(world, account, known),
    },
  ];
}

function policiesIn(world: World, account: Account): readonly Target[] {
  const own = [`policy${RESERVED_PATH}*`, `policy${SERVICE_PATH}*`];
  const service = (one: World): Node => serviceNode(one, account);
  const people = account === world.core.access;
  return [
    {
      ...common(world, account, "policy", `policy${RESERVED_PATH}${BOUNDARY_NAME}`),
      name: "the boundary",
    },
    ...(people
      ? [
          {
            ...common(world, account, "policy", `policy${RESERVED_PATH}${PEOPLE_POLICY_NAME}`),
            name: "the people's policy",
          },
        ]
      : []),
    {
      ...common(world, account, "policy", `policy${SERVICE_PATH}*`),
      name: `a policy below ${SERVICE_PATH}`,
      node: service,
      stronger: service,
    },
    {
      ...common(world, account, "policy", "policy/*"),
      name: "any other policy",
      given: outside(world, account, own),
    },
  ];
}

/** People and their groups. Whoever gives them permissions has everything: no boundary holds them. */
function peopleIn(world: World, account: Account): readonly Target[] {
  return [
    ...(world.plan.identity.modes.includes("iam-users") ? world.plan.people.users : []).map(
      (user): Target => ({
        ...common(world, account, "user", `user${PEOPLE_PATH}${user.name}`),
        name: user.name,
        node: (one) => personNode(one, { kind: "person", ...user }),
      }),
    ),
    ...world.plan.breakGlass.users.map((name): Target => {
      const { cast, plan } = world;
      const actor = breakGlassUser(cast, plan.breakGlass.policy, name, "mfa");
      return {
        ...common(world, account, "user", `user${BREAK_GLASS_PATH}${name}`),
        name,
        node: () => ({ id: actor.principal.arn, actor, what: "other" }),
      };
    }),
    {
      ...common(world, account, "group", `group${RESERVED_PATH}*`),
      name: "a group of people",
    },
  ];
}

function common(
  world: World,
  account: Account,
  kind: TargetKind,
  resource: string,
): Omit<Target, "name"> {
  return {
    kind,
    resources: [arnPattern(arnIn(world, account, resource))],
    given: true,
    node: (one) => everythingNode(one, account),
    stronger: (one) => everythingNode(one, account),
    bounded: false,
  };
}

function arnIn({ cast }: World, account: Account, resource: string): string {
  return `arn:${cast.partition}:iam::${account.id}:${resource}`;
}

function outside(world: World, account: Account, resources: readonly string[]): Formula {
  return and(
    ...resources.map((resource) => {
      const text = arnIn(world, account, resource);
      return atomic(inResource(text, arnPattern(text)), true);
    }),
  );
}
