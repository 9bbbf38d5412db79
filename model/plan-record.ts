import { z } from "zod";
import type { Plan } from "./plan";
import { resourceCounts } from "./resources";

/** A plan as `lz plan --json` writes it: all of it but CloudFormation's text. */
export interface PlanRecord extends Omit<Plan, "types"> {
  /** Number of resources by Pulumi's type. */
  readonly resources: Readonly<Record<string, number>>;
  readonly guardrails: readonly never[];
}

export function planRecord(plan: Plan): PlanRecord {
  const { organization, units, accounts, roles, boundary, stamping, people, logs } = plan;
  const { expectations, warnings } = plan;
  return {
    organization,
    units,
    accounts,
    roles,
    guardrails: [],
    boundary,
    stamping,
    people,
    logs,
    expectations,
    resources: resourceCounts(plan),
    warnings,
  };
}

/** What tells a plan from other JSON. The rest is as the same version of `lz` wrote it. */
const written = z.looseObject({
  organization: z.looseObject({ name: z.string(), managementAccountId: z.string() }),
  units: z.array(z.looseObject({ path: z.string() })),
  accounts: z.array(z.looseObject({ name: z.string(), type: z.string(), accessRole: z.string() })),
  roles: z.array(
    z.looseObject({ type: z.string(), function: z.string(), trust: z.looseObject({}) }),
  ),
  boundary: z.looseObject({ Statement: z.array(z.looseObject({})) }),
  people: z.looseObject({ users: z.array(z.looseObject({ name: z.string() })) }),
  logs: z.looseObject({ bucketName: z.string(), auditorBuckets: z.array(z.string()) }),
  expectations: z.array(z.looseObject({ who: z.string() })),
  resources: z.record(z.string(), z.number()),
});

/** The plan that a JSON text holds; null if it holds something else. */
export function readPlanRecord(text: string): PlanRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return written.safeParse(value).success ? (value as PlanRecord) : null;
}
