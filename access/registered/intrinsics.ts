import { isMap, isUnknown, listOf, UNKNOWN, type Known, type Properties } from "./values";

/** What a template's functions can refer to. */
export interface Surroundings {
  /** Values of parameters and of pseudo parameters such as `AWS::AccountId`. */
  readonly values: ReadonlyMap<string, unknown>;
  /** What `Ref` and `Fn::GetAtt` give of a resource; undefined if there is none of that name. */
  readonly resource: (logicalId: string, attribute: string | null) => Known<string> | undefined;
  readonly mappings: unknown;
  readonly conditions: unknown;
}

/** Stands for `AWS::NoValue`: the property is as if it were not written. */
const NOTHING = Symbol("AWS::NoValue");

/**
 * A part of a template with its functions worked out, and `UNKNOWN` where that takes what only AWS
 * knows: another stack's outputs, a parameter of SSM, a condition on what is not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolved(value: unknown, around: Surroundings): unknown {
  const found = resolve(value, around);
  return found === NOTHING ? undefined : found;
}

/** Is a condition true, false, or not to be told? */
export function conditionOf(name: unknown, around: Surroundings): Known<boolean> {
  const conditions = around.conditions;
  return typeof name === "string" && isMap(conditions) && name in conditions
    ? truth(conditions[name], around)
    : UNKNOWN;
}

function resolve(value: unknown, around: Surroundings): unknown {
  if (typeof value === "string") return value.includes("{{resolve:") ? UNKNOWN : value;
  if (Array.isArray(value)) {
    return value.map((one) => resolve(one, around)).filter((one) => one !== NOTHING);
  }
  if (!isMap(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) {
    return (FUNCTIONS[name] ?? notToTell)(value[name], around);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, resolve(part, around)] as const)
      .filter(([, part]) => part !== NOTHING),
  );
}

type Intrinsic = (argument: unknown, around: Surroundings) => unknown;

const notToTell: Intrinsic = () => UNKNOWN;

const FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, around) => (typeof name === "string" ? referred(name, around) : UNKNOWN),
  "Fn::GetAtt": (argument, { resource }) => {
    const [id, attribute] = typeof argument === "string" ? halves(argument) : listOf(argument);
    return typeof id === "string" && typeof attribute === "string"
      ? (resource(id, attribute) ?? UNKNOWN)
      : UNKNOWN;
  },
  "Fn::Sub": (argument, around) => {
    const [template, own] = listOf(argument);
    if (typeof template !== "string") return UNKNOWN;
    return substituted(template, isMap(own) ? own : {}, around);
  },
  "Fn::Join": (argument, around) => {
    const [separator, list] = listOf(argument);
    const parts = resolve(list, around);
    if (typeof separator !== "string" || !Array.isArray(parts) || parts.some(isUnknown))
      return UNKNOWN;
    return parts.map(String).join(separator);
  },
  "Fn::Split": (argument, around) => {
    const [separator, source] = listOf(argument);
    const text = resolve(source, around);
    return typeof separator === "string" && typeof text === "string"
      ? text.split(separator)
      : UNKNOWN;
  },
  "Fn::Select": (argument, around) => {
    const [index, list] = listOf(argument);
    const among = resolve(list, around);
    return Array.isArray(among) ? ((among as unknown[])[Number(index)] ?? UNKNOWN) : UNKNOWN;
  },
  "Fn::If": (argument, around) => {
    const [condition, then, otherwise] = listOf(argument);
    const holds = conditionOf(condition, around);
    return isUnknown(holds) ? UNKNOWN : resolve(holds ? then : otherwise, around);
  },
  "Fn::FindInMap": (argument, around) => {
    const [map, first, second] = listOf(argument).map((part) => resolve(part, around));
    let found = around.mappings;
    for (const key of [map, first, second]) {
      if (typeof key !== "string" || !isMap(found)) return UNKNOWN;
      found = found[key];
    }
    return found ?? UNKNOWN;
  },
};

function halves(text: string): readonly [string, string] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text, ""] : [text.slice(0, dot), text.slice(dot + 1)];
}

function referred(name: string, { values, resource }: Surroundings): unknown {
  if (name === "AWS::NoValue") return NOTHING;
  return values.has(name) ? values.get(name) : (resource(name, null) ?? UNKNOWN);
}

/** `${!x}` is not a variable, and stands for `${x}`: so templates write variables of IAM. */
function substituted(template: string, own: Properties, around: Surroundings): Known<string> {
  const missing: string[] = [];
  const text = template.replaceAll(
    /\$\{(!?)([^}]*)\}/g,
    (_, literal: string, inner: string): string => {
      if (literal !== "") return `\${${inner}}`;
      const name = inner.trim();
      const value =
        name in own
          ? resolve(own[name], around)
          : name.includes(".")
            ? FUNCTIONS["Fn::GetAtt"]?.(name, around)
            : referred(name, around);
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
        return String(value);
      }
      missing.push(name);
      return "";
    },
  );
  return missing.length === 0 && !text.includes("{{resolve:") ? text : UNKNOWN;
}

function truth(condition: unknown, around: Surroundings): Known<boolean> {
  if (!isMap(condition)) return UNKNOWN;
  const [[name, argument] = []] = Object.entries(condition);
  if (name === "Condition") return conditionOf(argument, around);
  const parts = listOf(argument);
  switch (name) {
    case "Fn::Equals": {
      const [one, other] = parts.map((part) => resolve(part, around));
      return isUnknown(one) || isUnknown(other) ? UNKNOWN : String(one) === String(other);
    }
    case "Fn::Not": {
      const [only] = parts.map((part) => truth(part, around));
      return typeof only === "boolean" ? !only : UNKNOWN;
    }
    case "Fn::And":
      return together(
        parts.map((part) => truth(part, around)),
        false,
      );
    case "Fn::Or":
      return together(
        parts.map((part) => truth(part, around)),
        true,
      );
    default:
      return UNKNOWN;
  }
}

/** One that `decides` is enough; otherwise all must be known. */
function together(parts: readonly Known<boolean>[], decides: boolean): Known<boolean> {
  if (parts.includes(decides)) return decides;
  return parts.some(isUnknown) ? UNKNOWN : !decides;
}
