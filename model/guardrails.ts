import type { Conditions, PolicyDocument } from "../iam/document";
import { GUARDRAILS } from "../iam/guardrails";
import type {
  GuardrailContext,
  GuardrailKind,
  GuardrailStatement,
} from "../iam/guardrails/guardrail";
import { IDENTITY_SERVICES } from "../iam/guardrails/only-services";
import { issuerOf } from "../iam/hub";
import { pack, type Packable, type PackedPolicy, type Refusal } from "../iam/guardrails/pack";
import {
  AI_OPT_OUT,
  backupPolicy,
  EC2_DEFAULTS,
  tagPolicy,
  type OrganizationPolicyDocument,
} from "../iam/organization-policies";
import { ORGANIZATION_ACCESS_ROLE } from "../iam/names";
import { sizeOf } from "../iam/render";
import { chosen, resolveCatalogue, type AccountType, type ChosenGuardrail } from "./catalogue";
import { LIMITS } from "./limits";
import { CORE_MEMBERS, type CustomGuardrail, type Stack } from "./schema";
import { ancestors, coreUnit, QUARANTINE_UNIT, ROOT, STAGING_UNIT } from "./units";

/** One policy, attached to one target. Equal names are one policy, attached several times. */
export type PlannedGuardrail = Attached &
  (
    | { readonly kind: GuardrailKind; readonly document: PolicyDocument }
    | { readonly kind: OtherKind; readonly document: OrganizationPolicyDocument }
  );

/** Policies of the organization that bind no permissions. */
export type OtherKind = "tag" | "backup" | "ai-opt-out" | "ec2";

interface Attached {
  /** Path of a unit, `/` for the root. */
  readonly target: string;
  /** Name in AWS, the same for the same text. */
  readonly name: string;
  readonly description: string;
  /** Names of the guardrails that are in it. */
  readonly guardrails: readonly string[];
  /** What guardrails were given there, by their names; left out where they have their defaults. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Characters that it has at most, and that AWS takes. */
  readonly size: number;
  readonly limit: number;
}

export interface GuardrailPlan {
  readonly attached: readonly PlannedGuardrail[];
  /** Targets for which there are more guardrails than fit. */
  readonly refusals: readonly TargetRefusal[];
}

export interface TargetRefusal extends Refusal {
  readonly target: string;
  readonly kind: GuardrailKind;
  readonly characters: number;
  /** Policies that guardrails may take there. */
  readonly policies: number;
}

/**
 * Guardrails of the whole organization: what keeps the landing zone itself, and what no account has a
 * reason to do. They hold for accounts that fall back to the root, too.
 */
export const EVERYWHERE: readonly string[] = [
  "deny-account-settings",
  "deny-confused-deputy",
  "deny-disable-security",
  "deny-leave-organization",
  "deny-outsiders",
  "deny-root-user",
  "protect-landing-zone",
  "protect-logs",
  "protect-root-sessions",
  "require-tls",
];

/** Guardrails without which others, or the proofs, mean nothing: there is no exception from them. */
export const WITHOUT_EXCEPTION: readonly string[] = [
  "deny-all",
  "deny-leave-organization",
  "protect-hub",
  "protect-landing-zone",
  "protect-logs",
  "protect-people",
  "protect-root-sessions",
];

const choose = (...names: readonly string[]): readonly ChosenGuardrail[] =>
  names.map((name) => ({ name, values: null }));

/** Guardrails of the units that hold no account type. */
const OWN_UNITS = {
  audit: choose(
    "deny-access-keys",
    "deny-default-vpc",
    "deny-public",
    "deny-public-identities",
    "deny-regions",
    "deny-unapproved-marketplace",
    "protect-hub",
    "require-encryption",
  ),
  network: choose(
    "deny-access-keys",
    "deny-default-vpc",
    "deny-public",
    "deny-public-identities",
    "deny-regions",
    "deny-unapproved-marketplace",
    "protect-networks",
    "require-encryption",
    "require-imdsv2",
  ),
  access: [
    ...choose("deny-public-identities", "deny-regions", "protect-people"),
    { name: "only-services", values: IDENTITY_SERVICES },
  ],
  staging: choose("deny-access-keys", "deny-public", "deny-public-identities", "deny-regions"),
  quarantine: choose("deny-all"),
} as const satisfies Readonly<Record<string, readonly ChosenGuardrail[]>>;

