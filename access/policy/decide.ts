import type { ArnPattern } from "./arn";
import type { Context } from "./context";
import { and, not, or, type Formula } from "./formula";
import type { Asked, Policy, Statement } from "./policy";
import type { Match, Principal } from "./principal";
import {
  awsRefuses,
  needsNoGrant,
  needsNoPermission,
  trustsAccountByItself,
} from "./service-rules";

/** One request. A key that the context does not know leaves the decision open. */
export interface Request {
  readonly principal: Principal;
  /** `service:Action`. */
  readonly action: string;
  /** What the action is asked for; several patterns, or a wildcard: any one of them. */
  readonly resources: readonly ArnPattern[];
  /** Account that owns the resource, null if that is AWS or nobody. */
  readonly owner: string | null;
  readonly context: Context;
}

/** Every policy that has a say, by layer. */
export interface Layers {
  /** Policies of the principal and of its groups. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy | undefined;
  readonly session?: readonly Policy[] | undefined;
  /**
   * Service control policies of the principal's account, from the root down: at every level one must
   * allow. None for the management account and outside an organization.
   */
  readonly scps?: readonly (readonly Policy[])[] | undefined;
  /** Resource control policies of the account that owns the resource, in the same way. */
  readonly rcps?: readonly (readonly Policy[])[] | undefined;
  /** The policy on the resource; a role's trust policy for its assumption. */
  readonly resource?: Policy | undefined;
}

export type Layer = "identity" | "boundary" | "session" | "scp" | "rcp" | "resource" | "aws";

/** A statement that had a say, or a layer in which none allowed. */
export interface Reason {
  readonly layer: Layer;
  readonly effect: "allow" | "deny" | "nothing allows";
  /** Name of the document, empty where a whole layer is silent. */
  readonly policy: string;
  /** Sid or place of the statement. */
  readonly statement: string;
  /** When it says so: `true`, or what would have to hold. */
  readonly when: Formula;
}

/** Collects reasons; deciding alone needs none. */
export type Trace = (reason: Reason) => void;

/**
 * Decides as AWS does: true, false, or what would have to hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(request: Request, layers: Layers, trace?: Trace): Formula {
  const { principal, resources, context } = request;
  const action = request.action.toLowerCase();
  if (needsNoPermission(action, principal)) return true;
  const refused = awsRefuses(action, resources);
  if (refused !== null) {
    trace?.({ layer: "aws", effect: "deny", policy: refused, statement: "", when: true });
    return false;
  }
  const asked: Asked = { action, resources, principal, context };
  const voting = votes(request, layers);
  const denied = or(...voting.map((vote) => denies(vote, asked, layers, trace)));
  if (denied === true && !trace) return false;
  const allowed = allows(request, asked, layers, trace);
  return and(allowed, not(denied));
}

interface Vote {
  readonly layer: Layer;
  readonly policies: readonly Policy[];
}

const isServiceLinked = ({ issuer }: Principal): boolean =>
  issuer?.includes(":role/aws-service-role/") === true;

function scpsOf({ principal }: Request, { scps }: Layers): readonly (readonly Policy[])[] {
  return principal.account === null || isServiceLinked(principal) ? [] : (scps ?? []);
}

function rcpsOf({ principal }: Request, { rcps }: Layers): readonly (readonly Policy[])[] {
  return isServiceLinked(principal) ? [] : (rcps ?? []);
}

function votes(request: Request, layers: Layers): readonly Vote[] {
  return [
    { layer: "identity", policies: layers.identity },
    { layer: "boundary", policies: layers.boundary ? [layers.boundary] : [] },
    { layer: "session", policies: layers.session ?? [] },
    { layer: "scp", policies: scpsOf(request, layers).flat() },
    { layer: "rcp", policies: rcpsOf(request, layers).flat() },
    { layer: "resource", policies: layers.resource ? [layers.resource] : [] },
  ];
}

function denies({ layer, policies }: Vote, asked: Asked, layers: Layers, trace?: Trace): Formula {
  let denied: Formula = false;
  for (const policy of policies) {
    for (const statement of policy.about(asked.action)) {
      if (statement.effect !== "Deny" || !deniesPrincipal(statement, asked, layers)) continue;
      const when = statement.holds(asked);
      if (when === false) continue;
      trace?.({ layer, effect: "deny", policy: policy.name, statement: statement.label, when });
      if (when === true && !trace) return true;
      denied = or(denied, when);
    }
  }
  return denied;
}

/**
 * A Deny with `NotPrincipal` denies every principal that has a permissions boundary, listed or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function deniesPrincipal(statement: Statement, { principal }: Asked, layers: Layers): boolean {
  if (statement.denyOfOthers && layers.boundary) return true;
  return statement.principal(principal) !== null;
}

/** When the policies of one layer allow; a layer without policies does not. */
function allowance(
  layer: Layer,
  policies: readonly Policy[],
  asked: Asked,
  trace?: Trace,
  match: (match: Match) => boolean = (found) => found !== null,
): Formula {
  let allowed: Formula = false;
  for (const policy of policies) {
    for (const statement of policy.about(asked.action)) {
      if (statement.effect !== "Allow" || !match(statement.principal(asked.principal))) continue;
      const when = statement.holds(asked);
      if (when === false) continue;
      trace?.({ layer, effect: "allow", policy: policy.name, statement: statement.label, when });
      if (when === true && !trace) return true;
      allowed = or(allowed, when);
    }
  }
  return allowed;
}

