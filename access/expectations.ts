import { isOutsideItsType } from "../model/plan";
import type { Expectation } from "../model/schema";
import { questionOf } from "./can";
import { arnPattern } from "./policy/arn";
import { comingsLetIn, leadsTo, rolesFor, type Coming } from "./coming";
import { anybodyOf, functionsOf, type Asker } from "./principals";
import type { Account } from "./world/accounts";
import type { Actor, SignIn } from "./world/actors";
import { how } from "./world/ask";
import type { World } from "./world/world";

type Person = Extract<Asker, { kind: "person" }>;

/** Somebody, and every way in which they are let in. */
interface Comer {
  readonly asker: Person;
  readonly comings: readonly Coming[];
}

/** The cases in which it does not hold, each with what makes it so. */
export function* brokenExpectations(world: World, expectation: Expectation): Iterable<string> {
  const accounts = accountsIn(world, expectation);
  if (accounts.length === 0) {
    if (expectation.can !== undefined) yield "there are no such accounts";
    return;
  }
  const askers = askersOf(world, expectation.who);
  const signIns: readonly SignIn[] =
    expectation.without === "mfa" ? ["console", "access-key"] : ["mfa"];
  // How somebody comes is the same for every account.
  const comers = askers.map((asker) => ({
    asker,
    comings: signIns.flatMap((signIn) => comingsLetIn(world, asker, signIn)),
  }));
  for (const account of accounts) {
    for (const comer of comers) {
      yield* expectation.can === undefined
        ? forbidden(world, expectation, comer, account)
        : missing(world, expectation, comer, account);
    }
  }
}

/** One account of each class that the expectation is about. */
function accountsIn({ accounts }: World, { in: where }: Expectation): readonly Account[] {
  if (where?.account !== undefined) return [accounts.find(where.account) ?? []].flat();
  // An account that waits in the staging unit, or in quarantine, has no roles, whatever its type.
  return accounts.classes
    .filter(({ type }) => where?.type === undefined || where.type === type)
    .map((one) => accounts.example(one))
    .filter(({ planned }) => !isOutsideItsType(planned.lifecycle));
}

/** Everybody: a person of each function, and the people themselves. */
function askersOf(world: World, who: string): readonly Person[] {
  const people: readonly Person[] = world.plan.people.users.map((user) => ({
    kind: "person",
    ...user,
  }));
  const somebodies = functionsOf(world).map((fn) => anybodyOf(fn));
  if (who === "everyone") return [...somebodies, ...people];
  const found = people.find(({ name }) => name === who);
  return found ? [found] : [anybodyOf(who)];
}

/** How somebody acts in an account: by roles that can be entered, or as the user itself. */
function ways(world: World, { asker, comings }: Comer, account: Account): readonly Actor[] {
  const roles = rolesFor(world, asker, account);
  const actors = comings.flatMap((coming): readonly Actor[] => {
    const { actor } = coming;
    const entered = roles.filter((role) => {
      if (!leadsTo(coming, role)) return false;
      const resources = [arnPattern(role.arn)];
      const question = { action: "sts:AssumeRole", resources, owner: account };
      return how(world, actor, question) !== null;
    });
    return account === actor.account ? [...entered, actor] : entered;
  });
  // Several ways in lead to the same role.
  return [...new Set(actors)];
}

function* forbidden(
  world: World,
  { cannot, resource, context }: Expectation,
  comer: Comer,
  account: Account,
): Iterable<string> {
  const { asker } = comer;
  const actors = ways(world, comer, account);
  if (actors.length === 0) return;
  const seen = new Set<string>();
  const where = { account, resource: resource ?? null, context };
  for (const { name: action } of actionsOf(world, cannot)) {
    const question = questionOf(world, { ...where, action });
    for (const actor of actors) {
      const found = how(world, actor, question);
      if (found === null || seen.has(`${action} ${actor.name}`)) continue;
      seen.add(`${action} ${actor.name}`);
      yield `${who(asker)} can ${action} in ${account.name}, as ${actor.name}${found && `, when ${found}`}`;
    }
  }
}

function* missing(
  world: World,
  { can, resource, context }: Expectation,
  comer: Comer,
  account: Account,
): Iterable<string> {
  const { asker } = comer;
  const actors = ways(world, comer, account);
  if (actors.length === 0) {
    yield `${who(asker)} has no role to enter in ${account.name}`;
    return;
  }
  const where = { account, resource: resource ?? null, context };
  for (const { name: action } of actionsOf(world, can)) {
    const question = questionOf(world, { ...where, action });
    if (actors.some((actor) => how(world, actor, question) !== null)) continue;
    yield `${who(asker)} cannot ${action} in ${account.name}, as ${actors.map(({ name }) => name).join(" or ")}`;
  }
}

const who = ({ name, functions }: Person): string =>
  name.startsWith("<") ? functions.join(", ") : name;

function actionsOf({ actions }: World, patterns: string | readonly string[] = []) {
  return [...new Set([patterns].flat().flatMap((pattern) => actions.matching(pattern)))];
}
