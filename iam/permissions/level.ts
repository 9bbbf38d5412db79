import type { Statement } from "../document";

/** A permission level: what a function may do in one kind of account. */
export interface Level {
  /** AWS managed policies, by their name below `policy/`. */
  readonly managed: readonly string[];
  /** Statements of the role's inline policy. */
  readonly statements: readonly Statement[];
}
