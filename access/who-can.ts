import type { PlannedPerson } from "../model/plan";
import { policiesOn } from "../model/policies-on";
import { byRole, honest, questionOf, verdictOf, type Asking, type Verdict } from "./can";
import { simplified } from "./policy/simplified";
import { formulaWords } from "./policy/words";
import { comingsLetIn, comingsOf, leadsTo, rolesFor, type Enterable } from "./coming";
import { anybodyOf, functionsOf, type Asker } from "./principals";
import type { Account } from "./world/accounts";
import { accessRole, awsService, rootUser, serviceRole, type Actor } from "./world/actors";
import { ask } from "./world/ask";
import { breakGlassUser, isPartnerRole, type OwnRole } from "./world/own-roles";
import type { Question, World } from "./world/world";

type People = Exclude<Asker, { kind: "principal" }>;

/** Somebody who can do it, and how. */
export interface Holder {
  readonly kind:
    | "function"
    | "person"
    | "partner"
    | "break-glass"
    | "machine"
    | "service-role"
    | "access-role"
    | "root"
    | "aws-service";
  readonly name: string;
  /** People of a function; empty where it is about no people. */
  readonly people: readonly string[];
  readonly verdict: Exclude<Verdict, "denied">;
  readonly condition: string | null;
  /** How it comes about, where the name does not say it. */
  readonly how: string;
}

/**
 * Everybody who can do something in an account: people by their functions, people themselves in the
 * access account, partners, and what no function shows: break-glass, pipelines, roles that people
 * made, the role by which management enters, the root user, AWS's services that a resource's policy
 * names.
 */
export function whoCan(world: World, asking: Omit<Asking, "mfa">): readonly Holder[] {
  const question = honest(world, questionOf(world, asking));
  return [
    ...byFunction(world, asking.account, question),
    ...usersThemselves(world, asking.account, question),
    ...partners(world, asking.account, question),
    ...breakGlass(world, asking.account, question),
    ...machines(world, asking.account, question),
    ...services(world, asking.account, question),
    ...behindPeople(world, asking.account, question),
    ...servicesNamed(world, question),
  ];
}

function byFunction(world: World, account: Account, question: Question): readonly Holder[] {
  return functionsOf(world).flatMap((fn): readonly Holder[] => {
    const role = world.role(fn, account);
    if (!role) return [];
    const route = bestOf(world, anybodyOf(fn), role, question);
    if (!route) return [];
    const people = world.plan.people.users
      .filter(({ functions }) => functions.includes(fn))
      .filter((user) => mayCome(world, user, fn, role, question))
      .map(({ name }) => name);
    return [{ kind: "function", name: fn, people, ...route, how: "enters with MFA" }];
  });
}

/** Of somebody without limits the function says it all. */
function mayCome(
  world: World,
  user: PlannedPerson,
  fn: string,
  role: Enterable,
  question: Question,
): boolean {
  if (user.limits === null && user.until === null) return true;
  const asker = { kind: "person", ...user, functions: [fn] } as const;
  return bestOf(world, asker, role, question) !== null;
}

/** The best of the ways in which somebody does it by a role; null if there is none. */
function bestOf(
  world: World,
  asker: People,
  role: Enterable,
  question: Question,
): Pick<Holder, "verdict" | "condition"> | null {
  const routes = comingsOf(world, asker, "mfa")
    .filter((coming) => leadsTo(coming, role))
    .map((coming) => byRole(world, coming, role, question));
  const route =
    routes.find(({ verdict }) => verdict === "allowed") ??
    routes.find(({ verdict }) => verdict === "conditional");
  if (!route || route.verdict === "denied") return null;
  return { verdict: route.verdict, condition: route.condition };
}

function usersThemselves(world: World, account: Account, question: Question): readonly Holder[] {
  if (account !== world.core.access) return [];
  return world.plan.people.users.flatMap((user): readonly Holder[] =>
    comingsLetIn(world, { kind: "person", ...user }, "mfa").flatMap(({ by, actor }) => {
      const how = by === "iam-users" ? "as a user, with MFA" : "where people arrive, with MFA";
      return holder(world, actor, question, "person", how);
    }),
  );
}

