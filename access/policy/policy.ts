import { ANY_ARN, arnPattern, relate, type ArnPattern } from "./arn";
import { inResource } from "./atom";
import { ALWAYS, conditions, type Conditions } from "./conditions";
import type { Context } from "./context";
import { atomic, both, not, or, type Formula } from "./formula";
import { globTest, hasWildcards } from "../../iam/glob";
import { parsePolicy } from "./grammar";
import type { Either, Fault, ParsedPolicy, ParsedStatement, PolicyKind } from "./parsed";
import { principalTest, type Match, type Principal } from "./principal";
import { fill, template, type Template } from "./variables";

/** What is asked of a policy. */
export interface Asked {
  /** `service:action`, in lower case. */
  readonly action: string;
  /** Its two halves. */
  readonly service: string;
  readonly word: string;
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
  /** The statements that can be about actions of a service, given in lower case. */
  readonly about: (service: string) => About;
}

interface About {
  readonly allows: readonly Candidate[];
  readonly denies: readonly Candidate[];
}

interface Candidate {
  readonly statement: Statement;
  /** Is it about this action of the service? */
  readonly names: (word: string) => boolean;
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

const NOTHING: About = { allows: [], denies: [] };

function compiled(policy: ParsedPolicy, kind: PolicyKind, name: string): Policy {
  const statements = policy.statements.map((one, index) => statement(one, index, policy.variables));
  const actions = policy.statements.map((parsed) => actionTests(parsed.actions));
  const aboutService = (service: string): About => {
    const candidates = statements.flatMap((one, index): readonly Candidate[] => {
      const names = actions[index]?.(service);
      return names ? [{ statement: one, names }] : [];
    });
    if (candidates.length === 0) return NOTHING;
    const of = (effect: Statement["effect"]): readonly Candidate[] =>
      candidates.filter((candidate) => candidate.statement.effect === effect);
    return { allows: of("Allow"), denies: of("Deny") };
  };
  const services = new Map<string, About>();
  let last = "";
  let found = NOTHING;
  const about = (service: string): About => {
    // Questions come in runs about one service, and each request asks more than once.
    if (service !== last) {
      found = services.get(service) ?? aboutService(service);
      services.set(service, found);
      last = service;
    }
    return found;
  };
  return { name, kind, statements, about };
}

type TextTest = (text: string) => boolean;

const ANY: TextTest = () => true;

/** Tests of an action's word for each service; undefined where the statement is not about it. */
function actionTests({ not: opposite, of }: Either<readonly string[]>) {
  const patterns = of.map((text) => {
    const [service = "", word] = text.toLowerCase().split(":");
    return word === undefined
      ? { isService: ANY, word: "*" }
      : { isService: globTest(service), word };
  });
  return (service: string): TextTest | undefined => {
    const words = patterns.filter((pattern) => pattern.isService(service)).map(({ word }) => word);
    if (words.length === 0) return opposite ? ANY : undefined;
    const matches = anyWord(words);
    return opposite ? (word) => !matches(word) : matches;
  };
}

function anyWord(patterns: readonly string[]): TextTest {
  if (patterns.includes("*")) return ANY;
  const [only = ""] = patterns;
  if (patterns.length === 1) return globTest(only);
  const exact = new Set(patterns.filter((pattern) => !hasWildcards(pattern)));
  const globs = patterns.filter(hasWildcards).map(globTest);
  return (word) => {
    if (exact.has(word)) return true;
    for (const matches of globs) if (matches(word)) return true;
    return false;
  };
}

const DIRECT = (): Match => "direct";

function statement(parsed: ParsedStatement, index: number, variables: boolean): Statement {
  const { effect, sid, principals } = parsed;
  const resource = resourceTest(parsed.resources, variables);
  const condition = conditions(parsed.conditions, variables);
  return {
    effect,
    label: sid ?? String(index + 1),
    denyOfOthers: effect === "Deny" && principals?.not === true,
    principal: principals ? principalTest(principals) : DIRECT,
    holds: holding(resource, condition),
  };
}

function holding(resource: ResourceTest, condition: Conditions): Statement["holds"] {
  if (condition === ALWAYS) return resource;
  if (resource === EVERYWHERE) return ({ context }) => condition(context);
  return (asked) => {
    const inside = resource(asked);
    return inside === false ? false : both(inside, condition(asked.context));
  };
}

type ResourceTest = (asked: Asked) => Formula;

const EVERYWHERE: ResourceTest = () => true;

function resourceTest(element: Either<readonly string[]> | null, variables: boolean): ResourceTest {
  if (!element) return EVERYWHERE;
  const tests = element.of.map((text) => oneResource(text, variables));
  const matches = anyResource(tests);
  const test: ResourceTest = element.not ? (asked) => not(matches(asked)) : matches;
  const fixed = element.of.every((text) => typeof template(text, variables, true) === "string");
  return fixed && tests.length >= MANY && matches !== EVERYWHERE ? remembered(test) : test;
}

/** From so many patterns on it is quicker to look up what was found than to find it again. */
const MANY = 3;

/** A test that depends on the resources alone: the same lists of them are asked about again and again. */
function remembered(test: ResourceTest): ResourceTest {
  const known = new WeakMap<readonly ArnPattern[], Formula>();
  return (asked) => {
    let found = known.get(asked.resources);
    if (found === undefined) known.set(asked.resources, (found = test(asked)));
    return found;
  };
}

function anyResource(tests: readonly ResourceTest[]): ResourceTest {
  if (tests.includes(EVERYWHERE)) return EVERYWHERE;
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (asked) => {
    let open: Formula[] | undefined;
    for (const test of tests) {
      const result = test(asked);
      if (result === true) return true;
      if (result !== false) (open ??= []).push(result);
    }
    return open === undefined ? false : or(...open);
  };
}

function oneResource(text: string, variables: boolean): ResourceTest {
  const parts: Template = template(text, variables, true);
  if (typeof parts === "string") {
    const pattern = arnPattern(parts);
    if (pattern === ANY_ARN) return EVERYWHERE;
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
  const [first] = resources;
  if (first === undefined) return false;
  const relation = relate(pattern, first);
  if (relation === "overlaps") return open;
  for (let i = 1; i < resources.length; i += 1) {
    if (relate(pattern, resources[i] ?? first) !== relation) return open;
  }
  return relation === "covers";
}
