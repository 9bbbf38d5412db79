import type { AccessChange } from "../access/diff";
import { listKey, type Diff } from "./diff-view";

/** What the same people gain, or lose, in the same accounts. */
export interface AccessJson extends Pick<AccessChange, "kind" | "names" | "accounts" | "types"> {
  /** The most dangerous first. */
  readonly changes: readonly Pick<AccessChange, "danger" | "service" | "actions">[];
}

/**
 * All of it for machines, every action by its name. Accounts and people are named once for all that
 * is the same of them: there can be thousands.
 */
export function diffJson({ plan, resources, access }: Diff): unknown {
  return {
    resources: { changes: plan, counts: resources },
    access: { gained: together(access.gained), lost: together(access.lost) },
  };
}

function together(changes: readonly AccessChange[]): readonly AccessJson[] {
  const found = new Map<string, AccessJson & { changes: AccessChange[] }>();
  const lists = new Map<unknown, number>();
  for (const { kind, names, accounts, types, danger, service, actions } of changes) {
    const list = lists.get(listKey(accounts)) ?? lists.size;
    lists.set(listKey(accounts), list);
    const key = JSON.stringify([kind, names, list]);
    const known = found.get(key) ?? { kind, names, accounts, types, changes: [] };
    (known.changes as unknown[]).push({ danger, service, actions });
    found.set(key, known);
  }
  return [...found.values()];
}
