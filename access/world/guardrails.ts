import { bindsPermissions, type PlannedGuardrail } from "../../model/guardrails";
import { levelsAbove } from "../../model/units";
import { compilePolicy, type Policy } from "../policy/policy";
import type { Layers } from "../policy/request";
import type { AccessPlan, Account } from "./accounts";
import type { Documents } from "./documents";

/** Policies of the organization above an account, level by level from the root down. */
export type Above = Required<Pick<Layers, "scps" | "rcps">> & {
  /** All of their text. Accounts with the same text have the same object. */
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

/** Does any policy of the organization bind there? */
export const isGuarded = (above: Above): boolean => above !== NOTHING_ABOVE;

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
      key: JSON.stringify(
        path.map((level) => binding.filter(({ target }) => target === level).map(textOf)),
      ),
    };
  };
  const known = new Map<string, Above>();
  const same = new Map<string, Above>();
  return ({ planned: { type, kind, unit } }) => {
    if (unit === null || (kind === "core" && type === "management")) return NOTHING_ABOVE;
    let above = known.get(unit);
    if (!above) {
      const made = levels(unit);
      above = same.get(made.key) ?? made;
      same.set(made.key, above);
      known.set(unit, above);
    }
    return above;
  };
}

const textOf = ({ kind, document }: PlannedGuardrail): string =>
  `${kind} ${JSON.stringify(document)}`;
