import fc from "fast-check";
import type { Principal } from "../../../access/policy/principal";
import { FULL, type Asking, type Document, type Principals, type Statement } from "./requests";
import { KEYS, PRINCIPALS, REFUSED, TARGETS, type Key, type Kind, type Target } from "./vocabulary";

/** Draws from a list, or by chance. */
export interface Draw {
  readonly one: <T>(values: readonly T[]) => T;
  readonly upTo: (most: number) => number;
  /** True in so many of a hundred. */
  readonly chance: (percent: number) => boolean;
}

/**
 * Requests of everybody for everything, with policies in every layer. Each comes of one number: that
 * is quick, and who wants a small counterexample takes parts away from the request (`minimal`).
 */
export const asking: fc.Arbitrary<Asking> = numbers().map((seed) => drawn(drawFrom(seed)));

export function numbers(): fc.Arbitrary<number> {
  return fc.noShrink(fc.nat({ max: 0x7fffffff }));
}

/** Draws that a number decides. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  // Mulberry32.
  const upTo = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % (most + 1);
  };
  return {
    upTo,
    chance: (percent) => upTo(99) < percent,
    one: <T>(values: readonly T[]): T => {
      const found = values[upTo(values.length - 1)];
      if (found === undefined) throw new Error("nothing to draw from");
      return found;
    },
  };
}

function drawn(draw: Draw): Asking {
  const target = draw.one(draw.chance(95) ? TARGETS : REFUSED);
  const principal = draw.one(PRINCIPALS.filter(({ kind }) => asks(kind, target)));
  const keys = [...KEYS, ...target.keys, ...target.keys];
  const about = (use: Use): Document => document(draw, target, keys, principal, use);
  const identities = principal.account !== null && principal.kind !== "root";
  const session =
    (principal.kind === "session" && draw.chance(30)) ||
    (principal.kind === "federated-user" && draw.chance(90));
  const hasPolicy = target.policy === "always" || (target.policy === "perhaps" && draw.chance(65));
  return {
    principal,
    action: target.action,
    resource: target.resource,
    owner: "111111111111",
    context: contextOf(draw, keys),
    identity: identities
      ? [
          ...times(1 + draw.upTo(2), () => about("identity")),
          ...times(draw.chance(25) ? 1 : 0, () => FULL),
        ]
      : [],
    ...(identities && draw.chance(30) ? { boundary: about("limit") } : {}),
    ...(session ? { session: about("limit") } : {}),
    ...(draw.chance(35) && principal.account !== null
      ? { scps: times(1 + draw.upTo(2), () => scps(draw, about)) }
      : {}),
    ...(draw.chance(30) ? { rcps: times(1 + draw.upTo(1), () => [about("rcp")]) } : {}),
    ...(hasPolicy
      ? { resourcePolicy: about(target.action.startsWith("sts:") ? "trust" : "resource") }
      : {}),
  };
}

/** Whoever comes with a SAML assertion asks for one thing, and nobody anonymous is let in to most. */
function asks(kind: Principal["kind"], { action, policy }: Target): boolean {
  const bySaml = action === "sts:AssumeRoleWithSAML";
  return (kind === "federated") === bySaml && (kind !== "anonymous" || policy === "perhaps");
}

/** What a policy is for, which says how it is likely to look. */
type Use = "identity" | "limit" | "scp" | "rcp" | "resource" | "trust";

function scps(draw: Draw, about: (use: Use) => Document): readonly Document[] {
  return draw.chance(85) ? [FULL, about("scp")] : [about("scp"), about("limit")];
}

function document(
  draw: Draw,
  target: Target,
  keys: readonly Key[],
  principal: Principal,
  use: Use,
): Document {
  const statements = times(1 + draw.upTo(use === "rcp" ? 0 : 2), () =>
    statement(draw, target, keys, principal, use),
  );
  const all: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
  return {
    Version: "2012-10-17",
    Statement: use === "limit" && draw.chance(60) ? [all, ...statements] : statements,
  };
}

function statement(
  draw: Draw,
  target: Target,
  keys: readonly Key[],
  principal: Principal,
  use: Use,
): Statement {
  const Effect = use === "rcp" || draw.chance(use === "scp" ? 60 : 15) ? "Deny" : "Allow";
  const conditional = draw.chance(Effect === "Deny" ? 80 : 33);
  return {
    Effect,
    ...(use === "rcp" ? { Principal: "*" } : {}),
    ...(use === "resource" || use === "trust" ? principals(draw, principal, use, Effect) : {}),
    ...actions(draw, target, use),
    ...(use === "trust" ? {} : resources(draw, target)),
    ...(conditional ? { Condition: conditions(draw, keys) } : {}),
  };
}

