import { resourceName, type PlannedAccount } from "./plan";

/** An account of two plans; one of them is missing where it comes or goes. */
export interface AccountPair {
  readonly before: PlannedAccount | undefined;
  readonly after: PlannedAccount | undefined;
}

/**
 * Which account of one plan is which of the other. Core accounts are told by their place in the
 * core, leaf accounts by their name, then by former names of either side: a change may be read
 * backwards, too. In the order of `head`, then of `base`.
 */
export function accountPairs(
  base: readonly PlannedAccount[],
  head: readonly PlannedAccount[],
): readonly AccountPair[] {
  const before = new Map(base.map((account) => [identity(account), account]));
  const found = new Map<PlannedAccount, PlannedAccount>();
  const taken = new Set<PlannedAccount>();
  const pair = (one: PlannedAccount, other: PlannedAccount): void => {
    if (taken.has(one) || found.has(other)) return;
    taken.add(one);
    found.set(other, one);
  };
  for (const after of head) {
    const same = before.get(identity(after));
    if (same) pair(same, after);
  }
  for (const [one, other] of renamed(
    base.filter((account) => !taken.has(account)),
    head.filter((account) => !found.has(account)),
  )) {
    pair(one, other);
  }
  return [
    ...head.map((after) => ({ before: found.get(after), after })),
    ...base
      .filter((account) => !taken.has(account))
      .map((account) => ({ before: account, after: undefined })),
  ];
}

const identity = (account: PlannedAccount): string => `${account.kind} ${resourceName(account)}`;

/** Leaf accounts that share a name, now or formerly; in an order that no direction changes. */
function renamed(
  base: readonly PlannedAccount[],
  head: readonly PlannedAccount[],
): readonly (readonly [PlannedAccount, PlannedAccount])[] {
  const byName = new Map<string, PlannedAccount[]>();
  for (const account of base.filter(isLeaf)) {
    for (const name of namesOf(account)) byName.set(name, [...(byName.get(name) ?? []), account]);
  }
  return head
    .filter(isLeaf)
    .flatMap((after) =>
      namesOf(after).flatMap((name) =>
        (byName.get(name) ?? []).map((before) => [before, after] as const),
      ),
    )
    .map((pair) => ({ pair, key: orderOf(pair) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ pair }) => pair);
}

const isLeaf = ({ kind }: PlannedAccount): boolean => kind === "leaf";

const namesOf = ({ name, formerNames }: PlannedAccount): readonly string[] => [
  ...new Set([name, ...formerNames]),
];

/** Pairs of which one says the other's name come before those with a former name in common. */
function orderOf([a, b]: readonly [PlannedAccount, PlannedAccount]): string {
  const said = a.formerNames.includes(b.name) || b.formerNames.includes(a.name);
  return [said ? 0 : 1, ...[a.name, b.name].sort()].join(" ");
}
