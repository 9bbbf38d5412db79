import { hasWildcards } from "../iam/glob";
import { accountOf, arnPattern, type ArnPattern } from "./policy/arn";
import type { ContextValue } from "./policy/context";
import { and, type Formula } from "./policy/formula";
import { possible } from "./policy/possible";
import type { Reason } from "./policy/request";
import { simplified } from "./policy/simplified";
import { formulaWords } from "./policy/words";
import { comingsOf, leadsTo, rolesFor, type Coming, type Enterable } from "./coming";
import { arnWithIds, type Asker } from "./principals";
import type { Account } from "./world/accounts";
import type { Actor, SignIn } from "./world/actors";
import { ask, honestKeys } from "./world/ask";
import type { Question, World } from "./world/world";

export type Verdict = "allowed" | "denied" | "conditional";

/** What is asked, in an account. */
export interface Asking {
  readonly account: Account;
  readonly action: string;
  /** ARN, with wildcards for any of many; null: any resource that the action can be asked for. */
  readonly resource: string | null;
  readonly context: Readonly<Record<string, ContextValue>>;
  /** With MFA, or with an access key alone. */
  readonly mfa: boolean;
}

/** One decision on the way. */
export interface Hop {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly verdict: Verdict;
  /** What has to hold, where the verdict is conditional. */
  readonly condition: string | null;
  readonly reasons: readonly Reason[];
}

/** A way in which somebody could do it: by one role, or by the user itself. */
export interface Route {
  readonly as: string;
  readonly verdict: Verdict;
  readonly condition: string | null;
  readonly hops: readonly Hop[];
}

export interface Answer {
  readonly verdict: Verdict;
  readonly condition: string | null;
  readonly routes: readonly Route[];
  /** Said where there is no way at all. */
  readonly note: string | null;
}

/** Can somebody do this? Every way is decided, hop by hop. */
export function can(world: World, asker: Asker, asking: Asking): Answer {
  const question = honest(world, questionOf(world, asking));
  if (asker.kind === "principal") {
    return answer([route(world, [{ actor: asker.actor, question, as: asker.actor.name }])], null);
  }
  const how: SignIn = asking.mfa ? "mfa" : "access-key";
  const comings = comingsOf(world, asker, how).filter(
    // Only users have these keys: nobody who signs in elsewhere makes such a request.
    ({ by }) => by === "iam-users" || by === "partner" || !saysMfa(asking.context),
  );
  const roles = rolesFor(world, asker, asking.account);
  const routes = comings.flatMap((coming) => [
    ...roles
      .filter((role) => leadsTo(coming, role))
      .map((role) => byRole(world, coming, role, question)),
    ...(asking.account === coming.actor.account
      ? [
          route(world, [
            ...before(coming),
            { actor: coming.actor, question, as: coming.actor.name },
          ]),
        ]
      : []),
  ]);
  return answer(routes, routes.length === 0 ? noWay(asker, asking, comings) : null);
}

function saysMfa(context: Asking["context"]): boolean {
  return Object.entries(context).some(
    ([key, value]) => value !== null && /^aws:multifactorauth/i.test(key),
  );
}

function noWay(
  asker: Exclude<Asker, { kind: "principal" }>,
  { account }: Asking,
  comings: readonly Coming[],
): string {
  if (comings.length === 0) return "Identity Center lets nobody in without MFA, by its own setting";
  const who =
    asker.kind === "partner" ? asker.partner.name : asker.functions.join(", ") || "no function";
  return `${who}: there is no role in ${account.name} to enter`;
}

/** Resources and owner of what is asked. */
export function questionOf(
  world: World,
  { account, action, resource, context }: Omit<Asking, "mfa">,
): Question {
  if (resource === null || resource === "*") {
    return { action, resources: world.anyResource(action, account), owner: account, context };
  }
  const arn = arnWithIds(world, resource);
  const owner = ownerIn(world, arn, account);
  return { action, resources: [arnPattern(arn)], owner, context };
}

/** Whose an ARN is; one that names no single account is about the account in question. */
function ownerIn({ accounts }: World, arn: string, account: Account): Account | null {
  const id = accountOf(arn);
  const isSingle = /^[\w<]/.test(id) && id !== "aws" && !hasWildcards(id);
  return isSingle ? (accounts.find(id) ?? null) : account;
}