function actions(draw: Draw, target: Target, use: Use): Pick<Statement, "Action" | "NotAction"> {
  const service = `${target.action.split(":")[0] ?? ""}:*`;
  const near = [target.action, target.action, service, ...target.actions];
  if (use === "rcp") return { Action: [draw.one(near)] };
  const list = [draw.one([...near, "*", "*"]), ...(draw.chance(30) ? [draw.one(near)] : [])];
  return draw.chance(12)
    ? { NotAction: list }
    : { Action: list.length === 1 ? (list[0] ?? "") : list };
}

function resources(draw: Draw, target: Target): Pick<Statement, "Resource" | "NotResource"> {
  const near = [target.resource, ...target.resources];
  const list = times(1 + draw.upTo(1), () =>
    draw.one([...near, "*", "*", "*", "*", target.resource, target.resource]),
  );
  return draw.chance(12) ? { NotResource: times(1, () => draw.one(near)) } : { Resource: list };
}

/** Every form in which policies name principals. */
function principals(
  draw: Draw,
  { arn, account, issuer }: Principal,
  use: Use,
  effect: "Allow" | "Deny",
): Pick<Statement, "Principal" | "NotPrincipal"> {
  const own: readonly Principals[] = [
    ...(account === null
      ? []
      : [{ AWS: arn }, { AWS: `arn:aws:iam::${account}:root` }, { AWS: account }]),
    ...(issuer === undefined ? [] : [{ AWS: issuer }, { AWS: [issuer, arn] }]),
  ];
  const others: readonly Principals[] = [
    "*",
    { AWS: "*" },
    { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com"] },
    { Federated: "arn:aws:iam::111111111111:saml-provider/idp" },
    { AWS: ["arn:aws:iam::111111111111:user/other", "222222222222"] },
    { AWS: "arn:aws:iam::111111111111:root", Service: "cloudtrail.amazonaws.com" },
  ];
  const named = draw.one([...own, ...own, ...own, ...others]);
  if (named === "*" || use === "trust" || effect === "Allow" || !draw.chance(50)) {
    return { Principal: named };
  }
  return { NotPrincipal: named };
}

const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  string: [
    ...["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"],
    ...["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "BinaryEquals"],
  ],
  numeric: [
    ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
    ...["NumericGreaterThan", "NumericGreaterThanEquals"],
  ],
  date: [
    ...["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals"],
    ...["DateGreaterThan", "DateGreaterThanEquals"],
  ],
  bool: ["Bool"],
  ip: ["IpAddress", "NotIpAddress"],
  arn: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringNotEquals"],
};

function conditions(draw: Draw, keys: readonly Key[]): NonNullable<Statement["Condition"]> {
  const blocks = times(1 + (draw.chance(25) ? 1 : 0), (): [string, Record<string, string[]>] => {
    const key = draw.one(keys);
    if (draw.chance(10)) return ["Null", { [key.name]: [draw.one(["true", "false"])] }];
    const operator = draw.one(OPERATORS[key.kind]);
    const set = draw.one(
      key.many
        ? ["ForAllValues:", "ForAnyValue:", "ForAllValues:", "ForAnyValue:", ""]
        : ["", "", "", "", "ForAllValues:", "ForAnyValue:"],
    );
    const exists = draw.chance(20) ? "IfExists" : "";
    const from = /Like|^Arn|Ip/.test(operator)
      ? [...key.values, ...(key.patterns ?? []), ...(key.patterns ?? [])]
      : [...key.values, ...(key.patterns ?? []).filter((one) => !/[*?]/.test(one))];
    const values = times(1 + draw.upTo(1), () => draw.one(from));
    const name = draw.chance(10) ? key.name.toUpperCase() : key.name;
    return [`${set}${operator}${exists}`, { [name]: values }];
  });
  return Object.fromEntries(blocks);
}

function contextOf(draw: Draw, keys: readonly Key[]): Asking["context"] {
  const context: Record<string, string | readonly string[]> = {};
  for (const { name, values, many } of keys) {
    if (name in context || !draw.chance(80)) continue;
    const some = values.filter(() => draw.chance(60));
    context[name] = many && some.length > 0 ? some : many ? values : draw.one(values);
  }
  return context;
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
