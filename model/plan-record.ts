import { z } from "zod";
import type { PolicyDocument } from "../iam/document";
import { pieces } from "../iam/placeholder";
import { LOG_KINDS } from "./audit/plan";
import type { Plan } from "./plan";
import type { PlannedStackSet } from "./stack-sets";
import { OWN_ROLE_KINDS } from "./own-roles";
import { pathText } from "./problem";
import { resourceCounts } from "./resources";
import { signInsOf, type SignIn } from "./sign-in";
import { IDENTITY_MODES } from "./access-schema";
import { CORE_ACCOUNTS, LIFECYCLES } from "./schema";

/** A plan as `lz plan --json` writes it: all of it but CloudFormation's text. */
export interface PlanRecord extends Omit<Plan, "types" | "stackSets"> {
  readonly stackSets: readonly Omit<PlannedStackSet, "template">[];
  /** Ways to sign in, with what has to be set up for them elsewhere. */
  readonly signIns: readonly SignIn[];
  /** Number of resources by Pulumi's type. */
  readonly resources: Readonly<Record<string, number>>;
}

export function planRecord(plan: Plan): PlanRecord {
  const { organization, units, accounts, roles, boundary, stamping, people, logs } = plan;
  const { identity, breakGlass, ownRoles, deploy, partners, customers, entry } = plan;
  const { detection, network, management, monitoring, baseline, stackSets } = plan;
  const { guardrails, exceptions, policyLimits, expectations, warnings } = plan;
  return {
    organization,
    units,
    accounts,
    roles,
    guardrails,
    exceptions,
    policyLimits,
    boundary,
    stamping,
    identity,
    signIns: signInsOf(plan),
    people,
    breakGlass,
    ownRoles,
    deploy,
    partners: partners.map((partner) => ({
      ...partner,
      sets: partner.sets.map((set) => ({ ...set, template: null })),
    })),
    customers,
    logs,
    entry,
    detection,
    network,
    management,
    monitoring,
    baseline,
    stackSets: stackSets.map(({ name, description, regions, units, roles, after }) => ({
      name,
      description,
      regions,
      units,
      roles,
      ...(after ? { after } : {}),
    })),
    expectations,
    resources: resourceCounts(plan),
    warnings,
  };
}

/**
 * The plan that a JSON text holds, or what keeps it from being one; null if the text is something
 * else altogether, such as a stack file.
 */
export type ReadRecord =
  | { readonly ok: true; readonly record: PlanRecord }
  | { readonly ok: false; readonly message: string };

export function readPlanRecord(text: string): ReadRecord | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null) return null;
  if ("problems" in value) {
    return no("it has the problems that lz found in a stack file, and no plan");
  }
  if (!("roles" in value && "units" in value)) return null;
  const checked = written.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const path = (issue?.path ?? []).filter((part) => typeof part !== "symbol");
    return no(`${pathText(path)}: ${issue?.message ?? ""}`);
  }
  const record = value as unknown as PlanRecord;
  return faultOf(record) ?? { ok: true, record: shared(record) };
}

const no = (message: string): ReadRecord => ({ ok: false, message });

function parsed(text: string): unknown {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A placeholder that there is not. */
function faultOf(record: PlanRecord): ReadRecord | null {
  const { roles, boundary, people, logs, guardrails, ...rest } = record;
  const { identity, breakGlass, ownRoles, deploy, partners, stackSets } = rest;
  try {
    pieces(
      JSON.stringify([
        ...[roles, boundary, people, logs, guardrails],
        ...[identity, breakGlass, ownRoles, deploy, partners, stackSets],
      ]),
    );
    return null;
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error));
  }
}

/** JSON writes the boundary out for each role; here it is one object again, made ready once. */
function shared(record: PlanRecord): PlanRecord {
  const common = JSON.stringify(record.boundary);
  const bounded = <Role extends { readonly boundary: PolicyDocument }>(role: Role): Role =>
    JSON.stringify(role.boundary) === common ? { ...role, boundary: record.boundary } : role;
  const partners = record.partners.map((partner) => ({
    ...partner,
    sets: partner.sets.map((set) => ({ ...set, roles: set.roles.map(bounded) })),
  }));
  return { ...record, roles: record.roles.map(bounded), partners };
}

const oneOrMore = z.union([z.string(), z.array(z.string())]);

const policy = z.looseObject({
  Version: z.string(),
  Statement: z.array(
    z.looseObject({
      Effect: z.enum(["Allow", "Deny"]),
      Action: oneOrMore.optional(),
      NotAction: oneOrMore.optional(),
      Resource: oneOrMore.optional(),
      NotResource: oneOrMore.optional(),
      Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
    }),
  ),
});

const account = z.looseObject({
  name: z.string(),
  kind: z.enum(["core", "leaf"]),
  type: z.string(),
  unit: z.string().nullable(),
  id: z.string().nullable(),
  origin: z.enum(["created", "invited"]),
  lifecycle: z.enum(LIFECYCLES),
  formerNames: z.array(z.string()),
  accessRole: z.string(),
});

const role = z.looseObject({
  name: z.string(),
  trust: policy,
  policies: z.looseObject({ managed: z.array(z.string()), inline: policy.nullable() }),
});