/** A place to attach policies to. */
interface Target {
  readonly path: string;
  /** End of the names of policies that it has for itself: `of-production`, `at-root`. */
  readonly ending: string;
  readonly guardrails: readonly ChosenGuardrail[];
}

/** The guardrails of a stack, packed for every target. */
export function guardrailsOf(stack: Stack, types: readonly AccountType[]): GuardrailPlan {
  const { organization, guardrails } = stack;
  if (guardrails.attach === "none") return { attached: [], refusals: [] };
  const context = contextOf(stack);
  const ready = packables(stack, context);
  const attached: PlannedGuardrail[] = [];
  const refusals: TargetRefusal[] = [];
  for (const target of targetsOf(stack, types)) {
    for (const kind of kindsIn(organization.partition)) {
      const limit = guardrails.limits[kind];
      const room = { characters: limit.characters, policies: roomFor(limit.policies) };
      const here = target.guardrails.filter(({ name }) => kindOf(stack, name) === kind);
      const packing = pack(
        here.map((choice) => ready(kind, choice)),
        room,
      );
      if (packing.ok) attached.push(...named(stack, kind, target, packing.policies));
      else refusals.push({ target: target.path, kind, ...room, ...packing.refusal });
    }
  }
  if (guardrails.attach === "everywhere") attached.push(...otherPolicies(stack, context));
  return { attached, refusals };
}

/** AWS's name of each kind of policy, and the service that needs trusted access for it, if any. */
export const POLICY_TYPES: Readonly<
  Record<PlannedGuardrail["kind"], { readonly type: string; readonly service: string | null }>
> = {
  scp: { type: "SERVICE_CONTROL_POLICY", service: null },
  rcp: { type: "RESOURCE_CONTROL_POLICY", service: null },
  tag: { type: "TAG_POLICY", service: "tagpolicies.tag.amazonaws.com" },
  backup: { type: "BACKUP_POLICY", service: "backup.amazonaws.com" },
  "ai-opt-out": { type: "AISERVICES_OPT_OUT_POLICY", service: null },
  ec2: { type: "DECLARATIVE_POLICY_EC2", service: "ec2.amazonaws.com" },
};

/** Resource control policies do not exist in China's regions. */
export function kindsIn(partition: string): readonly GuardrailKind[] {
  return partition === "aws-cn" ? ["scp"] : ["scp", "rcp"];
}

/**
 * Of the policies that a target takes, one is AWS's own, and one stays free: a policy is attached
 * before the one that it takes the place of is detached.
 */
export function roomFor(policies: number): number {
  return Math.max(1, policies - 2);
}

/** Names of the roles by which the management account enters accounts, AWS's own first. */
export function accessRolesOf({
  organization,
  accounts,
}: Pick<Stack, "organization" | "accounts">): readonly string[] {
  const own = [...CORE_MEMBERS.map((core) => organization.coreAccounts[core]), ...accounts];
  return [
    ...new Set([ORGANIZATION_ACCESS_ROLE, ...own.flatMap(({ accessRole }) => accessRole ?? [])]),
  ];
}

/** What guardrails depend on, of a stack. */
export function contextOf(stack: Stack): GuardrailContext {
  const { access, organization, guardrails } = stack;
  return {
    organization: organization.name,
    regions: [...new Set([organization.homeRegion, ...organization.regions])],
    accessRoles: accessRolesOf(stack),
    outsideAccounts: guardrails.outsideAccounts.map(({ id }) => id),
    partnerAccounts: [...new Set(access.partners.map(({ accountId }) => accountId))].sort(),
    signIn:
      access.oidc && [access.identity].flat().includes("oidc")
        ? { issuer: issuerOf(access.oidc.url), audience: access.oidc.audience }
        : null,
  };
}

