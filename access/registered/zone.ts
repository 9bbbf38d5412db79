import { boundaryArn } from "../../iam/names";
import { render } from "../../iam/render";
import {
  accountsEntered,
  coreAccount,
  resourceName,
  type Plan,
  type PlannedAccount,
} from "../../model/plan";
import type { Registered, RegisteredProvider } from "./resource";
import { EVERY_ACCOUNT } from "./things";
import { isMap, listOf } from "./values";

/** What is known of the landing zone to which resources are registered. */
export interface Zone {
  /** The plan of the stack's file; null where it cannot be read. */
  readonly plan: Plan | null;
  /** Why there is no plan. */
  readonly missing: string | null;
  readonly partition: string;
  /** The account in which a resource is, as far as its provider tells. */
  readonly accountOf: (resource: Registered) => Whereabouts;
  /** Does the organization know an account of this id? */
  readonly knows: (id: string) => boolean;
  /** The name of the account with an id, or the id. */
  readonly nameOf: (id: string) => string;
  /** Ids of accounts by their names in the plan, as far as anything tells them. */
  readonly ids: ReadonlyMap<string, string>;
  /** Id of the organization, if anything tells it. */
  readonly organizationId: () => string | null;
}

export interface Whereabouts {
  readonly id: string | null;
  readonly planned: PlannedAccount | null;
}

const NOWHERE: Whereabouts = { id: null, planned: null };

/** A zone that learns with every resource that it is told of. */
export interface LearningZone extends Zone {
  readonly learn: (registered: Registered) => void;
}

/**
 * Learns ids from what is registered: the plan does not have those that AWS gives out. Providers
 * name the accounts of the program's own making by their names and, once these exist, by their ids.
 */
export function learningZone(plan: Plan | null, missing: string | null = null): LearningZone {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const others = new Set<string>();
  let organizationId = plan?.organization.id ?? null;
  const know = (name: string, id: string): void => {
    ids.set(name, id);
    names.set(id, name);
  };
  const accounts = new Map(plan?.accounts.map((one) => [one.name, one]));
  for (const { name, id } of accounts.values()) if (id !== null) know(name, id);
  const byProvider = new Map(
    plan === null ? [] : accountsEntered(plan).map((one) => [resourceName(one), one] as const),
  );
  const management = plan === null ? null : coreAccount(plan, "management");
  const planned = ({ urn, name }: RegisteredProvider): PlannedAccount | null => {
    // A provider below a component is not the program's own.
    if (!/::pulumi:providers:aws(-native)?::[^:]*$/.test(urn)) return null;
    return name === "management-native" ? management : (byProvider.get(name) ?? null);
  };
  const learn = ({ type, inputs, outputs, provider }: Registered): void => {
    const own = provider && planned(provider);
    const id = provider && own ? idOfProvider(provider) : null;
    if (own && id !== null) know(own.name, id);
    if (type === "aws:organizations/account:Account") {
      const made = accountIdIn(outputs.arn);
      const name = textOf(inputs.name);
      if (made !== null && accounts.has(name)) know(name, made);
      else if (made !== null) others.add(made);
    }
    if (type === "aws:organizations/organization:Organization") {
      organizationId ??= /\/(o-[a-z0-9]+)$/.exec(textOf(outputs.arn))?.[1] ?? null;
    }
  };
  const accountOf = ({ provider }: Registered): Whereabouts => {
    if (!provider) return NOWHERE;
    const own = planned(provider);
    const id = idOfProvider(provider) ?? (own ? (ids.get(own.name) ?? null) : null);
    const name = id === null ? undefined : names.get(id);
    return { id, planned: own ?? accounts.get(name ?? "") ?? null };
  };
  return {
    plan,
    missing,
    partition: plan?.organization.partition ?? "aws",
    accountOf,
    knows: (id) => names.has(id) || others.has(id),
    nameOf: (id) => names.get(id) ?? id,
    ids,
    organizationId: () => organizationId,
    learn,
  };
}

/** What all that is registered tells of the landing zone. */
export function zoneOf(plan: Plan | null, registered: readonly Registered[]): Zone {
  const zone = learningZone(plan);
  for (const one of registered) zone.learn(one);
  return zone;
}

/** Id of the account in which a resource is, or a symbol for it. */
export function selfOf(zone: Zone, resource: Registered): string {
  const { id, planned } = zone.accountOf(resource);
  return id ?? (planned ? `<${planned.name}>` : EVERY_ACCOUNT);
}

/** The boundary of function roles in an account. */
export function boundaryIn({ partition }: Zone, account: string): string {
  return render(
    boundaryArn,
    (placeholder) => (placeholder === "partition" ? partition : account),
    (parts) => parts.join(""),
  );
}

/** The only account that a provider lets itself work in, or the account of the role that it assumes. */
function idOfProvider({ inputs }: RegisteredProvider): string | null {
  const [only, ...others] = listOf(parsed(inputs.allowedAccountIds));
  if (typeof only === "string" && others.length === 0) return only;
  const [role] = listOf(parsed(inputs.assumeRoles)).toReversed();
  const arn = isMap(role) ? textOf(role.roleArn) : "";
  return /^arn:[^:]+:iam::(\d{12}):role\//.exec(arn)?.[1] ?? null;
}

/** Providers get lists as JSON texts. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** `arn:aws:organizations::<management>:account/<organization>/<id>`. */
function accountIdIn(arn: unknown): string | null {
  return /:account\/o-[a-z0-9]+\/(\d{12})$/.exec(textOf(arn))?.[1] ?? null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
