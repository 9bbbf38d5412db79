import type { Path } from "./problem";
import type { CustomStatement } from "./schema";

/** A text of a statement, and where it stands. */
export interface Placed {
  readonly text: string;
  readonly path: Path;
}

/** Is it `*` or `service:Action`, with wildcards in the action alone? */
export function isActionPattern(text: string): boolean {
  return text === "*" || /^[a-z0-9-]+:[a-z0-9*?-]+$/i.test(text);
}

/** What a statement at a place says for these keys, each text with its own place. */
export function textsOf(
  statement: Pick<CustomStatement, "Action" | "NotAction" | "Resource" | "NotResource">,
  keys: readonly ("Action" | "NotAction" | "Resource" | "NotResource")[],
  path: Path,
): readonly Placed[] {
  return keys.flatMap((key) => {
    const value = statement[key];
    if (value === undefined) return [];
    if (typeof value === "string") return [{ text: value, path: [...path, key] }];
    return value.map((text, index) => ({ text, path: [...path, key, index] }));
  });
}