/** Where what holds everywhere is attached, and each unit that holds accounts. */
function targetsOf(stack: Stack, types: readonly AccountType[]): readonly Target[] {
  const { custom, attach } = stack.guardrails;
  const everywhere = choose(...heldEverywhere(stack));
  const names = everywhere.map(({ name }) => name);
  // What holds above need not be said again below.
  const below = (set: readonly ChosenGuardrail[]): readonly ChosenGuardrail[] =>
    set.filter(({ name }) => !names.includes(name));
  const ofType = (path: string, type: string, set: readonly ChosenGuardrail[]): Target => {
    const own = choose(
      ...custom.filter((one) => one.types?.includes(type)).map(({ name }) => name),
    );
    const all = new Map([...set, ...own].map((one) => [one.name, one]));
    const here = [...all.values()].filter(({ name }) => !isExcepted(stack, name, type));
    return { path, ending: `of-${type}`, guardrails: below(here) };
  };
  // A type may have the name of a unit that is the landing zone's own.
  const ofNoType = (path: string, name: string, set: readonly ChosenGuardrail[]): Target => ({
    path,
    ending: `at-${name}`,
    guardrails: set,
  });
  const units = [
    ...CORE_MEMBERS.map((core) => ofType(coreUnit(core), core, OWN_UNITS[core])),
    ...types.map((type) => ofType(type.unit, type.name, type.guardrails)),
    ofNoType(STAGING_UNIT, "staging", below(OWN_UNITS.staging)),
    ofNoType(QUARANTINE_UNIT, "quarantine", below(OWN_UNITS.quarantine)),
  ];
  if (attach === "everywhere") return [ofNoType(ROOT, "root", everywhere), ...units];
  const tops = new Set(units.flatMap(({ path }) => ancestors(path).slice(0, 1)));
  return [
    ...[...tops]
      .filter((top) => !units.some(({ path }) => path === top))
      .map((top) => ofNoType(top, "units", everywhere)),
    ...units.map((unit) =>
      tops.has(unit.path) ? { ...unit, guardrails: [...everywhere, ...unit.guardrails] } : unit,
    ),
  ];
}

/** Guardrails of the whole organization: the stack's own are, unless a type has them. */
function heldEverywhere({ guardrails, accountTypes }: Stack): readonly string[] {
  const ofTypes = new Set(
    Object.values(accountTypes).flatMap((type) =>
      (type.guardrails ?? []).flatMap(chosen).map(({ name }) => name),
    ),
  );
  const own = guardrails.custom.filter(({ types, name }) => !types && !ofTypes.has(name));
  return [...EVERYWHERE, ...own.map(({ name }) => name)];
}

/** Guardrails of accounts of a type, or of a core account, whatever exceptions there are. */
export function heldByType(
  stack: Stack,
  type: string,
): { readonly ofType: readonly string[]; readonly everywhere: readonly string[] } {
  const core = CORE_MEMBERS.find((one) => one === type);
  const set = core ? OWN_UNITS[core] : (resolveCatalogue(stack).types.get(type)?.guardrails ?? []);
  const own = stack.guardrails.custom.filter(({ types }) => types?.includes(type));
  return {
    ofType: [...new Set([...set, ...own].map(({ name }) => name))],
    everywhere: heldEverywhere(stack),
  };
}

/** The same of one account, by its name. */
export function heldBy(stack: Stack, account: string): readonly string[] {
  const core = CORE_MEMBERS.find(
    (one) => (stack.organization.coreAccounts[one].name ?? one) === account,
  );
  const type = core ?? stack.accounts.find(({ name }) => name === account)?.type ?? "";
  const { ofType, everywhere } = heldByType(stack, type);
  return [...everywhere, ...ofType];
}

function isExcepted({ guardrails }: Stack, name: string, type: string): boolean {
  return guardrails.exceptions.some((one) => one.guardrail === name && one.type === type);
}

/** Kind of a guardrail, built in or the stack's own. */
export function kindOf(stack: Pick<Stack, "guardrails">, name: string): GuardrailKind | undefined {
  return (
    GUARDRAILS.get(name)?.kind ?? stack.guardrails.custom.find((one) => one.name === name)?.kind
  );
}

/**
 * Built-in guardrails that were made before, by all that they depend on: what several targets have is
 * one object, and is packed once, however often a stack is planned.
 */
