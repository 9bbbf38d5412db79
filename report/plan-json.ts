import { resourceCounts } from "../model/resources";
import type { Plan } from "../model/plan";

/** The plan as `--json` gives it: a stable form, without CloudFormation's text. */
export function planJson(plan: Plan): unknown {
  const { organization, units, accounts, roles, stamping, people, logs, warnings } = plan;
  return {
    organization,
    units,
    accounts: accounts.map(({ name, type, unit, email, lifecycle, kind, id, origin, tags }) => ({
      name,
      type,
      unit,
      email,
      lifecycle,
      kind,
      id,
      origin,
      tags,
    })),
    roles: roles.map((role) => ({
      type: role.type,
      function: role.function,
      level: role.level,
      name: role.name,
      sessionHours: role.sessionHours,
      trust: role.trust,
      policies: role.policies,
      boundary: role.boundary,
    })),
    guardrails: [],
    stamping,
    people,
    logs,
    resources: resourceCounts(plan),
    warnings,
  };
}
