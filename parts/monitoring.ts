import { Hub } from "../components/monitoring/hub";
import { Spoke } from "../components/monitoring/spoke";
import type { Plan } from "../model/plan";
import type { Making } from "./making";

/**
 * Who is told of what, wherever it happens: the hub in the audit account, and the management account's
 * way there. Members have theirs from a StackSet, which waits for the hub that this gives back.
 */
export function makeMonitoring({ monitoring }: Plan, { at }: Making): Hub {
  const { hub, notify, spoke, regions } = monitoring;
  const audit = at("audit");
  const made = new Hub("root-activity", { hub, notify, bindings: audit.bindings }, audit.opts);
  const { bindings, opts } = at("management");
  // EventBridge refuses a target on a bus that does not let its role in.
  const onceMade = { ...opts, dependsOn: made };
  new Spoke("root-activity-management", { spoke, regions, bindings }, onceMade);
  return made;
}
