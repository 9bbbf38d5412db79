import { both, either, type Formula } from "./formula";
import type { Asked, Policy, Statement } from "./policy";
import {
  rcpsOf,
  scpsOf,
  type Layer,
  type Layers,
  type Reason,
  type Request,
  type Trace,
} from "./request";
import { needsNoGrant, needsSessionPolicy, trustsAccountByItself } from "./service-rules";

/** When the policies allow, each layer as far as it has to. */
export function allowance(request: Request, layers: Layers, asked: Asked, trace?: Trace): Formula {
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
  const { direct, issuer, account } = resource ? grants(resource, asked, trace) : NO_GRANTS;
  if (principal.account === null) return direct === false ? nobody(resource, trace) : direct;
  if (principal.account !== owner) {
    const letIn = either(direct, either(issuer, account));
    if (letIn === false) nobody(resource, trace);
    if (letIn === false && !trace) return false;
    return both(letIn, both(ownGrant(layers, asked, trace), limits(layers, asked, trace)));
  }
  if (direct === true && !trace) return true;
  const delegated = resource && !trustsAccountByItself(asked.action) ? account : true;
  if (delegated === false) nobody(resource, trace);
  const own = ownGrant(layers, asked, trace);
  const indirect = either(issuer, both(own, delegated));
  if (indirect === false && !trace) return direct;
  return either(direct, both(indirect, limits(layers, asked, trace)));
}

/** What a resource's policy allows, by how it names the principal. */
interface Grants {
  readonly direct: Formula;
  readonly issuer: Formula;
  readonly account: Formula;
}

const NO_GRANTS: Grants = { direct: false, issuer: false, account: false };

function grants(resource: Policy, asked: Asked, trace?: Trace): Grants {
  let { direct, issuer, account } = NO_GRANTS;
  for (const { statement, names } of resource.about(asked.service).allows) {
    if (!names(asked.word)) continue;
    const match = statement.principal(asked.principal);
    const when = match !== null && statement.holds(asked);
    if (when === false) continue;
    trace?.(allowing("resource", resource, statement, when));
    if (match === "direct") direct = either(direct, when);
    else if (match === "issuer") issuer = either(issuer, when);
    else account = either(account, when);
  }
  return { direct, issuer, account };
}

function allowing(layer: Layer, { name }: Policy, { label }: Statement, when: Formula): Reason {
  return { layer, effect: "allow", policy: name, statement: label, when };
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

/** When one policy of the principal, or of its account, allows. */
function allows(layer: Layer, policy: Policy, asked: Asked, trace?: Trace): Formula {
  let allowed: Formula = false;
  for (const { statement, names } of policy.about(asked.service).allows) {
    if (!names(asked.word)) continue;
    const when = statement.holds(asked);
    if (when === false) continue;
    trace?.(allowing(layer, policy, statement, when));
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
