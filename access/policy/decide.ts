import { allowance } from "./allowance";
import { denial } from "./denial";
import { both, not, type Formula } from "./formula";
import type { Asked } from "./policy";
import type { Layers, Request, Trace } from "./request";
import { awsRefuses, needsNoPermission, refusesRoot } from "./service-rules";

/**
 * Decides as AWS does: true, false, or what would have to hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(request: Request, layers: Layers, trace?: Trace): Formula {
  const { principal, resources, context } = request;
  const action = request.action.toLowerCase();
  if (needsNoPermission(action, principal)) return true;
  const refused = refusesRoot(action, principal)
    ? "root users assume no roles"
    : awsRefuses(action, resources);
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
