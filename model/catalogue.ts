import { STORAGE_SERVICES } from "../iam/guardrails/only-services";
import { BUILT_IN_LEVELS, type Level } from "../iam/permissions";
import {
  CORE_ACCOUNTS,
  type CoreAccount,
  type CustomLevel,
  type GuardrailChoice,
  type Stack,
} from "./schema";

/** An account type after defaults: its unit and the permission level of each function in it. */
export interface AccountType {
  readonly name: string;
  readonly unit: string;
  /** Level by function; a function that is not listed has none there. */
  readonly functions: Readonly<Record<string, string>>;
  /** Guardrails of its unit, beside those of the whole organization. */
  readonly guardrails: readonly ChosenGuardrail[];
}

/** A guardrail that a type has, and what it was given; null: what it has by default. */
export interface ChosenGuardrail {
  readonly name: string;
  readonly values: readonly string[] | null;
}

/** A function after defaults. */
export interface FunctionDefinition {
  readonly name: string;
  readonly description: string;
  readonly sessionHours: number;
  readonly mfaMaxAgeHours: number;
}

/** Types, functions and permission levels of a stack: built-in ones with the stack's changes. */
export interface Catalogue {
  readonly types: ReadonlyMap<string, AccountType>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  readonly levels: ReadonlyMap<string, Level>;
}

/** Permits nothing: no role is made. */
export const NONE = "none";

const byDefault = (...names: readonly string[]): readonly ChosenGuardrail[] =>
  names.map((name) => ({ name, values: null }));

/** Guardrails of accounts in which services run. */
const WORKLOAD = byDefault(
  "deny-access-keys",
  "deny-default-vpc",
  "deny-public",
  "deny-public-identities",
  "deny-regions",
  "deny-unapproved-marketplace",
  "require-encryption",
  "require-imdsv2",
);

const BUILT_IN_TYPES: readonly AccountType[] = [
  {
    name: "production",
    unit: "workloads/production",
    functions: {
      operations: "operate",
      developer: "observe",
      auditor: "audit",
      network: "network",
    },
    guardrails: WORKLOAD,
  },
  {
    name: "nonproduction",
    unit: "workloads/nonproduction",
    functions: { operations: "operate", developer: "power", auditor: "audit", network: "network" },
    guardrails: WORKLOAD,
  },
  {
    name: "sandbox",
    unit: "workloads/sandbox",
    functions: { developer: "administer", auditor: "audit", network: "network" },
    guardrails: [...WORKLOAD, ...byDefault("deny-large-instances")],
  },
  {
    name: "storage",
    unit: "workloads/storage",
    functions: { operations: "store", auditor: "audit" },
    guardrails: [
      ...byDefault("deny-access-keys", "deny-public", "deny-public-identities", "deny-regions"),
      { name: "only-services", values: STORAGE_SERVICES },
    ],
  },
];

/**
 * What functions may do in the core accounts. Fixed: a stack file cannot widen it, because these
 * accounts hold the logs, the networks and the way in. The management account has only the auditor.
 */
export const CORE_FUNCTIONS: Readonly<Record<CoreAccount, Readonly<Record<string, string>>>> = {
  management: { auditor: "audit" },
  audit: { auditor: "audit-logs" },
  network: { auditor: "audit", network: "network" },
  access: { auditor: "audit" },
};

const BUILT_IN_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    name: "operations",
    description: "Operates production and non-production nodes, databases and deployments",
    sessionHours: 4,
    mfaMaxAgeHours: 12,
  },
  {
    name: "developer",
    description: "Builds in non-production and sandboxes, reads logs in production",
    sessionHours: 8,
    mfaMaxAgeHours: 12,
  },
  {
    name: "auditor",
    description: "Reads configuration everywhere and the logs in the audit account",
    sessionHours: 8,
    mfaMaxAgeHours: 12,
  },
  {
    name: "network",
    description: "Administers networks and reads flow logs",
    sessionHours: 4,
    mfaMaxAgeHours: 12,
  },
];

/**
 * Built in, but off until a stack names it under `functions`. Then it administers the built-in
 * account types; a type that a stack defines has to name it.
 */
export const ADMINISTRATOR: FunctionDefinition = {
  name: "administrator",
  description: "Administers leaf accounts, inside the boundary",
  sessionHours: 1,
  mfaMaxAgeHours: 1,
};

