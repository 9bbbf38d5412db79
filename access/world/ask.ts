import type { ArnPattern } from "../policy/arn";
import type { Context, ContextValue } from "../policy/context";
import { decide } from "../policy/decide";
import { and, atomic, keyOf, not, type Formula, type Literal } from "../policy/formula";
import { holdsFor, implies, possible, witness } from "../policy/possible";
import type { Layers, Request, Trace } from "../policy/request";
import { literalWords } from "../policy/words";
import type { Account } from "./accounts";
import { EVERYTHING, type Actor } from "./actors";
import type { Question, World } from "./world";

/** What an honest request has: nobody who asks a question means a request without TLS. */
const HONEST: Readonly<Record<string, ContextValue>> = {
  "aws:SecureTransport": "true",
  "aws:ViaAWSService": "false",
};
/** Access control lists are switched off in S3's new buckets: nobody who asks means a grant by one. */
const HONEST_TO_S3: Readonly<Record<string, ContextValue>> = Object.fromEntries(
  ["full-control", "read", "read-acp", "write", "write-acp"].map((grant) => [
    `s3:x-amz-grant-${grant}`,
    null,
  ]),
);

/** Keys of an honest request in the home region. */
export function honestKeys(
  { plan }: World,
  action: string,
): Readonly<Record<string, ContextValue>> {
  return {
    ...HONEST,
    "aws:RequestedRegion": plan.organization.homeRegion,
    ...(/^s3:/i.test(action) ? HONEST_TO_S3 : {}),
  };
}

/** Decides what an actor asks for: yes, no, or what would have to hold. */
export function ask(world: World, actor: Actor, question: Question, trace?: Trace): Formula {
  return asker(world, actor, question.owner, question.context)(question, trace);
}

/** The same for many actions of one actor on resources of one account. */
export function asker(
  world: Omit<World, "grants">,
  actor: Actor,
  owner: Account | null,
  context: Question["context"] = {},
): (asked: Pick<Question, "action" | "resources">, trace?: Trace) => Formula {
  const keys = contextFor(world, actor, owner, context);
  const layers: Layers = {
    ...actor.layers,
    ...(actor.account ? { scps: world.above(actor.account).scps } : {}),
    ...(owner ? { rcps: world.above(owner).rcps } : {}),
  };
  return ({ action, resources }, trace) => {
    const resource = world.policyOn({ action, resources, owner, context });
    const request: Request = {
      principal: actor.principal,
      action,
      resources,
      owner: owner?.id ?? null,
      context: keys,
    };
    const decision = decide(request, resource ? { ...layers, resource } : layers, trace);
    if (typeof decision === "boolean" || actor.given === true) return decision;
    return implies(actor.given, not(decision), resources) ? true : and(decision, actor.given);
  };
}

/**
 * What the organization's policies alone say to an actor who has everything else: for many actions on
 * resources of one account.
 */
export function guards(
  world: Omit<World, "grants">,
  actor: Actor,
  owner: Account,
): (asked: Pick<Question, "action" | "resources">) => Formula {
  const { scps } = world.above(actor.account ?? owner);
  const { rcps } = world.above(owner);
  const layers: Layers = { identity: [EVERYTHING], scps, rcps };
  const context = contextFor(world, actor, owner, {});
  return ({ action, resources }) =>
    decide({ principal: actor.principal, action, resources, owner: owner.id, context }, layers);
}

/** Could the actor do it, if all that is not known were as it wishes? */
export function could(world: World, actor: Actor, question: Question): boolean {
  return possible(ask(world, actor, question), question.resources);
}

/** How it is possible, in words; null if it is not. Empty: without any condition. */
export function how(
  world: World,
  actor: Actor,
  question: Question,
  given: Formula = true,
): string | null {
  return inWords(world, actor, ask(world, actor, question), question.resources, given);
}

/** The same of what is decided already, without what is said of the actor anyway. */
export function inWords(
  world: World,
  { given: always }: Actor,
  formula: Formula,
  resources: readonly ArnPattern[],
  given: Formula,
): string | null {
  if (formula === false) return null;
  const found = witness(and(formula, given), resources);
  if (found === null) return null;
  const known = keyOf(always);
  return literalWords(
    worthSaying(world, found).filter(({ atom, negated }) => keyOf(atomic(atom, negated)) !== known),
  );
}

/** Tests that not every honest request passes anyway. */
export function worthSaying(world: World, literals: readonly Literal[]): readonly Literal[] {
  const keys = new Map(
    Object.entries(honestKeys(world, "s3:*")).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return literals.filter(({ atom, negated }) => {
    const value = atom.kind === "resource" ? undefined : keys.get(atom.key.toLowerCase());
    if (value === undefined || Array.isArray(value)) return true;
    if (atom.kind !== "test") return (value !== null) === negated;
    if (value === null) return (atom.qualifier === "ForAllValues") === negated;
    return typeof value === "string" && !holdsFor({ atom, negated }, value);
  });
}

/** Keys of the question win over what AWS fills in; of tags the actor may be known to have no more. */
function contextFor(
  { cast }: Pick<World, "cast">,
  { facts, tagsKnown }: Actor,
  owner: Account | null,
  context: NonNullable<Question["context"]>,
): Context {
  const own = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => {
    const asked = own.size === 0 ? undefined : own.get(key);
    if (asked !== undefined) return asked;
    if (key === "aws:resourceaccount") return owner?.id;
    if (key === "aws:resourceorgid") return owner ? cast.organizationId : undefined;
    const fact = facts[key];
    if (fact !== undefined) return fact;
    return tagsKnown && key.startsWith("aws:principaltag/") ? null : undefined;
  };
}
