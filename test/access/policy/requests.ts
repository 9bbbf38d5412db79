import { arnPattern, NO_RESOURCE } from "../../../access/policy/arn";
import { contextOf, type Context } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import type { Formula } from "../../../access/policy/formula";
import { literal } from "../../../iam/glob";
import { compilePolicy, type Policy } from "../../../access/policy/policy";
import type { Principal } from "../../../access/policy/principal";
import type { Layers, Request, Trace } from "../../../access/policy/request";

/** A request with every policy that has a say, as plain data. */
export interface Asking {
  readonly principal: Principal;
  readonly action: string;
  /** ARN; `*` for actions without resources. */
  readonly resource: string;
  readonly owner: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly identity: readonly Document[];
  readonly boundary?: Document;
  readonly session?: Document;
  /** By level, from the root down. */
  readonly scps?: readonly (readonly Document[])[];
  /** The same, beside AWS's own `RCPFullAWSAccess` at each level. */
  readonly rcps?: readonly (readonly Document[])[];
  readonly resourcePolicy?: Document;
}

export interface Document {
  readonly Version: "2012-10-17" | "2008-10-17";
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: readonly string[] | string;
  readonly NotAction?: readonly string[] | string;
  readonly Resource?: readonly string[] | string;
  readonly NotResource?: readonly string[] | string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

export type Values = string | number | boolean | readonly (string | number | boolean)[];

export type Principals = "*" | Readonly<Record<string, readonly string[] | string>>;

export const FULL: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

const RCP_FULL = compilePolicy(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
  "rcp",
  "RCPFullAWSAccess",
);

const ASSUMES_ROLE = /^sts:(assumerole|tagsession|setsourceidentity)/i;

/** The policies, compiled. */
export function layersOf(asking: Asking): Layers {
  const { identity, boundary, session, scps, rcps, resourcePolicy, action } = asking;
  const named = (document: Document, kind: Policy["kind"], name: string): Policy =>
    compilePolicy(document, kind, name);
  return {
    identity: identity.map((one, i) => named(one, "identity", `identity ${i}`)),
    boundary: boundary && named(boundary, "boundary", "boundary"),
    session: session && [named(session, "session", "session")],
    scps: scps?.map((level, i) => level.map((one) => named(one, "scp", `scp ${i}`))),
    rcps: rcps?.map((level, i) => [RCP_FULL, ...level.map((one) => named(one, "rcp", `rcp ${i}`))]),
    resource:
      resourcePolicy &&
      named(resourcePolicy, ASSUMES_ROLE.test(action) ? "trust" : "resource", "resource"),
  };
}

/** The context of a request that has no keys but what is listed. */
export const absent: Context = () => null;

/** The request itself; keys that the context does not have are unknown, or not there. */
export function requestOf(asking: Asking, otherwise: Context = absent): Request {
  const { principal, action, resource, owner, context } = asking;
  return {
    principal,
    action,
    resources: [resource === "*" ? NO_RESOURCE : arnPattern(literal(resource))],
    owner,
    context: contextOf(context, otherwise),
  };
}

/** What the evaluator says of it, every key being known. */
export function decided(asking: Asking, trace?: Trace): Formula {
  return decide(requestOf(asking), layersOf(asking), trace);
}

/** All statements of all its policies. */
export function statementsOf(one: Asking): readonly Statement[] {
  const { identity, boundary, session, scps = [], rcps = [], resourcePolicy } = one;
  const documents = [
    ...identity,
    boundary,
    session,
    ...scps.flat(),
    ...rcps.flat(),
    resourcePolicy,
  ];
  return documents.flatMap((document) => document?.Statement ?? []);
}

/** A condition operator on a key. */
export interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export function testsOf(one: Asking): readonly Test[] {
  return statementsOf(one).flatMap(({ Condition = {} }) =>
    Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        operator,
        key,
        values: [values].flat().map(String),
      })),
    ),
  );
}