const made = new Map<string, Packable>();
/** Stacks differ in little of what guardrails depend on; whoever tries thousands must not keep them all. */
const MOST_MADE = 500;

/** Makes guardrails of a stack ready to be packed, each once. */
function packables(
  stack: Stack,
  context: GuardrailContext,
): (kind: GuardrailKind, choice: ChosenGuardrail) => Packable {
  const common = JSON.stringify(context);
  const own = new Map<string, Packable>();
  return (kind, { name, values }) => {
    const exempt = exemptAccounts(stack, name);
    const builtIn = GUARDRAILS.get(name);
    const known = builtIn ? made : own;
    const key = JSON.stringify([name, values, exempt, builtIn ? common : ""]);
    let found = known.get(key);
    if (!found) {
      if (made.size >= MOST_MADE) made.clear();
      const statements = builtIn
        ? builtIn.statements(context, values ?? builtIn.parameter?.default ?? [])
        : customStatements(stack.guardrails.custom.find((one) => one.name === name));
      found = {
        name,
        kind,
        ...(builtIn ? { builtIn: true } : {}),
        statements: statements.map((one) =>
          exempt.length === 0 ? one : except(one, kind, exempt),
        ),
      };
      known.set(key, found);
    }
    return found;
  };
}

/** A stack's own statements as guardrails have them: without Sid and principal, values as texts. */
function customStatements(custom: CustomGuardrail | undefined): readonly GuardrailStatement[] {
  return (custom?.statements ?? []).map(
    ({ Effect, Action, NotAction, Resource, NotResource, Condition }) => ({
      Effect,
      ...given({ Action, NotAction, Resource, NotResource }),
      ...(Condition ? { Condition: texts(Condition) } : {}),
    }),
  );
}

/** What of it is there. */
function given<T extends object>(parts: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, part]) => part !== undefined),
  ) as Partial<T>;
}

type CustomCondition = NonNullable<CustomGuardrail["statements"][number]["Condition"]>;

function texts(conditions: CustomCondition): Conditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [
          key,
          Array.isArray(value) ? value.map(String) : String(value),
        ]),
      ),
    ]),
  );
}

/** Ids of the accounts that have an exception from a guardrail. A rule sees to it that they have one. */
function exemptAccounts(stack: Stack, guardrail: string): readonly string[] {
  const names = new Set(
    stack.guardrails.exceptions
      .filter((one) => one.guardrail === guardrail)
      .flatMap(({ account }) => account ?? []),
  );
  if (names.size === 0) return [];
  return accountIds(stack)
    .filter(({ name }) => names.has(name))
    .flatMap(({ id }) => id ?? [])
    .sort();
}

/** Member accounts that an exception can name, with the ids that the file says. */
export function accountIds({
  organization,
  accounts,
}: Pick<Stack, "organization" | "accounts">): readonly {
  readonly name: string;
  readonly id: string | undefined;
}[] {
  return [
    ...CORE_MEMBERS.map((core) => {
      const { name, id } = organization.coreAccounts[core];
      return { name: name ?? core, id };
    }),
    ...accounts.map(({ name, id }) => ({ name, id })),
  ];
}

/** The statement, but not for these accounts' principals, or not on their resources. */
function except(
  statement: GuardrailStatement,
  kind: GuardrailKind,
  accounts: readonly string[],
): GuardrailStatement {
  const key = kind === "scp" ? "aws:PrincipalAccount" : "aws:ResourceAccount";
  const conditions = statement.Condition ?? {};
  const own = conditions.StringNotEquals ?? {};
  return {
    ...statement,
    Condition: {
      ...conditions,
      StringNotEquals: { ...own, [key]: [...[own[key] ?? []].flat(), ...accounts] },
    },
  };
}

function named(
  stack: Stack,
  kind: GuardrailKind,
  { path, ending, guardrails }: Target,
  policies: readonly PackedPolicy[],
): readonly PlannedGuardrail[] {
  const parts = new Map<string, number>();
  return policies.map((policy) => {
    const base = nameOf(policy, kind, ending, guardrails);
    const part = (parts.get(base) ?? 0) + 1;
    parts.set(base, part);
    return {
      target: path,
      kind,
      // No name of a stack's own guardrail has a dot.
      name: part === 1 ? base : `${base}.${part}`,
      description: descriptionOf(stack, policy),
      guardrails: policy.guardrails,
      ...valuesIn(policy, guardrails),
      size: policy.size,
      limit: stack.guardrails.limits[kind].characters,
      document: policy.document,
    };
  });
}