/** All that is read of a plan; the rest is shown as it stands. */
const written = z.looseObject({
  organization: z.looseObject({
    name: z.string(),
    partition: z.string(),
    managementAccountId: z.string(),
    id: z.string().nullable(),
  }),
  units: z.array(z.looseObject({ path: z.string() })),
  accounts: z
    .array(account)
    .refine(
      (all) =>
        CORE_ACCOUNTS.every((core) => all.some((one) => one.kind === "core" && one.type === core)),
      { message: `one of the core accounts is missing: ${CORE_ACCOUNTS.join(", ")}` },
    ),
  roles: z.array(
    role.extend({
      type: z.string(),
      function: z.string(),
      level: z.string(),
      boundary: policy,
    }),
  ),
  identity: z.looseObject({
    modes: z.array(z.enum(IDENTITY_MODES)),
    saml: z.looseObject({ audiences: z.array(z.string()) }).nullable(),
    oidc: z
      .looseObject({ url: z.string(), audience: z.string(), subjects: z.array(z.string()) })
      .nullable(),
    identityCenter: z
      .looseObject({
        rolePath: z.string(),
        permissionSets: z.array(z.looseObject({ function: z.string(), name: z.string(), policy })),
      })
      .nullable(),
  }),
  breakGlass: z.looseObject({ users: z.array(z.string()), policy }),
  ownRoles: z.array(
    role.extend({
      kind: z.enum(OWN_ROLE_KINDS),
      account: z.enum([...CORE_ACCOUNTS, "leaf"]),
      function: z.string().nullable(),
    }),
  ),
  deploy: z.looseObject({ accessTrust: policy }).nullable(),
  partners: z.array(
    z.looseObject({
      name: z.string(),
      accountId: z.string(),
      accounts: z.array(z.string()),
      entry: z.looseObject({
        principals: z.array(z.string()),
        proof: z.union([
          z.enum(["context", "tag", "declared"]),
          z.looseObject({ externalId: z.string() }),
        ]),
      }),
      sets: z.array(
        z.looseObject({
          accounts: z.array(z.string()),
          roles: z.array(role.extend({ partner: z.string(), boundary: policy })),
        }),
      ),
    }),
  ),
  customers: z.array(
    z.looseObject({
      organizationId: z.string(),
      partner: z.string(),
      functions: z.array(z.string()),
    }),
  ),
  boundary: policy,
  stamping: z.enum(["stackset", "provider", "none"]),
  people: z.looseObject({
    users: z.array(
      z.looseObject({
        name: z.string(),
        functions: z.array(z.string()),
        limits: z
          .looseObject({ accounts: z.array(z.string()), types: z.array(z.string()) })
          .nullable(),
        policy: policy.nullable(),
      }),
    ),
    groups: z.array(z.looseObject({ function: z.string(), policy })),
    policy,
  }),
  logs: z.looseObject({
    bucketName: z.string(),
    bucketPolicy: policy,
    keyAlias: z.string(),
    keyPolicy: policy,
    trailName: z.string(),
    auditorBuckets: z.array(z.string()),
    buckets: z.array(z.looseObject({ kind: z.enum(LOG_KINDS), bucketName: z.string(), policy })),
    queries: z.looseObject({ workgroup: z.string(), bucketName: z.string() }).nullable(),
  }),
  entry: z.array(z.looseObject({ region: z.string() })),
  detection: z.looseObject({
    config: z.looseObject({ recorderRole: role, aggregator: z.looseObject({ role }) }).nullable(),
  }),
  network: z.looseObject({}),
  management: z.looseObject({ rootAccess: z.boolean() }),
  monitoring: z.looseObject({
    regions: z.array(z.string()),
    hub: z.looseObject({
      busArn: z.string(),
      busPolicy: policy,
      topics: z.array(z.looseObject({ name: z.string(), arn: z.string(), policy })),
      queue: z.looseObject({ name: z.string(), arn: z.string(), policy }),
    }),
    spoke: z.looseObject({ name: z.string(), queuePolicy: policy, role }),
  }),
  baseline: z.looseObject({}),
  stackSets: z.array(z.looseObject({ name: z.string(), roles: z.array(role) })),
  expectations: z.array(
    z.looseObject({ who: z.string(), context: z.record(z.string(), z.string()) }),
  ),
  guardrails: z
    .array(
      z.looseObject({
        target: z.string(),
        kind: z.enum(["scp", "rcp", "tag", "backup", "ai-opt-out", "ec2"]),
        name: z.string(),
        description: z.string(),
        guardrails: z.array(z.string()),
        document: z.looseObject({}),
      }),
    )
    .refine(
      (all) =>
        all.every(
          ({ kind, document }) =>
            (kind !== "scp" && kind !== "rcp") || policy.safeParse(document).success,
        ),
      { message: "the document of a guardrail is no policy" },
    ),
  exceptions: z.array(
    z.looseObject({ guardrail: z.string(), reason: z.string(), until: z.string() }),
  ),
  policyLimits: z.record(z.string(), z.record(z.string(), z.number())),
  resources: z.record(z.string(), z.number()),
});

/** The plan with those roles alone that something makes: without stamping, leaf accounts have none. */
export function withRolesInPlace(plan: PlanRecord): PlanRecord {
  const core = CORE_ACCOUNTS as readonly string[];
  if (plan.stamping !== "none") return plan;
  return { ...plan, roles: plan.roles.filter(({ type }) => core.includes(type)) };
}