/** The same question, asked by an honest request. */
export function honest(world: World, question: Question): Question {
  return { ...question, context: { ...honestKeys(world, question.action), ...question.context } };
}

interface Step {
  readonly actor: Actor;
  readonly question: Question;
  readonly as: string;
}

/** Somebody comes, becomes a role, then acts. */
export function byRole(world: World, coming: Coming, role: Enterable, question: Question): Route {
  const keys = question.context ?? {};
  const inside = { ...question, context: keysThat(keys, (key) => !OF_ENTERING.test(key)) };
  const { actor } = coming;
  return route(world, [
    ...before(coming),
    { actor, question: entering(world, coming, role, keys), as: actor.name },
    { actor: role, question: inside, as: role.name },
  ]);
}

function before({ arrivals }: Coming): readonly Step[] {
  return arrivals.map(({ actor, question }) => ({ actor, question, as: actor.name }));
}

/**
 * The assumption of a role by somebody, who gives the session the own name. What the request says of
 * where and when it is made counts here, too.
 */
function entering(
  world: World,
  { says }: Coming,
  role: Enterable,
  keys: Asking["context"] = {},
): Question {
  return {
    action: "sts:AssumeRole",
    resources: [arnPattern(role.arn)],
    owner: role.account,
    context: {
      ...honestKeys(world, "sts:AssumeRole"),
      ...says,
      ...keysThat(keys, (key) => /^(aws|sts):/i.test(key)),
    },
  };
}

/** Keys of the entering alone: the session that it gives has none of them. */
const OF_ENTERING = /^(aws:multifactorauth|sts:(rolesessionname|externalid|sourceidentity))/i;

function keysThat(keys: Asking["context"], fit: (key: string) => boolean): Asking["context"] {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => fit(key)));
}

function route(world: World, steps: readonly Step[]): Route {
  const decided = steps.map(({ actor, question, as }) => decideHop(world, actor, question, as));
  const verdicts = decided.map(({ hop }) => hop.verdict);
  const formula = and(...decided.map(({ formula: one }) => one));
  const verdict = verdicts.includes("denied")
    ? "denied"
    : verdicts.includes("conditional")
      ? "conditional"
      : "allowed";
  return {
    as: steps.at(-1)?.as ?? "",
    verdict,
    condition: verdict === "conditional" ? formulaWords(simplified(formula)) : null,
    hops: decided.map(({ hop }) => hop),
  };
}

function decideHop(
  world: World,
  actor: Actor,
  question: Question,
  who: string,
): { readonly hop: Hop; readonly formula: Formula } {
  const reasons: Reason[] = [];
  const formula = ask(world, actor, question, (reason) => reasons.push(reason));
  const verdict = verdictOf(formula, question.resources);
  const hop: Hop = {
    who,
    action: question.action,
    resource: question.resources.map(patternText).join(" or "),
    verdict,
    condition: verdict === "conditional" ? formulaWords(simplified(formula)) : null,
    reasons,
  };
  return { hop, formula };
}

export function verdictOf(formula: Formula, resources: readonly ArnPattern[]): Verdict {
  if (formula === true) return "allowed";
  return possible(formula, resources) ? "conditional" : "denied";
}

function patternText(pattern: ArnPattern): string {
  if ("any" in pattern) return "any resource";
  return pattern.parts.every((part) => part === "") ? "*" : pattern.parts.join(":");
}

/** Any way that is allowed is enough. */
function answer(routes: readonly Route[], note: string | null): Answer {
  const best =
    routes.find(({ verdict }) => verdict === "allowed") ??
    routes.find(({ verdict }) => verdict === "conditional");
  if (!best) return { verdict: "denied", condition: null, routes, note };
  const open = routes.filter(({ verdict }) => verdict === "conditional");
  const condition =
    best.verdict === "allowed"
      ? null
      : open
          .map(({ as, condition: one }) => (open.length > 1 ? `as ${as}: ${one ?? ""}` : one))
          .join("; or ");
  return { verdict: best.verdict, condition, routes, note };
}
