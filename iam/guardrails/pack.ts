import type { OneOrMore, PolicyDocument, Statement } from "../document";
import { sizeOf } from "../render";
import type { GuardrailKind, GuardrailStatement } from "./guardrail";

/** A guardrail, ready to be packed. */
export interface Packable {
  readonly name: string;
  readonly kind: GuardrailKind;
  readonly statements: readonly GuardrailStatement[];
  /** One of the landing zone's: where not all fit, others are left over first. */
  readonly builtIn?: boolean;
}

/** What one target takes. */
export interface Room {
  /** Characters of one policy. */
  readonly characters: number;
  /** Policies that may be attached beside AWS's own. */
  readonly policies: number;
}

export interface PackedPolicy {
  /** Names of the guardrails whose statements are in it, in alphabetical order. */
  readonly guardrails: readonly string[];
  readonly document: PolicyDocument;
  /** Characters, with the longest values that its placeholders can have. */
  readonly size: number;
}

export type Packing =
  | { readonly ok: true; readonly policies: readonly PackedPolicy[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Why guardrails do not fit a target. */
export interface Refusal {
  /** Every guardrail with its characters, the largest first. */
  readonly sizes: readonly { readonly name: string; readonly size: number }[];
  /** Guardrails that fit together. */
  readonly fitting: readonly string[];
  /** Guardrails that are left over; of these, statements that fit no policy at all. */
  readonly left: readonly string[];
  readonly unsplittable: readonly { readonly name: string; readonly size: number }[];
}

/**
 * Spreads the guardrails of one target over policies. Nothing is lost and nothing is weakened: all
 * statements are denials, so that any order and any distribution decides the same.
 *
 * A guardrail has a policy of its own as long as there are policies enough: a change of one guardrail
 * then changes one policy, targets with the same guardrail share it, and people find it by its name.
 * Where there are more guardrails than policies, the smallest share. Only what fits in no other way is
 * taken apart, statement by statement.
 */
export function pack(guardrails: readonly Packable[], room: Room): Packing {
  const { policies, unsplittable } = packed(guardrails, room);
  return policies === null
    ? { ok: false, refusal: refusal(guardrails, unsplittable, room) }
    : { ok: true, policies };
}

/** The policies, null where the guardrails do not fit. */
function packed(
  guardrails: readonly Packable[],
  room: Room,
): {
  readonly policies: readonly PackedPolicy[] | null;
  readonly unsplittable: Refusal["unsplittable"];
} {
  const unsplittable: { readonly name: string; readonly size: number }[] = [];
  const parts: Part[] = [];
  for (const guardrail of guardrails) {
    const result = splitOnce(guardrail, room.characters);
    parts.push(...result.parts);
    unsplittable.push(...result.tooLarge.map((size) => ({ name: guardrail.name, size })));
  }
  parts.sort(largestFirst);
  if (unsplittable.length === 0) {
    for (let own = Math.min(parts.length, room.policies); own >= 0; own -= 1) {
      const bins = firstFit(parts.slice(own), room.characters, room.policies - own);
      if (bins === null) continue;
      const policies = [...parts.slice(0, own).map(ownPolicy), ...bins.map(policyOf)];
      return { policies: inOrder(policies), unsplittable };
    }
    const bins =
      anyFit(parts, room) ??
      firstFit(parts.flatMap(statementsOf).sort(largestFirst), room.characters, room.policies);
    if (bins) return { policies: inOrder(bins.map(policyOf)), unsplittable };
  }
  return { policies: null, unsplittable };
}

const inOrder = (policies: readonly PackedPolicy[]): readonly PackedPolicy[] =>
  [...policies].sort((a, b) => compare(label(a), label(b)) || b.size - a.size);
const largestFirst = (a: Part, b: Part): number => b.size - a.size || compare(a.name, b.name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const label = ({ guardrails }: PackedPolicy): string => guardrails.join(" ");

/** Statements of one guardrail that go into one policy. */
interface Part {
  readonly name: string;
  readonly kind: GuardrailKind;
  readonly statements: readonly Named[];
  readonly size: number;
}

/** A statement and the Sid that it has, whatever it is packed with. */
interface Named {
  readonly sid: string;
  readonly statement: GuardrailStatement;
}

function named({ name, statements }: Packable): readonly Named[] {
  const sid = pascal(name);
  const merged = mergeEqual(statements.map((statement) => ({ sid, statement })));
  return merged.map(({ statement }, index) => ({
    sid: merged.length === 1 ? sid : `${sid}${index + 1}`,
    statement,
  }));
}

/** `deny-root-user` as `DenyRootUser`: a Sid has letters and digits only. */
function pascal(name: string): string {
  return name
    .split("-")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}

function documentOf(kind: GuardrailKind, statements: readonly Named[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: withOwnSids(mergeEqual(statements)).map(({ sid, statement }) =>
      written(kind, sid, statement),
    ),
  };
}

/** Halves of one statement have one Sid; so may guardrails whose names end in a number. */
function withOwnSids(statements: readonly Named[]): readonly Named[] {
  const seen = new Map<string, number>();
  return statements.map((one) => {
    const number = (seen.get(one.sid) ?? 0) + 1;
    seen.set(one.sid, number);
    return number === 1 ? one : { ...one, sid: `${one.sid}Part${number}` };
  });
}

function written(kind: GuardrailKind, sid: string, statement: GuardrailStatement): Statement {
  const { Effect, ...rest } = statement;
  return { Sid: sid, Effect, ...(kind === "rcp" ? { Principal: "*" as const } : {}), ...rest };
}

const alone = new WeakMap<Part, PackedPolicy>();

/** A guardrail that has a policy for itself has the same one everywhere. */
function ownPolicy(part: Part): PackedPolicy {
  let policy = alone.get(part);
  if (!policy) alone.set(part, (policy = policyOf([part])));
  return policy;
}

function policyOf(parts: readonly Part[]): PackedPolicy {
  const kind = parts[0]?.kind ?? "scp";
  const sorted = [...parts].sort((a, b) => compare(a.name, b.name));
  const document = documentOf(
    kind,
    sorted.flatMap(({ statements }) => statements),
  );
  return {
    guardrails: [...new Set(sorted.map(({ name }) => name))],
    document,
    size: sizeOf(document),
  };
}

/** First fit: parts come largest first. Null if some part finds no place. */
function firstFit(
  parts: readonly Part[],
  characters: number,
  policies: number,
): readonly (readonly Part[])[] | null {
  const bins: Part[][] = [];
  for (const part of parts) {
    const bin = bins.find((one) => policyOf([...one, part]).size <= characters);
    if (bin) bin.push(part);
    else if (bins.length < policies) bins.push([part]);
    else return null;
  }
  return bins;
}

/** So many ways are tried before they are said not to fit. */
const MOST_TRIES = 150;

/** Any distribution that fits, for what first fit finds none: it can be wrong by a policy. */
function anyFit(parts: readonly Part[], room: Room): readonly (readonly Part[])[] | null {
  let tries = 0;
  const place = (at: number, bins: readonly (readonly Part[])[]): typeof bins | null => {
    const part = parts[at];
    if (!part) return bins;
    for (const [index, bin] of bins.entries()) {
      tries += 1;
      if (tries > MOST_TRIES) return null;
      if (policyOf([...bin, part]).size > room.characters) continue;
      const found = place(
        at + 1,
        bins.map((one, other) => (other === index ? [...bin, part] : one)),
      );
      if (found) return found;
    }
    return bins.length < room.policies ? place(at + 1, [...bins, [part]]) : null;
  };
  return place(0, []);
}

function statementsOf({ name, kind, statements }: Part): readonly Part[] {
  return statements.map((one) => ({
    name,
    kind,
    statements: [one],
    size: sizeOf(documentOf(kind, [one])),
  }));
}

interface Split {
  readonly parts: readonly Part[];
  /** Characters of statements that fit no policy. */
  readonly tooLarge: readonly number[];
}

const splits = new WeakMap<Packable, Map<number, Split>>();

/** The same guardrail is packed for many targets. */
function splitOnce(guardrail: Packable, characters: number): Split {
  const known = splits.get(guardrail) ?? new Map<number, Split>();
  splits.set(guardrail, known);
  let found = known.get(characters);
  if (!found) known.set(characters, (found = split(guardrail, characters)));
  return found;
}

/** The guardrail in as few parts as fit a policy each. */
function split(guardrail: Packable, characters: number): Split {
  const part = (statements: readonly Named[]): Part => ({
    name: guardrail.name,
    kind: guardrail.kind,
    statements,
    size: sizeOf(documentOf(guardrail.kind, statements)),
  });
  const whole = part(named(guardrail));
  if (whole.size <= characters) return { parts: [whole], tooLarge: [] };
  const tooLarge: number[] = [];
  const pieces = whole.statements.flatMap((one) =>
    halves(one, (half) => part([half]).size <= characters),
  );
  const parts: Part[] = [];
  for (const piece of pieces) {
    const own = part([piece]);
    if (own.size > characters) {
      tooLarge.push(own.size);
      continue;
    }
    const last = parts.at(-1);
    const joined = last ? part([...last.statements, piece]) : own;
    if (last && joined.size <= characters) parts[parts.length - 1] = joined;
    else parts.push(own);
  }
  return { parts, tooLarge };
}

/**
 * A statement whose lists are halved until it fits. Denying a list of actions, or on a list of
 * resources, is denying each half; what `NotAction` and `NotResource` say cannot be taken apart.
 */
function halves(one: Named, fits: (half: Named) => boolean): readonly Named[] {
  if (fits(one)) return [one];
  for (const key of ["Action", "Resource"] as const) {
    const values = list(one.statement[key]);
    if (values.length < 2) continue;
    const middle = Math.ceil(values.length / 2);
    return [values.slice(0, middle), values.slice(middle)].flatMap((half) =>
      halves({ ...one, statement: { ...one.statement, [key]: half } }, fits),
    );
  }
  return [one];
}

const list = (value: OneOrMore | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** Statements that differ in their actions alone, or in their resources alone, become one. */
function mergeEqual(statements: readonly Named[]): readonly Named[] {
  return merged(merged(statements, "Action"), "Resource");
}

function merged(statements: readonly Named[], key: "Action" | "Resource"): readonly Named[] {
  const groups = new Map<string, Named>();
  for (const { sid, statement } of statements) {
    const { [key]: values, ...rest } = statement;
    const same = `${values === undefined ? "" : key} ${canonical(rest)}`;
    const known = groups.get(same);
    const union = known ? [...list(known.statement[key]), ...list(values)] : list(values);
    groups.set(same, {
      sid: known && known.sid !== sid ? `${known.sid}And${sid}` : sid,
      statement: values === undefined ? statement : { ...statement, [key]: oneOrMore(union) },
    });
  }
  return [...groups.values()];
}

/** Sorted, without repetition; one value stands alone. */
function oneOrMore(values: readonly string[]): OneOrMore {
  const unique = values.includes("*") ? ["*"] : [...new Set(values)].sort();
  const [only] = unique;
  return unique.length === 1 && only !== undefined ? only : unique;
}

/** The same text for the same meaning: keys in order, lists as sets. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (Array.isArray(part)) {
      const values = part as readonly unknown[];
      return values.length === 1 ? values[0] : values.map(String).sort();
    }
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => compare(a, b)));
  });
}

function refusal(
  guardrails: readonly Packable[],
  unsplittable: Refusal["unsplittable"],
  room: Room,
): Refusal {
  const sizes = guardrails
    .map(({ name, kind, statements }) => ({
      name,
      size: sizeOf(documentOf(kind, named({ name, kind, statements }))),
    }))
    .sort((a, b) => b.size - a.size || compare(a.name, b.name));
  const never = new Set(unsplittable.map(({ name }) => name));
  const fitting: Packable[] = [];
  // The smallest first: as many guardrails as there is room for.
  const smallestFirst = [...sizes]
    .reverse()
    .flatMap(({ name }) => guardrails.find((guardrail) => guardrail.name === name) ?? []);
  const isBuiltIn = ({ builtIn }: Packable): boolean => builtIn === true;
  for (const one of [
    ...smallestFirst.filter(isBuiltIn),
    ...smallestFirst.filter((other) => !isBuiltIn(other)),
  ]) {
    if (!never.has(one.name) && packed([...fitting, one], room).policies) fitting.push(one);
  }
  const kept = fitting.map(({ name }) => name).sort(compare);
  return {
    sizes,
    fitting: kept,
    left: sizes.map(({ name }) => name).filter((name) => !kept.includes(name)),
    unsplittable,
  };
}
