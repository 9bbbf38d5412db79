import type { ArnPattern } from "./arn";
import type { Context } from "./context";
import { both, either, not, type Formula } from "./formula";
import type { Asked, Policy, Statement } from "./policy";
import type { Match, Principal } from "./principal";
import {
  awsRefuses,
  needsNoGrant,
  needsNoPermission,
  needsSessionPolicy,
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
  const colon = action.indexOf(":");
  const service = action.slice(0, colon);
  const word = action.slice(colon + 1);
  const asked: Asked = { action, service, word, resources, principal, context };
  if (trace) {
    const denied = denial(request, layers, asked, trace);
    return both(allowance(request, layers, asked, trace), not(denied));
  }
  // Most requests are allowed by nothing, and then it does not matter who denies.
  const allowed = allowance(request, layers, asked);
  return allowed === false ? false : both(allowed, not(denial(request, layers, asked)));
}

const NONE: readonly (readonly Policy[])[] = [];

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
function scpsOf({ principal }: Request, { scps }: Layers): readonly (readonly Policy[])[] {
  return principal.account === null || isServiceLinked(principal) ? NONE : (scps ?? NONE);
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
function rcpsOf({ principal }: Request, { rcps }: Layers): readonly (readonly Policy[])[] {
  return isServiceLinked(principal) ? NONE : (rcps ?? NONE);
}

const isServiceLinked = ({ issuer }: Principal): boolean =>
  issuer?.includes(":role/aws-service-role/") === true;

/** When any policy of any layer denies. */
function denial(request: Request, layers: Layers, asked: Asked, trace?: Trace): Formula {
  const { identity, boundary, session, resource } = layers;
  const bounded = boundary !== undefined;
  let denied = anyDenies("identity", identity, bounded, asked, trace);
  if (boundary) denied = either(denied, denies("boundary", boundary, bounded, asked, trace));
  if (session) denied = either(denied, anyDenies("session", session, bounded, asked, trace));
  for (const policies of scpsOf(request, layers)) {
    denied = either(denied, anyDenies("scp", policies, bounded, asked, trace));
  }
  for (const policies of rcpsOf(request, layers)) {
    denied = either(denied, anyDenies("rcp", policies, bounded, asked, trace));
  }
  return resource ? either(denied, denies("resource", resource, bounded, asked, trace)) : denied;
}

function anyDenies(
  layer: Layer,
  policies: readonly Policy[],
  bounded: boolean,
  asked: Asked,
  trace?: Trace,
): Formula {
  let denied: Formula = false;
  for (const policy of policies) {
    denied = either(denied, denies(layer, policy, bounded, asked, trace));
  }
  return denied;
}

function denies(
  layer: Layer,
  policy: Policy,
  bounded: boolean,
  asked: Asked,
  trace?: Trace,
): Formula {
  let denied: Formula = false;
  for (const { statement, names } of policy.about(asked.service).denies) {
    if (!names(asked.word) || !deniesPrincipal(statement, asked, bounded)) continue;
    const when = statement.holds(asked);
    if (when === false) continue;
    trace?.({ layer, effect: "deny", policy: policy.name, statement: statement.label, when });
    if (when === true && !trace) return true;
    denied = either(denied, when);
  }
  return denied;
}

/**
 * A Deny with `NotPrincipal` denies every principal that has a permissions boundary, listed or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function deniesPrincipal(statement: Statement, { principal }: Asked, bounded: boolean): boolean {
  return (bounded && statement.denyOfOthers) || statement.principal(principal) !== null;
}

/** When the policies allow, each layer as far as it has to. */
function allowance(request: Request, layers: Layers, asked: Asked, trace?: Trace): Formula {
  const granting = granted(request, layers, asked, trace);
  if (granting === false && !trace) return false;
  let result = granting;
  for (const policies of scpsOf(request, layers)) {
    result = both(result, needed("scp", policies, asked, trace));
  }
  for (const policies of rcpsOf(request, layers)) {
    result = both(result, needed("rcp", policies, asked, trace));
  }
  return result;
}

/** What identity policies and the resource's policy grant together. */
function granted(request: Request, layers: Layers, asked: Asked, trace?: Trace): Formula {
  const { principal, owner } = request;
  const { resource } = layers;
  const direct = resource ? allows("resource", resource, asked, trace, "direct") : false;
  if (principal.account === null) return direct === false ? nobody(resource, trace) : direct;
  const byIssuer = resource ? allows("resource", resource, asked, trace, "issuer") : false;
  const byAccount = resource ? allows("resource", resource, asked, trace, "account") : false;
  if (principal.account !== owner) {
    const letIn = either(direct, either(byIssuer, byAccount));
    if (letIn === false) nobody(resource, trace);
    if (letIn === false && !trace) return false;
    return both(letIn, both(ownGrant(layers, asked, trace), limits(layers, asked, trace)));
  }
  if (direct === true && !trace) return true;
  const delegated = resource && !trustsAccountByItself(asked.action) ? byAccount : true;
  if (delegated === false) nobody(resource, trace);
  const own = ownGrant(layers, asked, trace);
  const indirect = either(byIssuer, both(own, delegated));
  if (indirect === false && !trace) return direct;
  return either(direct, both(indirect, limits(layers, asked, trace)));
}

function ownGrant({ identity }: Layers, asked: Asked, trace?: Trace): Formula {
  return needsNoGrant(asked.action, asked.principal) || needed("identity", identity, asked, trace);
}

/** What limits a principal's own permissions: its boundary and its session's policies. */
function limits({ boundary, session }: Layers, asked: Asked, trace?: Trace): Formula {
  let result: Formula = true;
  if (boundary) {
    result = allows("boundary", boundary, asked, trace);
    if (result === false) silent("boundary", boundary.name, trace);
  }
  if (session) result = both(result, needed("session", session, asked, trace));
  else if (needsSessionPolicy(asked.principal)) {
    silent("session", "", trace);
    result = false;
  }
  return result;
}

/** When the policies of one layer allow; a layer without policies does not. */
function needed(layer: Layer, policies: readonly Policy[], asked: Asked, trace?: Trace): Formula {
  let allowed: Formula = false;
  for (const policy of policies) {
    allowed = either(allowed, allows(layer, policy, asked, trace));
    if (allowed === true && !trace) return true;
  }
  if (allowed === false && trace) {
    silent(layer, policies.map(({ name }) => name).join(", "), trace);
  }
  return allowed;
}

/** When one policy allows; of a resource's policy, as far as it names the principal in one way. */
function allows(
  layer: Layer,
  policy: Policy,
  asked: Asked,
  trace?: Trace,
  match: Match = "direct",
): Formula {
  let allowed: Formula = false;
  for (const { statement, names } of policy.about(asked.service).allows) {
    if (!names(asked.word) || statement.principal(asked.principal) !== match) continue;
    const when = statement.holds(asked);
    if (when === false) continue;
    trace?.({ layer, effect: "allow", policy: policy.name, statement: statement.label, when });
    if (when === true && !trace) return true;
    allowed = either(allowed, when);
  }
  return allowed;
}

function nobody(resource: Policy | undefined, trace?: Trace): false {
  silent("resource", resource?.name ?? "", trace);
  return false;
}

function silent(layer: Layer, policy: string, trace?: Trace): void {
  trace?.({ layer, effect: "nothing allows", policy, statement: "", when: true });
}
