import { presence, test, type Qualifier } from "./atom";
import type { Context } from "./context";
import { and, atomic, not, or, type Formula } from "./formula";
import { globMatches } from "./glob";
import { OPERATORS, operatorNamed, type BaseOperator } from "./operators";
import { fill, template, type Template } from "./variables";

/** A statement's conditions: what they come to in a request. */
export type Conditions = (context: Context) => Formula;

export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export const ALWAYS: Conditions = () => true;

/** How an operator of a policy is written: `ForAnyValue:StringNotLikeIfExists`. */
interface Written {
  readonly qualifier: Qualifier;
  readonly base: BaseOperator | "Null";
  readonly negated: boolean;
  readonly ifExists: boolean;
}

const FORM = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i;

/** An operator's parts, or undefined if IAM has no such operator. */
export function operatorOf(text: string): Written | undefined {
  const [, set = "", name = "", ifExists] = FORM.exec(text) ?? [];
  const qualifier = ({ forallvalues: "ForAllValues", foranyvalue: "ForAnyValue" } as const)[
    set.toLowerCase() as "forallvalues" | "foranyvalue"
  ] as Qualifier | undefined;
  const exists = ifExists !== undefined;
  if (name.toLowerCase() === "null" && !exists) {
    return { qualifier: qualifier ?? "", base: "Null", negated: false, ifExists: false };
  }
  const operator = operatorNamed(name);
  return operator && { qualifier: qualifier ?? "", ...operator, ifExists: exists };
}

/**
 * Reads a condition block. Every operator and every key must hold; of an operator's values one is
 * enough, and none may match for the `Not…` operators.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function conditions(block: ConditionBlock, variables: boolean): Conditions {
  const tests = Object.entries(block).flatMap(([operator, keys]) => {
    const written = operatorOf(operator);
    if (!written) throw new Error(`${operator} is no condition operator`);
    return Object.entries(keys).map(([key, values]) => condition(written, key, values, variables));
  });
  const [only] = tests;
  if (only === undefined) return ALWAYS;
  if (tests.length === 1) return only;
  return (context) => {
    const parts: Formula[] = [];
    for (const one of tests) {
      const result = one(context);
      if (result === false) return false;
      if (result !== true) parts.push(result);
    }
    return parts.length === 0 ? true : and(...parts);
  };
}

function condition(
  written: Written,
  key: string,
  values: readonly string[],
  variables: boolean,
): Conditions {
  const { base } = written;
  return base === "Null"
    ? nullCondition(key, values)
    : valueCondition({ ...written, base }, key, values, variables);
}

/** `Null: true` holds if the key is not there, `Null: false` if it is. */
function nullCondition(key: string, values: readonly string[]): Conditions {
  const name = key.toLowerCase();
  const isThere = atomic(presence(key));
  const wanted = values.map((value) => value.toLowerCase());
  return (context) => {
    const value = context(name);
    const there = value === undefined ? isThere : value !== null && value.length > 0;
    return or(
      wanted.includes("false") ? there : false,
      wanted.includes("true") ? not(there) : false,
    );
  };
}

type ValueOperator = Written & { readonly base: BaseOperator };

function valueCondition(
  operator: ValueOperator,
  key: string,
  values: readonly string[],
  variables: boolean,
): Conditions {
  const name = key.toLowerCase();
  const tests = values.map((value) => valueTest(operator.base, value, variables));
  const fixed = tests.every(({ parts }) => typeof parts === "string");
  const unasked = fixed ? unknownKey(operator, key, values) : undefined;
  const without = withoutKey(operator);
  return (context) => {
    const asked = context(name);
    if (asked === null) return without;
    if (asked === undefined) {
      return unasked ?? unknownKey(operator, key, written(tests, context));
    }
    if (typeof asked !== "string") return ofMany(operator, key, tests, asked, context);
    const matched = anyMatches(operator.base, key, tests, asked, context);
    return operator.negated ? not(matched) : matched;
  };
}

/** What the operator says when the key is not part of the request. */
function withoutKey({ qualifier, negated, ifExists }: ValueOperator): boolean {
  if (ifExists || qualifier === "ForAllValues") return true;
  return qualifier === "" && negated;
}

function unknownKey(operator: ValueOperator, key: string, values: readonly string[]): Formula {
  const { qualifier, base, negated, ifExists } = operator;
  const opposite = { "": "", ForAllValues: "ForAnyValue", ForAnyValue: "ForAllValues" } as const;
  const holds = negated
    ? not(atomic(test(opposite[qualifier], base, key, values)))
    : atomic(test(qualifier, base, key, values));
  const trueWithout = withoutKey({ ...operator, ifExists: false });
  return ifExists && !trueWithout ? or(not(atomic(presence(key))), holds) : holds;
}

/**
 * A key with several values. `ForAllValues`: each value of the request must pass, `ForAnyValue`: one
 * must. Without either IAM has no meaning for several values; nothing is allowed on their account.
 */
function ofMany(
  { qualifier, base, negated }: ValueOperator,
  key: string,
  tests: readonly ValueTest[],
  asked: readonly string[],
  context: Context,
): Formula {
  if (qualifier === "" && asked.length !== 1) return negated;
  const each = asked.map((value) => {
    const matched = anyMatches(base, key, tests, value, context);
    return negated ? not(matched) : matched;
  });
  return qualifier === "ForAnyValue" ? or(...each) : and(...each);
}

interface ValueTest {
  readonly parts: Template;
  /** The test, where nothing has to be filled in. */
  readonly holds: ((asked: string) => boolean) | null;
}

function valueTest(base: BaseOperator, value: string, variables: boolean): ValueTest {
  const operator = OPERATORS[base];
  const parts = template(
    value,
    variables && operator.variables === true,
    operator.wildcards === true,
  );
  return { parts, holds: typeof parts === "string" ? operator.reads(parts) : null };
}

function anyMatches(
  base: BaseOperator,
  key: string,
  tests: readonly ValueTest[],
  asked: string,
  context: Context,
): Formula {
  const open: Formula[] = [];
  for (const { parts, holds } of tests) {
    if (holds) {
      if (holds(asked)) return true;
      continue;
    }
    const wildcards = OPERATORS[base].wildcards === true;
    const filled = fill(parts, context, wildcards);
    if ("text" in filled && OPERATORS[base].reads(filled.text)(asked)) return true;
    if ("written" in filled && globMatches(filled.pattern.toLowerCase(), asked.toLowerCase())) {
      open.push(atomic(test("", base, key, [filled.written])));
    }
  }
  return open.length === 0 ? false : or(...open);
}

/** Values after filling in what is known; a value with a missing key matches nothing. */
function written(tests: readonly ValueTest[], context: Context): readonly string[] {
  return tests.flatMap(({ parts }) => {
    const filled = fill(parts, context, false);
    if ("missing" in filled) return [];
    return ["text" in filled ? filled.text : filled.written];
  });
}
