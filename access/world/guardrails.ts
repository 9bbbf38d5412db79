import { bindsPermissions } from "../../model/guardrails";
import { levelsAbove } from "../../model/units";
import { compilePolicy, type Policy } from "../policy/policy";
import type { Layers } from "../policy/request";
import type { AccessPlan, Account } from "./accounts";
import type { Documents } from "./documents";

/** Policies of the organization above an account, level by level from the root down. */
export type Above = Required<Pick<Layers, "scps" | "rcps">> & {
  /** The same for accounts that have the same policies above them. */
  readonly key: string;
};

export const NOTHING_ABOVE: Above = { scps: [], rcps: [], key: "" };

/** AWS attaches these at every level, and the landing zone leaves them there. */
const FULL_SCP = compilePolicy(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  "scp",
  "FullAWSAccess",
);
const FULL_RCP = compilePolicy(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
  "rcp",
  "RCPFullAWSAccess",
);

/**
 * What binds each account: nothing the management account.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function guardrailsAbove(
  plan: Pick<AccessPlan, "guardrails">,
  documents: Documents,
): (account: Account) => Above {
  const binding = plan.guardrails.filter(bindsPermissions);
  if (binding.length === 0) return () => NOTHING_ABOVE;
  const levels = (unit: string): Above => {
    const path = levelsAbove(unit);
    const at = (kind: "scp" | "rcp", level: string): readonly Policy[] =>
      binding
        .filter((one) => one.target === level && one.kind === kind)
        .map(({ document, name }) => documents.policy(document, kind, name, "*"));
    return {
      scps: path.map((level) => [FULL_SCP, ...at("scp", level)]),
      rcps: path.map((level) => [FULL_RCP, ...at("rcp", level)]),
      key: binding
        .filter(({ target }) => path.includes(target))
        .map(({ name }) => name)
        .sort()
        .join(" "),
    };
  };
  const known = new Map<string, Above>();
  return ({ planned: { type, kind, unit } }) => {
    if (unit === null || (kind === "core" && type === "management")) return NOTHING_ABOVE;
    let above = known.get(unit);
    if (!above) known.set(unit, (above = levels(unit)));
    return above;
  };
}