function valuesIn(
  { guardrails }: PackedPolicy,
  choices: readonly ChosenGuardrail[],
): Pick<Attached, "values"> {
  const given = choices.flatMap(({ name, values }) =>
    values !== null && guardrails.includes(name) ? [[name, values] as const] : [],
  );
  return given.length === 0 ? {} : { values: Object.fromEntries(given) };
}

/** One guardrail gives its name; several, or one with values of its own, are the target's. */
function nameOf(
  { guardrails: [only = "", ...others] }: PackedPolicy,
  kind: GuardrailKind,
  ending: string,
  chosen: readonly ChosenGuardrail[],
): string {
  if (others.length > 0) return `landing-zone-${kind}-${ending}`;
  const values = chosen.find(({ name }) => name === only)?.values ?? null;
  return values === null ? `landing-zone-${only}` : `landing-zone-${only}-${ending}`;
}

function descriptionOf(stack: Stack, { guardrails }: PackedPolicy): string {
  const [only = "", ...others] = guardrails;
  const text = others.length > 0 ? guardrails.join(", ") : sentenceOf(stack, only);
  const most = LIMITS.policyDescription.value;
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** What holds where a guardrail is attached, in a sentence. */
export function sentenceOf(stack: Pick<Stack, "guardrails">, name: string): string {
  const custom = stack.guardrails.custom.find((one) => one.name === name);
  return GUARDRAILS.get(name)?.sentence ?? custom?.sentence ?? name;
}

/** Names of policies of other kinds: no guardrail of a stack's own takes one. */
export const OTHER_NAMES = ["tags", "backups", "ai-opt-out", "ec2-defaults"] as const;

/** Policies of other kinds, that a stack asks for. All of them are for the whole organization. */
function otherPolicies(stack: Stack, { regions }: GuardrailContext): readonly PlannedGuardrail[] {
  const { tags, backups, aiOptOut, ec2Defaults } = stack.guardrails;
  const policy = (
    kind: OtherKind,
    name: (typeof OTHER_NAMES)[number],
    description: string,
    limit: number,
    document: OrganizationPolicyDocument,
  ): PlannedGuardrail => ({
    target: ROOT,
    kind,
    name: `landing-zone-${name}`,
    description,
    guardrails: [name],
    size: sizeOf(document),
    limit,
    document,
  });
  const rules = Object.entries(tags).map(([key, rule]) => ({ key, ...rule }));
  const plans = Object.entries(backups).map(([name, plan]) => ({ name, ...plan }));
  return [
    ...(rules.length > 0
      ? [
          policy(
            "tag",
            "tags",
            "How tags are spelt, and their values",
            LIMITS.tagPolicy.value,
            tagPolicy(rules),
          ),
        ]
      : []),
    ...(plans.length > 0
      ? [
          policy(
            "backup",
            "backups",
            "What is backed up, when, and for how long",
            LIMITS.backupPolicy.value,
            backupPolicy(plans, regions),
          ),
        ]
      : []),
    ...(aiOptOut
      ? [
          policy(
            "ai-opt-out",
            "ai-opt-out",
            "AWS's AI services keep nothing to improve themselves",
            LIMITS.aiOptOutPolicy.value,
            AI_OPT_OUT,
          ),
        ]
      : []),
    ...(ec2Defaults
      ? [
          policy(
            "ec2",
            "ec2-defaults",
            "No public images and snapshots, no serial console, version 2 of the metadata service",
            LIMITS.declarativePolicy.value,
            EC2_DEFAULTS,
          ),
        ]
      : []),
  ];
}

/** A planned guardrail that binds permissions. */
export function bindsPermissions(planned: PlannedGuardrail): planned is PlannedGuardrail & {
  readonly kind: GuardrailKind;
  readonly document: PolicyDocument;
} {
  return planned.kind === "scp" || planned.kind === "rcp";
}
