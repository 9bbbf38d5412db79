import { ANY_ARN, arnPattern, relate, type ArnPattern } from "./arn";
import { inResource } from "./atom";
import { conditions, type Conditions } from "./conditions";
import type { Context } from "./context";
import { and, atomic, not, or, type Formula } from "./formula";
import { globMatches } from "./glob";
import {
  parsePolicy,
  type Either,
  type Fault,
  type ParsedPolicy,
  type ParsedStatement,
  type PolicyKind,
} from "./grammar";
import { matchPrincipal, type Match, type Principal } from "./principal";
import { fill, template, type Template } from "./variables";

/** What is asked of a policy. */
export interface Asked {
  /** `service:action`, in lower case. */
  readonly action: string;
  /** ARN patterns of the resources in question: one of them, unless it has wildcards. */
  readonly resources: readonly ArnPattern[];
  readonly principal: Principal;
  readonly context: Context;
}

/** A policy, compiled for many requests. */
export interface Policy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly statements: readonly Statement[];
  /** The statements that can be about an action, given in lower case as `service:action`. */
  readonly about: (action: string) => readonly Statement[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Its Sid, or its place, counted from 1. */
  readonly label: string;
  readonly denyOfOthers: boolean;
  readonly principal: (who: Principal) => Match;
  /** Do the resource and the conditions match? Not about action and principal. */
  readonly holds: (asked: Asked) => Formula;
}

/** Compiles a document. Throws with all its faults if it is no policy of this kind. */
export function compilePolicy(document: unknown, kind: PolicyKind, name: string): Policy {
  const parsed = parsePolicy(document, kind);
  if (!parsed.ok) throw new PolicyError(name, parsed.faults);
  return compiled(parsed.policy, kind, name);
}

/** A document that is not a policy: what is wrong, and where. */
export class PolicyError extends Error {
  public constructor(
    name: string,
    public readonly faults: readonly Fault[],
  ) {
    super(`${name}: ${faults.map(({ path, message }) => `${path} ${message}`.trim()).join("; ")}`);
  }
}

function compiled({ statements: parsed, variables }: ParsedPolicy, kind: PolicyKind, name: string) {
  const statements = parsed.map((one, index) => statement(one, index, variables));
  const actions = parsed.map(({ actions: element }) => actionTests(element));
  const services = new Map<string, readonly Candidate[]>();
  const about = (action: string): readonly Statement[] => {
    const colon = action.indexOf(":");
    const service = action.slice(0, colon);
    let candidates = services.get(service);
    if (!candidates) {
      candidates = statements.flatMap((one, index) => {
        const test = actions[index]?.(service);
        return test ? [{ statement: one, test }] : [];
      });
      services.set(service, candidates);
    }
    const word = action.slice(colon + 1);
    return candidates.filter(({ test }) => test(word)).map(({ statement: one }) => one);
  };
  return { name, kind, statements, about };
}

interface Candidate {
  readonly statement: Statement;
  readonly test: (word: string) => boolean;
}

/** Tests of an action's word for each service; undefined where the statement is not about it. */
function actionTests({ not: opposite, of }: Either<readonly string[]>) {
  const patterns = of.map((text) => {
    const [service = "", word] = text.toLowerCase().split(":");
    return word === undefined ? { service: "*", word: "*" } : { service, word };
  });
  return (service: string): ((word: string) => boolean) | undefined => {
    const words = patterns
      .filter((pattern) => globMatches(pattern.service, service))
      .map(({ word }) => word);
    if (words.length === 0) return opposite ? () => true : undefined;
    const matches = anyWord(words);
    return opposite ? (word) => !matches(word) : matches;
  };
}

function anyWord(patterns: readonly string[]): (word: string) => boolean {
  if (patterns.includes("*")) return () => true;
  const exact = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)));
  const globs = patterns.filter((pattern) => /[*?]/.test(pattern));
  return (word) => exact.has(word) || globs.some((pattern) => globMatches(pattern, word));
}

function statement(parsed: ParsedStatement, index: number, variables: boolean): Statement {
  const { effect, sid, principals } = parsed;
  const resource = resourceTest(parsed.resources, variables);
  const condition = conditions(parsed.conditions, variables);
  return {
    effect,
    label: sid ?? String(index + 1),
    denyOfOthers: effect === "Deny" && principals?.not === true,
    principal: (who) => (principals ? matchPrincipal(principals, who) : "direct"),
    holds: holding(resource, condition),
  };
}

function holding(resource: ResourceTest, condition: Conditions): Statement["holds"] {
  return (asked) => {
    const inside = resource(asked);
    if (inside === false) return false;
    const met = condition(asked.context);
    return inside === true ? met : met === true ? inside : and(inside, met);
  };
}

type ResourceTest = (asked: Asked) => Formula;

function resourceTest(element: Either<readonly string[]> | null, variables: boolean): ResourceTest {
  if (!element) return () => true;
  const tests = element.of.map((text) => oneResource(text, variables));
  const matches: ResourceTest = (asked) => {
    const open: Formula[] = [];
    for (const test of tests) {
      const result = test(asked);
      if (result === true) return true;
      if (result !== false) open.push(result);
    }
    return open.length === 0 ? false : or(...open);
  };
  return element.not ? (asked) => not(matches(asked)) : matches;
}

function oneResource(text: string, variables: boolean): ResourceTest {
  const parts: Template = template(text, variables, true);
  if (typeof parts === "string") {
    const pattern = arnPattern(parts);
    const open = atomic(inResource(parts, pattern));
    return ({ resources }) => among(pattern, resources, open);
  }
  return ({ resources, context }) => {
    const filled = fill(parts, context, true);
    if ("missing" in filled) return false;
    if ("text" in filled) {
      const pattern = arnPattern(filled.text);
      return among(pattern, resources, atomic(inResource(filled.text, pattern)));
    }
    const around = arnPattern(filled.pattern);
    const open = atomic(inResource(filled.written, around));
    return among(around, resources, open) === false ? false : open;
  };
}

/** Does the pattern hold all the resources, some, or none? */
function among(pattern: ArnPattern, resources: readonly ArnPattern[], open: Formula): Formula {
  if (pattern === ANY_ARN) return true;
  const [first] = resources;
  if (first === undefined) return false;
  const relation = relate(pattern, first);
  if (resources.length === 1) {
    return relation === "overlaps" ? open : relation === "covers";
  }
  return resources.every((asked) => relate(pattern, asked) === relation) && relation !== "overlaps"
    ? relation === "covers"
    : open;
}