/** The same, saying so when nothing allows. */
function needed(layer: Layer, policies: readonly Policy[], asked: Asked, trace?: Trace): Formula {
  const allowed = allowance(layer, policies, asked, trace);
  if (allowed === false) silent(layer, policies.map(({ name }) => name).join(", "), trace);
  return allowed;
}

function silent(layer: Layer, policy: string, trace?: Trace): void {
  trace?.({ layer, effect: "nothing allows", policy, statement: "", when: true });
}

function allows(request: Request, asked: Asked, layers: Layers, trace?: Trace): Formula {
  const levels = [
    ...scpsOf(request, layers).map((policies) => ["scp", policies] as const),
    ...rcpsOf(request, layers).map((policies) => ["rcp", policies] as const),
  ];
  let result: Formula = true;
  for (const [layer, policies] of levels) {
    result = and(result, needed(layer, policies, asked, trace));
    if (result === false && !trace) return false;
  }
  return and(result, granted(request, asked, layers, trace));
}

/** What identity policies and the resource's policy grant together. */
function granted(request: Request, asked: Asked, layers: Layers, trace?: Trace): Formula {
  const { principal, owner } = request;
  const policies = layers.resource ? [layers.resource] : [];
  const by = (match: Match): Formula =>
    allowance("resource", policies, asked, trace, (found) => found === match);
  const direct = by("direct");
  if (principal.account === null) {
    if (direct === false) silent("resource", layers.resource?.name ?? "", trace);
    return direct;
  }
  const limits = and(
    layers.boundary ? needed("boundary", [layers.boundary], asked, trace) : true,
    layers.session ? needed("session", layers.session, asked, trace) : true,
  );
  const own =
    needsNoGrant(asked.action, principal) || needed("identity", layers.identity, asked, trace);
  const byIssuer = by("issuer");
  const byAccount = by("account");
  if (principal.account !== owner) {
    const let_in = or(direct, byIssuer, byAccount);
    if (let_in === false) silent("resource", layers.resource?.name ?? "", trace);
    return and(own, limits, let_in);
  }
  const delegated = layers.resource && !trustsAccountByItself(asked.action) ? byAccount : true;
  if (delegated === false) silent("resource", layers.resource?.name ?? "", trace);
  return or(direct, and(byIssuer, limits), and(own, limits, delegated));
}
