import { boundary } from "../iam/boundary";
import type { PolicyDocument } from "../iam/document";
import { managedPolicyArn, ORGANIZATION_ACCESS_ROLE } from "../iam/names";
import { breakGlassPolicy } from "../iam/break-glass";
import { groupPolicy, peoplePolicy, untilPolicy } from "../iam/people";
import type { Pipelines } from "../iam/machines/trust";
import { auditLogs, type Level } from "../iam/permissions";
import { stampTemplate, type StampedRole } from "../iam/stamp-template";
import { trustOfAccessRole, trustOfPeople, type Way } from "../iam/trust";
import { emailOf } from "./email";
import {
  CORE_FUNCTIONS,
  levelOf,
  resolveCatalogue,
  type AccountType,
  type Catalogue,
} from "./catalogue";
import {
  accessRolesOf,
  guardrailsOf,
  kindsIn,
  POLICY_TYPES,
  type PlannedGuardrail,
} from "./guardrails";
import { customersOf, modesOf, plannedIdentity, waysOf, type PlannedIdentity } from "./identity";
import { ownRolesOf, pipelinesOf, type PlannedOwnRole } from "./own-roles";
import { plannedPartners, type PlannedPartner } from "./partners";
import type { Partition } from "./regions";
import type { Customer, Person } from "./access-schema";
import {
  CORE_ACCOUNTS,
  CORE_MEMBERS,
  type CoreAccount,
  type Expectation,
  type GuardrailException,
  type Lifecycle,
  type Stack,
} from "./schema";
import { ancestors, coreUnit, QUARANTINE_UNIT, ROOT, STAGING_UNIT } from "./units";
import { auditorReads, plannedLogs, type PlannedLogs } from "./audit/plan";
import { plannedBaseline, type PlannedBaseline } from "./baseline/plan";
import { plannedDetection, type PlannedDetection } from "./detection/plan";
import { detectionServices } from "./detection/services";
import { hasRootAccess, plannedManagement, type PlannedManagement } from "./management/plan";
import { managementServices } from "./management/services";
import { plannedMonitoring, type PlannedMonitoring } from "./monitoring/plan";
import { plannedEntry, type PlannedEntryNode } from "./network/entry";
import { NETWORK_LEVEL, networkLevel } from "./network/level";
import { plannedNetwork, type PlannedNetwork } from "./network/plan";
import { stackSetsOf, type PlannedStackSet } from "./stack-sets";
import { warningsOf } from "./warnings";

/** Everything that the program builds, computed from the stack file alone. */
export interface Plan {
  readonly organization: PlannedOrganization;
  /** Units below the root, parents before children. */
  readonly units: readonly PlannedUnit[];
  /** Core accounts, then leaf accounts in the order of the file. */
  readonly accounts: readonly PlannedAccount[];
  /** Account types in use, with their unit and template. */
  readonly types: readonly PlannedType[];
  /** Function roles by account type; core accounts are types of their own. */
  readonly roles: readonly PlannedRole[];
  /** Permissions boundary of every function role. */
  readonly boundary: PolicyDocument;
  readonly stamping: Stack["access"]["stamping"];
  /** How people sign in. */
  readonly identity: PlannedIdentity;
  readonly people: PlannedPeople;
  readonly breakGlass: PlannedBreakGlass;
  /** Roles of core accounts that are no function's: hubs, break-glass, pipelines. */
  readonly ownRoles: readonly PlannedOwnRole[];
  /** Pipelines that preview and deploy; null: administrators do, by hand. */
  readonly deploy: PlannedDeploy | null;
  readonly partners: readonly PlannedPartner[];
  /** Other organizations in which this one is a partner. */
  readonly customers: readonly Customer[];
  readonly logs: PlannedLogs;
  /** Nodes of the network account through which the network function forwards ports. */
  readonly entry: readonly PlannedEntryNode[];
  readonly detection: PlannedDetection;
  readonly network: PlannedNetwork;
  readonly management: PlannedManagement;
  readonly monitoring: PlannedMonitoring;
  readonly baseline: PlannedBaseline;
  /** What is stamped into every member account beside function roles. */
  readonly stackSets: readonly PlannedStackSet[];
  /** Policies of the organization, one entry for each target. */
  readonly guardrails: readonly PlannedGuardrail[];
  /** Where a guardrail does not hold, why, and until when. */
  readonly exceptions: readonly GuardrailException[];
  /** Quotas of policies that bind permissions. */
  readonly policyLimits: Stack["guardrails"]["limits"];
  /** What the stack expects of access, in its own words. */
  readonly expectations: readonly Expectation[];
  readonly warnings: readonly string[];
}

