import type { AccessChange } from "../../access/diff";
import type { PlanChange } from "../../model/plan-changes";
import type { Diff } from "../../report/diff-view";

export const NOTHING: Diff = {
  base: { name: "old.yaml", argument: "old.yaml", users: [] },
  head: { name: "new.yaml", argument: "new.yaml", users: [] },
  plan: [],
  resources: [],
  access: { gained: [], lost: [] },
};

export type Given = Partial<Omit<AccessChange, "actions">> & {
  readonly actions?: readonly string[];
  readonly before?: string | null;
  readonly after?: string | null;
};

/** What developers gain in an account, unless it is said otherwise. */
export function change({ before = null, after = "", ...given }: Given): AccessChange {
  const { service = "s3", actions = ["PutObject"] } = given;
  return {
    kind: "function",
    names: ["developer"],
    accounts: ["web"],
    types: ["production"],
    danger: "write",
    ...given,
    service,
    actions: actions.map((name) => ({ name: `${service}:${name}`, before, after })),
  };
}

export function gained(...changes: readonly Given[]): Diff {
  return { ...NOTHING, access: { gained: changes.map(change), lost: [] } };
}

export function lost(...changes: readonly Given[]): Diff {
  const all = changes.map((one) => change({ before: "", after: null, ...one }));
  return { ...NOTHING, access: { gained: [], lost: all } };
}

export function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function planned(count: number, more: Partial<PlanChange> = {}): readonly PlanChange[] {
  return many(count, (index) => ({
    kind: "added",
    what: "account",
    name: `web-${index}`,
    details: ["production"],
    ...more,
  }));
}
