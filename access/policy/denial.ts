import { either, type Formula } from "./formula";
import type { Asked, Policy, Statement } from "./policy";
import { rcpsOf, scpsOf, type Layer, type Layers, type Request, type Trace } from "./request";

/** When any policy of any layer denies. */
export function denial(request: Request, layers: Layers, asked: Asked, trace?: Trace): Formula {
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