export interface PlannedOrganization {
  readonly name: string;
  readonly partition: Partition;
  readonly homeRegion: string;
  /** Governed regions, the home region first. */
  readonly regions: readonly string[];
  readonly managementAccountId: string;
  readonly adopt: boolean;
  readonly id: string | null;
  readonly trustedServices: readonly string[];
  readonly policyTypes: readonly string[];
}

export interface PlannedUnit {
  /** Path below the root, e.g. `workloads/production`. */
  readonly path: string;
  readonly name: string;
  /** Path of the unit above, null below the root. */
  readonly parent: string | null;
}

export interface PlannedAccount {
  readonly name: string;
  readonly kind: "core" | "leaf";
  /** Account type; a core account's own kind for core accounts. */
  readonly type: string;
  /** Path of the unit, `/` for the root, null for accounts that are gone. */
  readonly unit: string | null;
  /** Root e-mail address; null for the management account, which the program does not make. */
  readonly email: string | null;
  readonly id: string | null;
  readonly origin: "created" | "invited";
  readonly lifecycle: Lifecycle;
  /** Earlier names, oldest first. */
  readonly formerNames: readonly string[];
  /** Role by which the management account enters. */
  readonly accessRole: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface PlannedType {
  readonly name: string;
  readonly unit: string;
  /** Template of the type's StackSet; null when nobody has a role there or nothing is stamped so. */
  readonly template: { readonly body: string; readonly parameters: readonly string[] } | null;
}

export interface PlannedRole extends StampedRole {
  readonly type: string;
  readonly function: string;
  /** Name of the permission level. */
  readonly level: string;
  readonly boundary: PolicyDocument;
}

/** Where somebody's functions end. */
export interface Limits {
  /** Names of accounts. */
  readonly accounts: readonly string[];
  readonly types: readonly string[];
}

export interface PlannedPerson {
  readonly name: string;
  readonly functions: readonly string[];
  /** Null: the functions hold everywhere. */
  readonly limits: Limits | null;
  /** Last day, as YYYY-MM-DD. */
  readonly until: string | null;
  /** The user's own policy, where the time ends. */
  readonly policy: PolicyDocument | null;
  readonly email: string | null;
  readonly fullName: string | null;
}

export interface PlannedBreakGlass {
  readonly users: readonly string[];
  readonly policy: PolicyDocument;
  /** E-mail addresses that are told of their use. */
  readonly notify: readonly string[];
}

export interface PlannedDeploy {
  readonly pipelines: readonly Pipelines[];
  /** Trust of the roles by which core accounts are entered. */
  readonly accessTrust: PolicyDocument;
  /** Who else enters, as `user/…` or `role/…` of management: the first run's way in. */
  readonly bootstrap: readonly string[];
}

export interface PlannedPeople {
  readonly users: readonly PlannedPerson[];
  /** Days after which an access key is old. */
  readonly keyDays: number;
  /** One group per function that some account permits something. */
  readonly groups: readonly { readonly function: string; readonly policy: PolicyDocument }[];
  /** Everybody's policy in the access account: self-service, and MFA or nothing. */
  readonly policy: PolicyDocument;
}

/**
 * Services that the components use across the organization. They are enabled one by one, so that a
 * service which is not listed here stays as it is.
 */
const TRUSTED_SERVICES = [
  "cloudtrail.amazonaws.com",
  "member.org.stacksets.cloudformation.amazonaws.com",
  "ram.amazonaws.com",
];

/** Computes the plan of a valid stack. Pure: equal stacks give equal plans. */
export function planLandingZone(stack: Stack): Plan {
  const catalogue = resolveCatalogue(stack);
  const ways = waysOf(stack);
  const accounts = [...coreAccounts(stack), ...leafAccounts(stack, catalogue)];
  const types = typesInUse(stack, catalogue);
  const inCore = coreCatalogue(stack, catalogue);
  const accessRoles = accessRolesOf(stack);
  const ceiling = boundary({ organization: stack.organization.name, accessRoles });
  const guardrails = guardrailsOf(stack, types).attached;
  const roles = [
    ...CORE_ACCOUNTS.flatMap((core) =>
      rolesOf({ name: core, functions: coreFunctions(stack, core) }, inCore, ceiling, ways),
    ),
    ...types.flatMap((type) => rolesOf(type, catalogue, ceiling, ways)),
  ];
  const inUse = [...catalogue.functions.values()].filter(
    ({ name }) =>
      roles.some((role) => role.function === name) ||
      stack.access.customers.some((customer) => customer.functions.includes(name)),
  );
  const plan: Omit<Plan, "warnings"> = {
    organization: plannedOrganization(stack, guardrails),
    units: plannedUnits(types),
    accounts,
    types: types.map(({ name, unit }) => ({
      name,
      unit,
      template:
        stack.access.stamping === "stackset" ? templateOf(stack, name, roles, ceiling) : null,
    })),
    roles,
    boundary: ceiling,
    stamping: stack.access.stamping,
    identity: plannedIdentity(stack, inUse),
    people: {
      users: stack.access.people.map((person) => plannedPerson(stack, person)),
      keyDays: stack.access.keys.maxAgeDays,
      groups: inUse.map(({ name }) => ({
        function: name,
        policy: groupPolicy(name, customersOf(stack, name)),
      })),
      policy: peoplePolicy(),
    },
    breakGlass: { ...stack.access.breakGlass, policy: breakGlassPolicy(hasRootAccess(stack)) },
    ownRoles: ownRolesOf(stack, inUse, accessRoles),
    deploy: plannedDeploy(stack),
    partners: plannedPartners(stack, catalogue, ceiling),
    customers: stack.access.customers,
    logs: plannedLogs(
      stack,
      inUse.map(({ name }) => name),
      accessRoles,
    ),
    entry: plannedEntry(stack),
    detection: plannedDetection(stack),
    network: plannedNetwork(stack, types),
    management: plannedManagement(stack),
    monitoring: plannedMonitoring(stack),
    baseline: plannedBaseline(stack),
    stackSets: stackSetsOf(stack, plannedUnits(types)),
    guardrails,
    exceptions: stack.guardrails.exceptions,
    policyLimits: stack.guardrails.limits,
    expectations: stack.expectations,
  };
  return { ...plan, warnings: warningsOf(plan) };
}

function plannedPerson(stack: Stack, person: Person): PlannedPerson {
  const { name, functions, accounts, types, until, email, fullName } = person;
  const limited = accounts !== undefined || types !== undefined;
  const isUser = modesOf(stack).includes("iam-users");
  return {
    name,
    functions,
    limits: limited ? { accounts: accounts ?? [], types: types ?? [] } : null,
    until: until ?? null,
    policy: isUser && until !== undefined ? untilPolicy(until) : null,
    email: email ?? null,
    fullName: fullName ?? null,
  };
}

function plannedDeploy(stack: Stack): PlannedDeploy | null {
  const pipelines = pipelinesOf(stack);
  if (pipelines.length === 0) return null;
  const bootstrap = stack.access.deploy?.bootstrap ?? [];
  return { pipelines, accessTrust: trustOfAccessRole(bootstrap), bootstrap };
}

function plannedOrganization(
  stack: Stack,
  guardrails: readonly PlannedGuardrail[],
): PlannedOrganization {
  const { organization } = stack;
  const { name, partition, homeRegion, regions, managementAccountId, adopt, id } = organization;
  const types = unique([...kindsIn(partition), ...guardrails.map(({ kind }) => kind)]).map(
    (kind) => POLICY_TYPES[kind],
  );
  return {
    name,
    partition,
    homeRegion,
    regions: unique([homeRegion, ...regions]),
    managementAccountId,
    adopt,
    id: id ?? null,
    trustedServices: unique([
      ...TRUSTED_SERVICES,
      ...(modesOf(stack).includes("identity-center") ? ["sso.amazonaws.com"] : []),
      ...types.flatMap(({ service }) => service ?? []),
      ...detectionServices(stack),
      ...managementServices(stack),
    ]),
    policyTypes: types.map(({ type }) => type),
  };
}

function coreAccounts(stack: Stack): readonly PlannedAccount[] {
  const { organization } = stack;
  const management: PlannedAccount = {
    name: "management",
    kind: "core",
    type: "management",
    unit: ROOT,
    email: null,
    id: organization.managementAccountId,
    origin: "created",
    lifecycle: "active",
    formerNames: [],
    accessRole: ORGANIZATION_ACCESS_ROLE,
    tags: {},
  };
  const members = CORE_MEMBERS.map((type): PlannedAccount => {
    const own = organization.coreAccounts[type];
    const name = own.name ?? type;
    return {
      name,
      kind: "core",
      type,
      unit: coreUnit(type),
      email: own.email ?? emailOf(organization, name),
      id: own.id ?? null,
      origin: "created",
      lifecycle: "active",
      formerNames: [],
      accessRole: own.accessRole ?? ORGANIZATION_ACCESS_ROLE,
      tags: { "landing-zone:type": type },
    };
  });
  return [management, ...members];
}

function leafAccounts(stack: Stack, catalogue: Catalogue): readonly PlannedAccount[] {
  return stack.accounts.map((account) => ({
    name: account.name,
    kind: "leaf",
    type: account.type,
    unit: unitOf(account.lifecycle, catalogue.types.get(account.type)),
    // An account keeps the address that it was made with, so the oldest name counts.
    email: account.email ?? emailOf(stack.organization, account.formerNames[0] ?? account.name),
    id: account.id ?? null,
    origin: account.origin,
    lifecycle: account.lifecycle,
    formerNames: account.formerNames,
    accessRole: account.accessRole ?? ORGANIZATION_ACCESS_ROLE,
    tags: {
      ...account.tags,
      ...(account.owner === undefined ? {} : { owner: account.owner }),
      "landing-zone:type": account.type,
    },
  }));
}

function unitOf(lifecycle: Lifecycle, type: AccountType | undefined): string | null {
  switch (lifecycle) {
    case "active":
    case "leaving":
      return type?.unit ?? null;
    case "moving":
      return STAGING_UNIT;
    case "quarantined":
    case "leaving-quarantine":
      return QUARANTINE_UNIT;
    case "left":
    case "closed":
      return null;
  }
}

/**
 * Types that some account has, or that the stack file defines or changes. Accounts that are gone
 * count: AWS keeps a closed account in its unit for 90 days, and deletes no unit that holds one.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html
 */
function typesInUse(stack: Stack, catalogue: Catalogue): readonly AccountType[] {
  const used = new Set([
    ...stack.accounts.map(({ type }) => type),
    ...Object.keys(stack.accountTypes),
  ]);
  return [...catalogue.types.values()].filter(({ name }) => used.has(name));
}

function plannedUnits(types: readonly AccountType[]): readonly PlannedUnit[] {
  const paths = new Set(
    [
      ...CORE_MEMBERS.map(coreUnit),
      ...types.map(({ unit }) => unit),
      STAGING_UNIT,
      QUARANTINE_UNIT,
    ].flatMap((path) => ancestors(path)),
  );
  return [...paths].map((path) => {
    const at = path.lastIndexOf("/");
    return { path, name: path.slice(at + 1), parent: at < 0 ? null : path.slice(0, at) };
  });
}

function coreFunctions(stack: Stack, core: CoreAccount): Readonly<Record<string, string>> {
  const functions = CORE_FUNCTIONS[core];
  return core === "network" && networkLevel(stack)
    ? { ...functions, network: NETWORK_LEVEL }
    : functions;
}

function coreCatalogue(stack: Stack, catalogue: Catalogue): Catalogue {
  const logs = auditLogs(auditorReads(stack));
  const levels = new Map([...catalogue.levels, ["audit-logs", logs]]);
  const ofNetwork = networkLevel(stack);
  if (ofNetwork) levels.set(NETWORK_LEVEL, ofNetwork);
  return { ...catalogue, levels };
}

function rolesOf(
  type: Pick<AccountType, "name" | "functions">,
  catalogue: Catalogue,
  ceiling: PolicyDocument,
  ways: readonly Way[],
): readonly PlannedRole[] {
  return [...catalogue.functions.values()].flatMap((fn) => {
    const found = levelOf(catalogue, type, fn.name);
    if (!found) return [];
    const { name: levelName, level } = found;
    return [
      {
        type: type.name,
        function: fn.name,
        level: levelName,
        name: fn.name,
        description: fn.description,
        sessionHours: fn.sessionHours,
        trust: trustOfPeople(
          { function: fn.name, type: type.name, mfaMaxAgeHours: fn.mfaMaxAgeHours },
          ways,
        ),
        policies: {
          managed: level.managed.map(managedPolicyArn),
          inline: inlineOf(level),
        },
        boundary: ceiling,
      },
    ];
  });
}

function inlineOf(level: Level): PolicyDocument | null {
  return level.statements.length === 0
    ? null
    : { Version: "2012-10-17", Statement: level.statements };
}

function templateOf(
  stack: Stack,
  type: string,
  roles: readonly PlannedRole[],
  ceiling: PolicyDocument,
): PlannedType["template"] {
  const own = roles.filter((role) => role.type === type);
  if (own.length === 0) return null;
  return stampTemplate(
    `Function roles of ${type} accounts of ${stack.organization.name}`,
    own,
    ceiling,
  );
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** The core account of a kind. */
export function coreAccount(plan: Pick<Plan, "accounts">, type: CoreAccount): PlannedAccount {
  const found = plan.accounts.find((account) => account.kind === "core" && account.type === type);
  if (!found) throw new Error(`the plan has no ${type} account`);
  return found;
}

/**
 * What an account's resources are called: a core account by its place in the core, so that renaming
 * it is an update, a leaf account by its name.
 */
export function resourceName({ kind, name, type }: PlannedAccount): string {
  return kind === "core" ? type : name;
}

/** Accounts that the program makes or keeps: all but management and those that are gone. */
export function livingMembers({ accounts }: Pick<Plan, "accounts">): readonly PlannedAccount[] {
  return accounts.filter(({ type, kind, unit }) =>
    kind === "core" ? type !== "management" : unit !== null,
  );
}

/**
 * Accounts whose roles the program makes itself, by a provider for each: the core accounts, and with
 * `stamping: provider` the leaf accounts too.
 */
export function accountsEntered(
  plan: Pick<Plan, "accounts" | "stamping">,
): readonly PlannedAccount[] {
  return plan.accounts.filter(({ kind, unit }) =>
    kind === "core" ? true : plan.stamping === "provider" && unit !== null,
  );
}

/** Function roles that an account has. One that waits in the staging unit, or in quarantine, has none. */
export function rolesIn(
  { roles }: Pick<Plan, "roles">,
  { type, lifecycle, unit }: PlannedAccount,
): readonly PlannedRole[] {
  if (isOutsideItsType(lifecycle) || unit === null) return [];
  return roles.filter((role) => role.type === type);
}

/** Is the account in a unit that is not its type's? */
export function isOutsideItsType(lifecycle: string): boolean {
  return lifecycle === "moving" || isInQuarantine(lifecycle);
}

export function isInQuarantine(lifecycle: string): boolean {
  return lifecycle === "quarantined" || lifecycle === "leaving-quarantine";
}

/** Is the account released from protection, so that the next run may let it go? */
export function isLeaving(lifecycle: string): boolean {
  return lifecycle === "leaving" || lifecycle === "leaving-quarantine";
}
