/**
 * One name for each item, none twice. Of its candidates an item has the first that nothing else
 * wants; when all are wanted, the last with a number.
 */
export function uniqueNames<T>(
  items: readonly T[],
  candidates: (item: T) => readonly string[],
  taken: ReadonlySet<string> = new Set(),
): readonly string[] {
  const lists = items.map(candidates);
  const at = lists.map(() => 0);
  const nameAt = (list: readonly string[], index: number): string => {
    const last = list.at(-1) ?? "";
    return list[index] ?? `${last}-${index - list.length + 2}`;
  };
  for (;;) {
    const names = lists.map((list, index) => nameAt(list, at[index] ?? 0));
    const wanted = new Map<string, number[]>();
    for (const [index, name] of names.entries()) {
      const same = wanted.get(name);
      if (same) same.push(index);
      else wanted.set(name, [index]);
    }
    const clashes = [...wanted].filter(([name, same]) => same.length > 1 || taken.has(name));
    if (clashes.length === 0) return names;
    for (const [name, same] of clashes) {
      // When only numbers are left, the first of several keeps what it has.
      const settled = same.find((index) => (at[index] ?? 0) >= (lists[index]?.length ?? 0));
      for (const index of same) {
        if (index === settled && !taken.has(name)) continue;
        at[index] = (at[index] ?? 0) + 1;
      }
    }
  }
}
