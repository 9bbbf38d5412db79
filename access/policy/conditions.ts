import { presence, test, type Qualifier } from "./atom";
import type { Context, ContextValue } from "./context";
import { and, atomic, either, not, or, type Formula } from "./formula";
import { globMatches } from "../../iam/glob";
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
  if (tests.length === 1) return forContext(only);
  return forContext((context) => {
    let open: Formula[] | undefined;
    for (const one of tests) {
      const result = one(context);
      if (result === false) return false;
      if (result !== true) (open ??= []).push(result);
    }
    return open === undefined ? true : and(...open);
  });
}

/** Many actions are asked for in one context: what its keys come to is worked out once. */
function forContext(compute: Conditions): Conditions {
  let last: Context | undefined;
  let result: Formula = false;
  return (context) => {
    if (context !== last) {
      result = compute(context);
      last = context;
    }
    return result;
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
  const wanted = values.map((value) => value.toLowerCase());
  const ifThere = wanted.includes("false");
  const ifNot = wanted.includes("true");
  const isThere = atomic(presence(key));
  const open = or(ifThere ? isThere : false, ifNot ? not(isThere) : false);
  return (context) => {
    const value = context(name);
    if (value === undefined) return open;
    return value !== null && (typeof value === "string" || !isEmptySet(value)) ? ifThere : ifNot;
  };
}

/** Set operators take a key whose values are all empty for one that is not there. */
function isEmptySet(value: Exclude<ContextValue, null | undefined>): boolean {
  return typeof value === "string" ? value === "" : value.every((one) => one === "");
}

type ValueOperator = Written & { readonly base: BaseOperator };

function valueCondition(
  operator: ValueOperator,
  key: string,
  values: readonly string[],
  variables: boolean,
): Conditions {
  const { base, negated, qualifier } = operator;
  const name = key.toLowerCase();
  const tests = values.map((value) => valueTest(base, value, variables));
  const fixed = tests.every(({ parts }) => typeof parts === "string");
  const unasked = fixed ? unknownKey(operator, key, values) : undefined;
  const without = withoutKey(operator);
  return (context) => {
    const asked = context(name);
    if (asked === undefined) {
      return unasked ?? unknownKey(operator, key, written(base, tests, context));
    }
    if (asked === null) return without;
    if (qualifier === "" ? asked.length === 0 && typeof asked !== "string" : isEmptySet(asked)) {
      return without;
    }
    if (typeof asked !== "string") return ofMany(operator, key, tests, asked, context);
    const matched = anyMatches(base, key, tests, asked, context);
    return negated ? not(matched) : matched;
  };
}

/**
 * What the operator says when the key is not part of the request. Set operators decide that by
 * themselves: `IfExists` would be about the single values, of which there is none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * https://iam.cloudcopilot.io/resources/operators/ForAnyValue:BoolIfExists
 */
function withoutKey({ qualifier, negated, ifExists }: ValueOperator): boolean {
  return qualifier === "" ? negated || ifExists : qualifier === "ForAllValues";
}

function unknownKey(operator: ValueOperator, key: string, values: readonly string[]): Formula {
  const { qualifier, negated, ifExists } = operator;
  const holds = valuesPass(operator, key, values);
  return qualifier === "" && ifExists && !negated
    ? either(not(atomic(presence(key))), holds)
    : holds;
}

/** That the key's values pass, as a test that could not be made. */
function valuesPass(
  { qualifier, base, negated }: ValueOperator,
  key: string,
  values: readonly string[],
): Formula {
  const opposite = { "": "", ForAllValues: "ForAnyValue", ForAnyValue: "ForAllValues" } as const;
  return negated
    ? atomic(test(opposite[qualifier], base, key, values), true)
    : atomic(test(qualifier, base, key, values));
}

/**
 * A key with several values. `ForAllValues`: each value of the request must pass, `ForAnyValue`: one
 * must. IAM demands one of the two for such keys; an operator without does not hold, `Not…` or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function ofMany(
  operator: ValueOperator,
  key: string,
  tests: readonly ValueTest[],
  asked: readonly string[],
  context: Context,
): Formula {
  const { qualifier, base, negated } = operator;
  if (qualifier === "") return false;
  const enough = qualifier === "ForAnyValue";
  let open = false;
  for (const value of asked) {
    const matched = anyMatches(base, key, tests, value, context);
    if (typeof matched !== "boolean") open = true;
    else if ((matched !== negated) === enough) return enough;
  }
  return open ? valuesPass(operator, key, written(base, tests, context)) : !enough;
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
  let open: Formula = false;
  for (const { parts, holds } of tests) {
    if (holds) {
      if (holds(asked)) return true;
      continue;
    }
    const wildcards = OPERATORS[base].wildcards === true;
    const filled = fill(parts, context, wildcards);
    if ("text" in filled && OPERATORS[base].reads(filled.text)(asked)) return true;
    if ("written" in filled && globMatches(filled.pattern.toLowerCase(), asked.toLowerCase())) {
      open = either(open, atomic(test("", base, key, [filled.written])));
    }
  }
  return open;
}

/** Values after filling in what is known; a value with a missing key matches nothing. */
function written(
  base: BaseOperator,
  tests: readonly ValueTest[],
  context: Context,
): readonly string[] {
  return tests.flatMap(({ parts }) => {
    const filled = fill(parts, context, OPERATORS[base].wildcards === true);
    if ("missing" in filled) return [];
    return ["text" in filled ? filled.text : filled.written];
  });
}