/** Names that a stack may give as a permission level of a leaf account type. */
export function levelNames(stack: Pick<Stack, "permissions">): readonly string[] {
  return [NONE, ...new Set([...Object.keys(BUILT_IN_LEVELS), ...Object.keys(stack.permissions)])];
}

/** Names of all leaf account types of a stack. */
export function typeNames(stack: Pick<Stack, "accountTypes">): readonly string[] {
  return [
    ...new Set([...BUILT_IN_TYPES.map(({ name }) => name), ...Object.keys(stack.accountTypes)]),
  ];
}

/** Names of all functions of a stack. */
export function functionNames(stack: Pick<Stack, "functions">): readonly string[] {
  return [
    ...new Set([...BUILT_IN_FUNCTIONS.map(({ name }) => name), ...Object.keys(stack.functions)]),
  ];
}

/** Is it a core account's name? */
export function isCoreAccount(name: string): name is CoreAccount {
  return (CORE_ACCOUNTS as readonly string[]).includes(name);
}

/**
 * The stack's types, functions and levels. A type's own `functions` entry wins over the function's
 * `permissions` entry for that type (a rule refuses files in which they differ).
 */
export function resolveCatalogue(
  stack: Pick<Stack, "accountTypes" | "functions" | "permissions">,
): Catalogue {
  return {
    types: new Map(typeNames(stack).map((name) => [name, resolveType(stack, name)])),
    functions: new Map(functionNames(stack).map((name) => [name, resolveFunction(stack, name)])),
    levels: new Map<string, Level>([
      ...Object.entries(BUILT_IN_LEVELS),
      ...Object.entries(stack.permissions).map(
        ([name, level]) => [name, customLevel(level)] as const,
      ),
    ]),
  };
}

function resolveType(stack: Pick<Stack, "accountTypes" | "functions">, name: string): AccountType {
  const builtIn = BUILT_IN_TYPES.find((type) => type.name === name);
  const own = stack.accountTypes[name];
  const byFunction = Object.entries(stack.functions).flatMap(([functionName, { permissions }]) =>
    Object.hasOwn(permissions, name) ? [[functionName, permissions[name] ?? NONE] as const] : [],
  );
  const administrator = Object.hasOwn(stack.functions, ADMINISTRATOR.name);
  const levels: Record<string, string> = {
    ...(builtIn?.functions ?? { auditor: "audit" }),
    ...(administrator && builtIn ? { [ADMINISTRATOR.name]: "administer" } : {}),
    ...Object.fromEntries(byFunction),
    ...own?.functions,
  };
  return {
    name,
    unit: own?.unit ?? builtIn?.unit ?? `workloads/${name}`,
    functions: Object.fromEntries(Object.entries(levels).filter(([, level]) => level !== NONE)),
    guardrails: own?.guardrails?.flatMap(chosen) ?? builtIn?.guardrails ?? WORKLOAD,
  };
}

/** What a function may do in accounts of a type; null: nothing. */
export function levelOf(
  { levels }: Pick<Catalogue, "levels">,
  { functions }: Pick<AccountType, "functions">,
  fn: string,
): { readonly name: string; readonly level: Level } | null {
  const name = functions[fn];
  const level = name === undefined ? undefined : levels.get(name);
  return name === undefined || level === undefined ? null : { name, level };
}

/** What a stack file chooses: a name, or names with what they take. */
export function chosen(choice: GuardrailChoice): readonly ChosenGuardrail[] {
  if (typeof choice === "string") return byDefault(choice);
  return Object.entries(choice).map(([name, values]) => ({ name, values }));
}

function resolveFunction(stack: Pick<Stack, "functions">, name: string): FunctionDefinition {
  const builtIn = [...BUILT_IN_FUNCTIONS, ADMINISTRATOR].find((fn) => fn.name === name);
  const own = stack.functions[name];
  return {
    name,
    description: own?.description ?? builtIn?.description ?? name,
    sessionHours: own?.sessionHours ?? builtIn?.sessionHours ?? 4,
    mfaMaxAgeHours: own?.mfaMaxAgeHours ?? builtIn?.mfaMaxAgeHours ?? 12,
  };
}

function customLevel({ managed, statements, deny }: CustomLevel): Level {
  return {
    managed,
    statements: [
      ...statements.map((statement) => ({ ...statement, Effect: "Allow" as const })),
      ...deny.map((statement) => ({ ...statement, Effect: "Deny" as const })),
    ],
  };
}
