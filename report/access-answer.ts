import type { Answer, Asking, Hop, Route } from "../access/can";
import type { Asker } from "../access/principals";
import { deciding, isGuardrail, reasonJson, reasonsText, statementWords } from "./access-reasons";
import { askerWords, somebody, withoutAccount } from "./access-words";
import { wrap } from "./wrap";

/** A question with its answer, and what is to be said beside. */
export interface Answered {
  readonly asker: Asker;
  readonly asking: Asking;
  readonly answer: Answer;
  readonly notes: readonly string[];
}

/** A decision for people: the verdict in a sentence, then the reasons that decided. */
export function answerText(answered: Answered): string {
  const { answer } = answered;
  const because = decidingHops(answer).flatMap(({ hop, entering }) => {
    const reasons = deciding(hop);
    return reasons.length === 0 ? [] : [`${hopWords(hop, entering)}:\n${reasonsText(reasons)}`];
  });
  return [sentence(answered), ...because, ...notesText(answered)].join("\n\n");
}

/** The same for machines. */
export function answerJson({ answer, notes }: Answered): unknown {
  return {
    decision: answer.verdict,
    condition: answer.condition,
    because: decidingHops(answer).flatMap(({ hop }) =>
      deciding(hop).map((reason) => reasonJson(hop, reason)),
    ),
    notes: allNotes(answer, notes),
  };
}

/** The answer's own is part of the sentence for people. */
export function allNotes({ note }: Answer, notes: readonly string[]): readonly string[] {
  return note === null ? notes : [note, ...notes];
}

/** `denied: ada may not ec2:RebootInstances in web-production, without MFA: …`. */
export function sentence({ asker, asking, answer }: Answered): string {
  const { verdict, condition } = answer;
  const may = verdict === "denied" ? "may not" : "may";
  const what = `${askerWords(asker)} ${may} ${asking.action}${circumstances(asking)}`;
  const as = verdict === "allowed" ? asRole(asker, asking, answer) : "";
  const why = verdict === "denied" ? causeWords(answer) : "";
  const if_ = condition === null ? "" : `, if ${condition}`;
  return wrap(`${verdict}: ${what}${as}${if_}${why}`, "  ");
}

function circumstances({ account, resource, mfa }: Asking): string {
  const on = resource === null ? "" : ` on ${resource}`;
  return `${on} in ${account.name}${mfa ? "" : " without MFA"}`;
}

/** By which of several functions. */
function asRole(asker: Asker, { account }: Asking, { routes }: Answer): string {
  if (asker.kind !== "person") return "";
  const by = routes.find(({ verdict }) => verdict === "allowed");
  const plain = by === undefined || by.hops.length < 2 || asker.name.startsWith("<");
  return plain ? "" : `, as ${withoutAccount(by.as, account)}`;
}

/** Why not, in a few words, if that is the same on every way. */
function causeWords({ routes, note }: Answer): string {
  if (note !== null) return ": there is no role for it to enter";
  const causes = new Set(routes.map(routeCause));
  const [cause = ""] = causes;
  return causes.size === 1 && cause !== "" ? `: ${cause}` : "";
}

function routeCause(route: Route): string {
  const { hop, entering } = decidingHop(route);
  const [first, ...more] = deciding(hop);
  if (!first) return "";
  const enters = entering === null ? "" : `it cannot enter ${entering}, `;
  const deny = [first, ...more].find(({ effect, when }) => effect === "deny" && when === true);
  if (deny?.layer === "aws") return `${enters}${deny.policy}`;
  return deny
    ? `${enters}${statementWords(deny.statement)} of ${isGuardrail(deny) ? "the guardrail " : ""}${deny.policy} denies it`
    : first.effect === "nothing allows"
      ? `${enters}nothing allows it`
      : enters;
}

interface Decided {
  readonly hop: Hop;
  /** The role that is entered by it, null where it is what was asked. */
  readonly entering: string | null;
}

function hopsOf({ hops, as }: Route): readonly Decided[] {
  return hops.map((hop, index) => ({ hop, entering: index < hops.length - 1 ? as : null }));
}

/** The first that was not allowed, or else the last. */
function decidingHop(route: Route): Decided {
  const hops = hopsOf(route);
  const found = hops.find(({ hop }) => hop.verdict === "denied") ?? hops.at(-1);
  if (!found) throw new Error("a route has a hop");
  return found;
}

/** Of all ways: the first one that is allowed, those that are open, or where each was refused. */
function decidingHops({ verdict, routes }: Answer): readonly Decided[] {
  switch (verdict) {
    case "allowed":
      return routes
        .filter((route) => route.verdict === "allowed")
        .slice(0, 1)
        .flatMap(hopsOf);
    case "conditional":
      return routes
        .filter((route) => route.verdict === "conditional")
        .flatMap(hopsOf)
        .filter(({ hop }) => hop.verdict === "conditional");
    case "denied":
      return routes.map(decidingHop);
  }
}

function hopWords({ who }: Hop, entering: string | null): string {
  return entering === null ? somebody(who) : `${somebody(who)}, entering ${entering}`;
}

export function notesText({ notes }: Pick<Answered, "notes">): readonly string[] {
  return notes.map((note) => wrap(`note: ${note}`, "  "));
}
