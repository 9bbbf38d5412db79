import type { Account } from "../world/accounts";
import type { FunctionRole } from "../world/actors";
import type { OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import { edgesFrom, type Edge } from "./edges";
import type { Node } from "./nodes";

/** Somebody that can be become, and the shortest way there. */
export interface Reached {
  readonly node: Node;
  readonly path: readonly PathStep[];
}

export interface PathStep {
  readonly from: string;
  readonly to: string;
  readonly does: string;
  readonly by: readonly string[];
  readonly when: string | null;
}

/** Finds who can become whom; what was found for one is kept for all. */
export interface Reach {
  readonly edges: (node: Node) => readonly Edge[];
  /** Everybody that can be become, the nearest first; not where it begins. */
  readonly from: (start: Node) => readonly Reached[];
}

export function reachOf(world: World): Reach {
  const known = new Map<string, readonly Edge[]>();
  const edges = (node: Node): readonly Edge[] => {
    let found = known.get(node.id);
    if (!found) known.set(node.id, (found = unique(edgesFrom(world, node))));
    return found;
  };
  return { edges, from: (start) => reachedFrom(start, edges) };
}

/** The first way from one to another is enough. */
function unique(edges: readonly Edge[]): readonly Edge[] {
  const seen = new Set<string>();
  return edges.filter(({ to }) => !seen.has(to.id) && seen.add(to.id));
}

function reachedFrom(start: Node, edges: Reach["edges"]): readonly Reached[] {
  const found = new Map<string, Reached>();
  let front: readonly Reached[] = [{ node: start, path: [] }];
  while (front.length > 0) {
    const next: Reached[] = [];
    for (const { node, path } of front) {
      for (const { to, does, by, when } of edges(node)) {
        if (to.id === start.id || found.has(to.id)) continue;
        const step = { from: node.actor.name, to: to.actor.name, does, by, when };
        const reached = { node: to, path: [...path, step] };
        found.set(to.id, reached);
        next.push(reached);
      }
    }
    front = next;
  }
  return [...found.values()];
}

/** Somebody that can be become, in all the accounts where it is the same. */
export interface Reachable {
  readonly what: Node["what"];
  /** Function of a function role, name of an own role or of a person; else null. */
  readonly name: string | null;
  readonly type: string;
  readonly accounts: readonly string[];
  readonly path: readonly PathStep[];
}

/** What was reached, with accounts of one class together. */
export function reachable(world: World, reached: readonly Reached[]): readonly Reachable[] {
  const found = new Map<string, { readonly first: Reached; readonly accounts: Account[] }>();
  for (const one of reached) {
    const { actor, what } = one.node;
    const { account } = actor;
    if (!account) continue;
    const key = JSON.stringify([
      what,
      nameOf(one.node),
      world.accounts.classes.indexOf(account.class),
    ]);
    const known = found.get(key);
    if (known) known.accounts.push(account);
    else found.set(key, { first: one, accounts: [account] });
  }
  return [...found.values()].map(({ first, accounts }) => ({
    what: first.node.what,
    name: nameOf(first.node),
    type: accounts[0]?.class.type ?? "",
    // Two accounts speak for their class; one alone may be where it began.
    accounts:
      accounts.length > 1 || accounts[0]?.class.names.length === 1
        ? (accounts[0]?.class.names ?? [])
        : accounts.map(({ name }) => name),
    path: first.path,
  }));
}

function nameOf({ actor, what }: Node): string | null {
  if (what === "person") return actor.name;
  if (what === "own-role") return (actor as OwnRole).role.name;
  return what === "function" ? (actor as FunctionRole).role.function : null;
}

/** A path on one line, for people. */
export function pathText(path: readonly PathStep[]): string {
  return path
    .map(({ from, does, by, to, when }) => {
      const condition = when === null ? "" : `, when ${when}`;
      return `${from} ${does}, by ${by.join(" and ")}${condition}: ${to}`;
    })
    .join("; then ");
}
