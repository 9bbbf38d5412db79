import { BOUNDARY_NAME, partnerStackSetName, RESERVED_PATH } from "../../iam/names";
import type { Plan, PlannedAccount } from "../../model/plan";
import type { Role, Thing } from "./resource";
import { isUnknown, type Document } from "./values";
import type { Zone } from "./zone";

/** Things of one account, or of all accounts into which a StackSet goes, which it makes alike. */
export interface Scope {
  /** Account type; empty where a StackSet goes into accounts of all types. */
  readonly type: string;
  /** The only account; null for all of a type. */
  readonly account: PlannedAccount | null;
  /** Name of the partner whose StackSet it is. */
  readonly partner: string | null;
  /** Name of the StackSet that goes into accounts of all types. */
  readonly stackSet: string | null;
  readonly things: readonly Thing[];
}

const SETS = "landing-zone-";
const STAMPS = `${SETS}roles-`;

/** What is registered, by where it is. Other StackSets than the landing zone's are no part of it. */
export function scopesOf(
  { partners, stackSets }: Pick<Plan, "partners" | "stackSets">,
  things: readonly Thing[],
  zone: Zone,
): readonly Scope[] {
  const ofPartners = new Map(
    partners.flatMap(({ name, sets }) =>
      sets.map(({ type }) => [partnerStackSetName(name, type), { partner: name, type }]),
    ),
  );
  const ofAll = new Set(stackSets.map(({ name }) => `${SETS}${name}`));
  const scopes = new Map<string, Scope & { readonly things: Thing[] }>();
  const add = (key: string, of: Omit<Scope, "things">, thing: Thing): void => {
    const scope = scopes.get(key);
    if (scope) scope.things.push(thing);
    else scopes.set(key, { ...of, things: [thing] });
  };
  for (const thing of things) {
    if (thing.inTemplate === null) {
      const account = zone.accountOf(thing.of).planned;
      if (!account) continue;
      add(`account ${account.name}`, { ...NOBODYS, type: account.type, account }, thing);
      continue;
    }
    const { stackSetName } = thing.of.inputs;
    const set = typeof stackSetName === "string" ? stackSetName : "";
    const partners = ofPartners.get(set);
    if (partners) add(`set ${set}`, { ...NOBODYS, ...partners }, thing);
    else if (ofAll.has(set)) {
      add(`set ${set}`, { ...NOBODYS, stackSet: set.slice(SETS.length) }, thing);
    } else if (set.startsWith(STAMPS)) {
      const type = set.slice(STAMPS.length);
      add(`type ${type}`, { ...NOBODYS, type }, thing);
    }
  }
  return [...scopes.values()];
}

const NOBODYS: Omit<Scope, "things"> = { type: "", account: null, partner: null, stackSet: null };

/** Documents and managed policies that are on a role or a group. */
export function policiesOn(
  kind: "role" | "group",
  name: string,
  { things }: Scope,
  role?: Role,
): { readonly documents: readonly Document[]; readonly managed: readonly string[] | null } {
  const attached = things.flatMap(({ shape }) =>
    shape.kind === "policy" &&
    shape.on.kind === kind &&
    (isUnknown(shape.on.name) || shape.on.name === name)
      ? [shape]
      : [],
  );
  const managed = [...(role?.managed ?? []), ...attached.map((one) => one.managed)].filter(
    (one) => one !== null,
  );
  const documents = [
    ...(role?.inline ?? []),
    ...attached.filter((one) => one.managed === null).map(({ document }) => document),
  ];
  return {
    // A policy on a role whose name is not known yet may be on any.
    documents: attached.some(({ on }) => isUnknown(on.name)) ? [{ is: "unknown" }] : documents,
    managed:
      managed.some((one) => typeof one !== "string") ||
      attached.some(({ on }) => isUnknown(on.name))
        ? null
        : (managed as string[]),
  };
}

export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}

/** Policies by themselves below the reserved path. */
export function policyNamed(name: string, { things }: Scope): readonly Thing[] {
  return things.filter(
    ({ shape }) =>
      shape.kind === "policy" &&
      shape.on.kind === "itself" &&
      shape.on.path === RESERVED_PATH &&
      shape.on.name === name,
  );
}

/** The document of the scope's boundary; unknown where none is registered. */
export function boundaryOf(scope: Scope): readonly Document[] {
  const found = policyNamed(BOUNDARY_NAME, scope);
  return found.length === 0
    ? [{ is: "unknown" }]
    : found.map(({ shape }) => (shape.kind === "policy" ? shape.document : { is: "none" }));
}
