import { DANGERS, type AccessChange, type AccessDiff, type Danger } from "../access/diff";
import type { PlanChange, ResourceChange } from "../model/plan-changes";

/** All that two plans have differently. */
export interface Diff {
  readonly base: DiffSide;
  readonly head: DiffSide;
  readonly plan: readonly PlanChange[];
  readonly resources: readonly ResourceChange[];
  readonly access: AccessDiff;
}

/** One of two plans: what people call it, and who has which functions in it. */
export interface DiffSide {
  readonly name: string;
  /** By which `lz diff` was asked about it. */
  readonly argument: string;
  readonly users: readonly { readonly name: string; readonly functions: readonly string[] }[];
}

/** All that somebody gains, or all that somebody loses. */
export interface Share {
  readonly kind: AccessChange["kind"];
  readonly names: readonly string[];
  readonly gains: boolean;
  /** The most dangerous first. */
  readonly parts: readonly Part[];
}

/** What is of one danger in it. */
export interface Part {
  readonly danger: Danger;
  /** Different actions, services and accounts, however often they come. */
  readonly actions: number;
  readonly services: readonly string[];
  readonly accounts: number;
  readonly places: readonly Place[];
}

/** What is the same in some accounts. */
export interface Place {
  readonly accounts: readonly string[];
  readonly types: readonly string[];
  readonly ways: readonly Way[];
}

/** Actions for which the same had to hold before, and the same has to hold now. */
export interface Way {
  readonly before: string | null;
  readonly after: string | null;
  /** The service with the most actions first. */
  readonly services: readonly ServiceNames[];
  readonly actions: number;
}

export interface ServiceNames {
  readonly service: string;
  /** Actions, without the service. */
  readonly names: readonly string[];
}

/** Who gains, or loses, what: whoever has the most dangerous change comes first. */
export function sharesOf(changes: readonly AccessChange[], gains: boolean): readonly Share[] {
  const byWho = groups(changes, ({ kind, names }) => JSON.stringify([kind, names]));
  return byWho
    .flatMap((own): readonly Share[] => {
      const [first] = own;
      if (!first) return [];
      const { kind, names } = first;
      const parts = DANGERS.flatMap((danger) => {
        const ofDanger = own.filter((change) => change.danger === danger);
        return ofDanger.length === 0 ? [] : [partOf(danger, ofDanger)];
      });
      return [{ kind, names, gains, parts }];
    })
    .map((share) => ({ share, weight: weightOf(share) }))
    .sort((a, b) => compare(a.weight, b.weight))
    .map(({ share }) => share);
}

function partOf(danger: Danger, changes: readonly AccessChange[]): Part {
  const places = groups(changes, ({ accounts }) => listKey(accounts)).map(placeOf);
  return {
    danger,
    actions: new Set(changes.flatMap(({ actions }) => actions.map(({ name }) => name))).size,
    services: [...new Set(changes.map(({ service }) => service))],
    accounts: new Set(places.flatMap(({ place }) => place.accounts)).size,
    places: places.sort((a, b) => b.actions - a.actions).map(({ place }) => place),
  };
}

function placeOf(changes: readonly AccessChange[]) {
  const [first] = changes;
  const actions = changes.flatMap(({ service, actions: list }) =>
    list.map((action) => ({ ...action, service })),
  );
  const ways = [...groups(actions, ({ before, after }) => JSON.stringify([before, after]))].map(
    (same): Way => ({
      before: same[0]?.before ?? null,
      after: same[0]?.after ?? null,
      services: groups(same, ({ service }) => service)
        .map((list) => ({
          service: list[0]?.service ?? "",
          names: list.map(({ name, service }) => name.slice(service.length + 1)),
        }))
        .sort((a, b) => b.names.length - a.names.length),
      actions: same.length,
    }),
  );
  ways.sort((a, b) => conditions(a) - conditions(b) || b.actions - a.actions);
  const place: Place = { accounts: first?.accounts ?? [], types: first?.types ?? [], ways };
  return { place, actions: actions.length };
}

/** Names that are compared one by one. */
const SHORT = 20;

/** The same for equal lists. A long list is the same object wherever a diff has it. */
export function listKey(names: readonly string[]): unknown {
  return names.length <= SHORT ? names.join("\n") : names;
}

/** What holds without any condition comes first. */
const conditions = ({ before, after }: Way): number => ((before ?? "") + (after ?? "") ? 1 : 0);

/** Elements with equal keys, in the order in which the keys come. */
function groups<T>(all: readonly T[], keyOf: (one: T) => unknown): readonly (readonly T[])[] {
  const found = new Map<unknown, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = found.get(key);
    if (known) known.push(one);
    else found.set(key, [one]);
  }
  return [...found.values()];
}

/**
 * Is it only the way to what else is gained or lost? Whoever gets a role gets in; entry by itself,
 * or under other conditions, is what people should look at first.
 */
export function isPlainEntry({ parts, kind }: Share): boolean {
  const [first, ...others] = parts;
  if (first?.danger !== "entry" || others.length === 0 || kind === "others") return false;
  return first.places.every(({ ways }) =>
    ways.every(({ before, after }) => before === null || after === null),
  );
}

/** The most dangerous of it, less an entry that goes without saying. */
export function worstOf(share: Share): Part | undefined {
  return share.parts[isPlainEntry(share) ? 1 : 0];
}

const KINDS: readonly Share["kind"][] = ["others", "everybody", "function", "person"];

function weightOf(share: Share): readonly (number | string)[] {
  const worst = worstOf(share);
  return [
    worst ? DANGERS.indexOf(worst.danger) : DANGERS.length,
    -(worst?.actions ?? 0),
    KINDS.indexOf(share.kind),
    ...share.names.slice(0, 1),
  ];
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? "";
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