/** People and software of other companies, by their roles. */
function partners(world: World, account: Account, question: Question): readonly Holder[] {
  return world.plan.partners.flatMap((partner) => {
    const asker = { kind: "partner", partner } as const;
    return rolesFor(world, asker, account).flatMap((role): readonly Holder[] => {
      const route = bestOf(world, asker, role, question);
      if (!route) return [];
      const { name, accountId, until } = partner;
      const how = `the partner ${name} of ${accountId}, as ${role.role.function ?? ""}, until ${until}`;
      return [{ kind: "partner", name, people: [], ...route, how }];
    });
  });
}

/** Roles that break-glass users enter. */
function isBreakGlass(role: OwnRole["role"]): boolean {
  return "kind" in role && (role.kind === "break-glass" || role.kind === "root-access");
}

/** The two users for when nothing else works, and their roles. */
function breakGlass(world: World, account: Account, question: Question): readonly Holder[] {
  const { cast, core, plan, ownRoles } = world;
  const users = account === core.access ? plan.breakGlass.users : [];
  return [
    ...users.flatMap((name) => {
      const user = breakGlassUser(cast, plan.breakGlass.policy, name, "mfa");
      return holder(world, user, question, "break-glass", "a break-glass user, with MFA");
    }),
    ...ownRoles(account)
      .filter(({ role }) => isBreakGlass(role))
      .flatMap((role) => {
        const how = `${plan.breakGlass.users.join(" or ")}, with MFA of this quarter of an hour`;
        return holder(world, role, question, "break-glass", how);
      }),
  ];
}

/** Pipelines, by the roles that their tokens open. */
function machines(world: World, account: Account, question: Question): readonly Holder[] {
  return world.ownRoles(account).flatMap((own): readonly Holder[] => {
    const { role } = own;
    if (isPartnerRole(role) || (role.kind !== "deploy" && role.kind !== "preview")) return [];
    const how =
      role.kind === "deploy" ? "pipelines, when they deploy" : "pipelines, for every pull request";
    return holder(world, own, question, "machine", how);
  });
}

/** AWS's services, by the roles that they work by. */
function services(world: World, account: Account, question: Question): readonly Holder[] {
  return world
    .ownRoles(account)
    .flatMap((own): readonly Holder[] =>
      !isPartnerRole(own.role) && own.role.kind === "service"
        ? holder(world, own, question, "aws-service", "one of AWS's services works by it")
        : [],
    );
}

/** Principals of the account that are nobody's function. */
function behindPeople(world: World, account: Account, question: Question): readonly Holder[] {
  const { cast } = world;
  const leaf = account.class.kind === "leaf";
  const entered = account.class.accessRole !== null;
  return [
    ...(leaf
      ? holder(
          world,
          serviceRole(cast, account),
          question,
          "service-role",
          "the most that roles for services can have, inside the boundary",
        )
      : []),
    ...(entered
      ? holder(
          world,
          accessRole(cast, account),
          question,
          "access-role",
          "administrators of the management account enter by it",
        )
      : []),
    ...holder(
      world,
      rootUser(cast, account),
      question,
      "root",
      "whoever holds the account's e-mail address and password",
    ),
  ];
}

/** AWS's services that the resource's own policy names. */
function servicesNamed(world: World, question: Question): readonly Holder[] {
  const names = policiesOn(world.plan).flatMap(({ policy }) =>
    policy.Statement.flatMap(({ Effect, Principal }) =>
      Effect === "Allow" && typeof Principal === "object" ? (Principal.Service ?? []) : [],
    ),
  );
  return [...new Set(names)].flatMap((name) =>
    holder(world, awsService(name), question, "aws-service", "the resource's policy names it"),
  );
}

function holder(
  world: World,
  actor: Actor,
  question: Question,
  kind: Holder["kind"],
  how: string,
): readonly Holder[] {
  const formula = ask(world, actor, question);
  const verdict = verdictOf(formula, question.resources);
  if (verdict === "denied") return [];
  const condition = verdict === "conditional" ? formulaWords(simplified(formula)) : null;
  return [{ kind, name: actor.name, people: [], verdict, condition, how }];
}
