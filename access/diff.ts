import { CUSTOMER_DATA } from "../iam/permissions";
import type { Action, Actions } from "./actions";
import { DANGERS, type AccessChange, type Changed, type Danger, type Found } from "./diff/change";
import { customerChanges } from "./diff/customers";
import { comparison } from "./diff/grants";
import { roleChanges, userChanges, type Sides } from "./diff/holders";
import { otherChanges } from "./diff/others";
import { ownChanges } from "./diff/own";
import { pairsOf, type Pair } from "./diff/pairs";
import { interner, type Intern, type Side } from "./diff/roles";
import { withoutGuardrails, type World } from "./world/world";

export { DANGERS, type AccessChange, type ActionChange, type Danger } from "./diff/change";

export interface AccessDiff {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
}

/**
 * Everything by which two worlds, made of the same list of actions, differ in who can do what.
 * Accounts are compared by class, never one by one. What is gained one way is lost the other way.
 */
export function accessDiff(base: World, head: World): AccessDiff {
  if (base.actions !== head.actions) throw new Error("both worlds need the same list of actions");
  const { partition } = head.cast;
  const pairs = pairsOf(base, head);
  const sides: Sides = {
    base: sideOf(base),
    head: sideOf(head),
    pairs,
    compare: comparison(partition, dangers(head.actions)),
    compareEntry: comparison(partition, () => "entry"),
  };
  const found = [
    ...roleChanges(sides),
    ...userChanges(sides),
    ...customerChanges(sides),
    ...otherChanges(sides),
    ...ownChanges(sides),
  ];
  return { gained: changesOf(found, pairs, "gained"), lost: changesOf(found, pairs, "lost") };
}

/**
 * What documents of roles and people say, of all that the guardrails leave possible. That guardrails
 * ask something of every request is a change of theirs, and not of each action.
 */
function sideOf(world: World): Side {
  return { ...withoutGuardrails(world), grants: world.grants, guarded: world.above };
}

/** Reads that hand out data of customers are apart from other reads. */
function dangers(actions: Actions): (action: Action) => Danger {
  const data = new Set(CUSTOMER_DATA.flatMap((pattern) => actions.matching(pattern)));
  return (action) => {
    const { level } = action;
    if (level === "tagging") return "write";
    return data.has(action) && (level === "read" || level === "list") ? "data" : level;
  };
}

/** The same change of a service, in accounts of several classes, is one. */
function changesOf(
  found: readonly Found[],
  pairs: readonly Pair[],
  side: "gained" | "lost",
): readonly AccessChange[] {
  const merged = new Map<string, { readonly one: Found; service: Service; at: number[] }>();
  const known = new Map<readonly Changed[], readonly Service[]>();
  const intern = interner();
  for (const one of found) {
    const services = known.get(one.changes) ?? servicesOf(one.changes, side, intern);
    known.set(one.changes, services);
    if (services.length === 0) continue;
    const who = intern(JSON.stringify([one.kind, one.names]));
    for (const service of services) {
      const key = `${who} ${service.key}`;
      const same = merged.get(key);
      if (same) same.at.push(one.pair);
      else merged.set(key, { one, service, at: [one.pair] });
    }
  }
  const places = placesOf(pairs, side);
  return [...merged.values()]
    .map(({ one: { kind, names }, service: { service, danger, actions }, at }) => ({
      kind,
      names,
      ...places(at),
      service,
      danger,
      actions,
    }))
    .sort((a, b) => DANGERS.indexOf(a.danger) - DANGERS.indexOf(b.danger));
}

interface Service extends Pick<AccessChange, "service" | "danger" | "actions"> {
  readonly key: string;
}

function servicesOf(
  changes: readonly Changed[],
  side: "gained" | "lost",
  intern: Intern,
): readonly Service[] {
  const groups = new Map<string, Changed[]>();
  for (const change of changes) {
    if (!change[side]) continue;
    const key = `${change.danger} ${change.action.service}`;
    const known = groups.get(key);
    if (known) known.push(change);
    else groups.set(key, [change]);
  }
  return [...groups].map(([of, group]) => {
    const actions = group.map(({ name, before, after }) => ({ name, before, after }));
    const [danger, service] = of.split(" ") as [Danger, string];
    return { service, danger, actions, key: intern(JSON.stringify([of, actions])) };
  });
}

/** Names and types of the accounts of some pairs: as they are, or, of what is lost, as they were. */
function placesOf(
  pairs: readonly Pair[],
  side: "gained" | "lost",
): (at: readonly number[]) => Pick<AccessChange, "accounts" | "types"> {
  const known = new Map<string, Pick<AccessChange, "accounts" | "types">>();
  return (at) => {
    const sorted = [...new Set(at)].sort((a, b) => a - b);
    const key = sorted.join(" ");
    let places = known.get(key);
    if (!places) {
      const sides = sorted.flatMap((index) => {
        const { before, after } = pairs[index] ?? { before: undefined, after: undefined };
        return (side === "gained" ? (after ?? before) : (before ?? after)) ?? [];
      });
      const names = sides.flatMap((one) => one.names).sort((a, b) => a.at - b.at);
      const types = new Set(sides.map(({ account }) => account.class.type));
      places = { accounts: names.map(({ name }) => name), types: [...types] };
      known.set(key, places);
    }
    return places;
  };
}
