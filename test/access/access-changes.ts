import type { AccessChange } from "../../access/diff";

/** Every single gain or loss as a line, in order. */
export function facts(changes: readonly AccessChange[]): readonly string[] {
  return changes
    .flatMap(({ kind, names, accounts, danger, actions }) =>
      (names.length === 0 ? [""] : names).flatMap((name) =>
        accounts.flatMap((account) =>
          actions.map((action) =>
            [kind, name, account, danger, action.name, action.before, action.after].join(" | "),
          ),
        ),
      ),
    )
    .sort();
}

/** The same changes read backwards. */
export function turned(changes: readonly AccessChange[]): readonly AccessChange[] {
  return changes.map((change) => ({
    ...change,
    actions: change.actions.map(({ name, before, after }) => ({
      name,
      before: after,
      after: before,
    })),
  }));
}

/** Does somebody gain, or lose, an action in an account? */
export function has(
  changes: readonly AccessChange[],
  who: string,
  account: string,
  action: string,
): boolean {
  return changes.some(
    ({ names, accounts, actions }) =>
      names.includes(who) &&
      accounts.includes(account) &&
      actions.some(({ name }) => name === action),
  );
}

export const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
