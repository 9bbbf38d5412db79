/** What is left of a value when everything is taken away without which it still fails. */
export async function minimal<T>(value: T, fails: (candidate: T) => Promise<boolean>): Promise<T> {
  for (const candidate of smaller(value)) {
    if (await fails(candidate as T)) return minimal(candidate as T, fails);
  }
  return value;
}

/** The value with one thing less, at any depth; the largest things first. */
function* smaller(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    for (let i = 0; i < list.length; i += 1) yield list.toSpliced(i, 1);
    for (let i = 0; i < list.length; i += 1) {
      for (const less of smaller(list[i])) yield list.with(i, less);
    }
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    for (const [key] of entries) yield Object.fromEntries(entries.filter(([name]) => name !== key));
    for (const [key, inner] of entries) {
      for (const less of smaller(inner)) yield { ...value, [key]: less };
    }
  }
}
