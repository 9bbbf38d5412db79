import { arnPattern, relateParts } from "./arn";
import { globTest, literal } from "../../iam/glob";
import { rangeHolds } from "./ip";

/**
 * Condition operators, one a row. A `Not…` operator is the opposite of its row's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
interface Operator {
  /** Reads a policy's value once, and tests values of requests against it. */
  readonly reads: (value: string) => (asked: string) => boolean;
  /** Name of the opposite, if there is one. */
  readonly opposite?: string;
  /** Policy variables are filled into its values. */
  readonly variables?: true;
  /** `*` and `?` are wildcards in its values. */
  readonly wildcards?: true;
  /** Between the key and the value, in a sentence. */
  readonly words: string;
  readonly opposed: string;
}

type Order = (asked: number, value: number) => boolean;

const numeric =
  (holds: Order) =>
  (value: string): ((asked: string) => boolean) => {
    const number = numberOf(value);
    return (asked) => holds(numberOf(asked), number);
  };

const dated =
  (holds: Order) =>
  (value: string): ((asked: string) => boolean) => {
    const time = timeOf(value);
    return (asked) => holds(timeOf(asked), time);
  };

const equal: Order = (asked, value) => asked === value;
const less: Order = (asked, value) => asked < value;
const lessOrEqual: Order = (asked, value) => asked <= value;
const greater: Order = (asked, value) => asked > value;
const greaterOrEqual: Order = (asked, value) => asked >= value;

/** A number as IAM reads it; NaN, which nothing equals, for anything else. */
export function numberOf(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
}

/** W3C's profile of ISO 8601. https://www.w3.org/TR/NOTE-datetime */
const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** Milliseconds of a date, or of seconds since 1970; NaN for anything else. Without a zone it is UTC. */
function timeOf(text: string): number {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const parts = DATE.exec(text);
  if (!parts) return NaN;
  return Date.parse(parts[3] !== undefined && parts[6] === undefined ? `${text}Z` : text);
}

const arnLike = (value: string): ((asked: string) => boolean) => {
  const pattern = arnPattern(value);
  return (asked) => isArn(asked) && relateParts(pattern, arnPattern(literal(asked))) === "covers";
};

const isArn = (text: string): boolean => /^arn(:[^:]*){4}:/.test(text);

const truth = (text: string): string | null =>
  /^(true|false)$/i.exec(text)?.[0].toLowerCase() ?? null;

const OPERATOR_TABLE = {
  StringEquals: {
    reads: (value) => (asked) => asked === value,
    opposite: "StringNotEquals",
    variables: true,
    words: "is",
    opposed: "is not",
  },
  StringEqualsIgnoreCase: {
    reads: (value) => {
      const lower = value.toLowerCase();
      return (asked) => asked.toLowerCase() === lower;
    },
    opposite: "StringNotEqualsIgnoreCase",
    variables: true,
    words: "is, in any case,",
    opposed: "is not, in any case,",
  },
  StringLike: {
    reads: globTest,
    opposite: "StringNotLike",
    variables: true,
    wildcards: true,
    words: "is like",
    opposed: "is not like",
  },
  ArnEquals: {
    reads: arnLike,
    opposite: "ArnNotEquals",
    variables: true,
    wildcards: true,
    words: "is",
    opposed: "is not",
  },
  ArnLike: {
    reads: arnLike,
    opposite: "ArnNotLike",
    variables: true,
    wildcards: true,
    words: "is like",
    opposed: "is not like",
  },
  NumericEquals: {
    reads: numeric(equal),
    opposite: "NumericNotEquals",
    words: "is",
    opposed: "is not",
  },
  NumericLessThan: {
    reads: numeric(less),
    words: "is less than",
    opposed: "is not less than",
  },
  NumericLessThanEquals: {
    reads: numeric(lessOrEqual),
    words: "is at most",
    opposed: "is not at most",
  },
  NumericGreaterThan: {
    reads: numeric(greater),
    words: "is more than",
    opposed: "is not more than",
  },
  NumericGreaterThanEquals: {
    reads: numeric(greaterOrEqual),
    words: "is at least",
    opposed: "is not at least",
  },
  DateEquals: { reads: dated(equal), opposite: "DateNotEquals", words: "is", opposed: "is not" },
  DateLessThan: { reads: dated(less), words: "is before", opposed: "is not before" },
  DateLessThanEquals: {
    reads: dated(lessOrEqual),
    words: "is not after",
    opposed: "is after",
  },
  DateGreaterThan: { reads: dated(greater), words: "is after", opposed: "is not after" },
  DateGreaterThanEquals: {
    reads: dated(greaterOrEqual),
    words: "is not before",
    opposed: "is before",
  },
  Bool: {
    reads: (value) => {
      const wanted = truth(value);
      return (asked) => wanted !== null && truth(asked) === wanted;
    },
    words: "is",
    opposed: "is not",
  },
  BinaryEquals: {
    reads: (value) => (asked) => asked === value,
    words: "is",
    opposed: "is not",
  },
  IpAddress: {
    reads: rangeHolds,
    opposite: "NotIpAddress",
    words: "is in",
    opposed: "is not in",
  },
} as const satisfies Record<string, Operator>;

export type BaseOperator = keyof typeof OPERATOR_TABLE;

export const OPERATORS: Readonly<Record<BaseOperator, Operator>> = OPERATOR_TABLE;

interface Named {
  readonly base: BaseOperator;
  readonly negated: boolean;
}

/** Operators by their name in policies, in lower case, as IAM takes them in any case. */
const BY_NAME = new Map<string, Named>();
for (const [base, { opposite }] of Object.entries(OPERATORS) as [BaseOperator, Operator][]) {
  BY_NAME.set(base.toLowerCase(), { base, negated: false });
  if (opposite !== undefined) BY_NAME.set(opposite.toLowerCase(), { base, negated: true });
}

export function operatorNamed(name: string): Named | undefined {
  return BY_NAME.get(name.toLowerCase());
}
