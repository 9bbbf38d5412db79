import { byRole, honest, questionOf, verdictOf, type Asking, type Verdict } from "./can";
import { simplified } from "./policy/simplified";
import { formulaWords } from "./policy/words";
import { comingsOf } from "./coming";
import { anybodyOf, functionsOf } from "./principals";
import type { Account } from "./world/accounts";
import { accessRole, awsService, rootUser, serviceRole, type Actor } from "./world/actors";
import { ask } from "./world/ask";
import type { Question, World } from "./world/world";

/** Somebody who can do it, and how. */
export interface Holder {
  readonly kind: "function" | "person" | "service-role" | "access-role" | "root" | "aws-service";
  readonly name: string;
  /** People of a function; empty where it is about no people. */
  readonly people: readonly string[];
  readonly verdict: Exclude<Verdict, "denied">;
  readonly condition: string | null;
  /** How it comes about, where the name does not say it. */
  readonly how: string;
}

/**
 * Everybody who can do something in an account: people by their functions, people's own users in the
 * access account, and what no function shows: roles that people made, the role by which management
 * enters, the root user, AWS's services that a resource's policy names.
 */
export function whoCan(world: World, asking: Omit<Asking, "mfa">): readonly Holder[] {
  const question = honest(world, questionOf(world, asking));
  return [
    ...byFunction(world, asking.account, question),
    ...usersThemselves(world, asking.account, question),
    ...behindPeople(world, asking.account, question),
    ...servicesNamed(world, question),
  ];
}

function byFunction(world: World, account: Account, question: Question): readonly Holder[] {
  return functionsOf(world).flatMap((fn): readonly Holder[] => {
    const role = world.role(fn, account);
    if (!role) return [];
    const routes = comingsOf(world, anybodyOf(fn), "mfa").map((coming) =>
      byRole(world, coming, role, question),
    );
    const route =
      routes.find(({ verdict }) => verdict === "allowed") ??
      routes.find(({ verdict }) => verdict === "conditional");
    if (!route || route.verdict === "denied") return [];
    const { verdict, condition } = route;
    const people = world.plan.people.users
      .filter(({ functions }) => functions.includes(fn))
      .map(({ name }) => name);
    return [{ kind: "function", name: fn, people, verdict, condition, how: "enters with MFA" }];
  });
}

function usersThemselves(world: World, account: Account, question: Question): readonly Holder[] {
  if (account !== world.core.access) return [];
  return world.plan.people.users.flatMap((user): readonly Holder[] =>
    comingsOf(world, { kind: "person", ...user }, "mfa")
      .filter(({ by }) => by === "iam-users")
      .flatMap(({ actor }) => holder(world, actor, question, "person", "as a user, with MFA")),
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
  const { logs } = world.plan;
  const names = [logs.bucketPolicy, logs.keyPolicy].flatMap(({ Statement }) =>
    Statement.flatMap(({ Effect, Principal }) =>
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
