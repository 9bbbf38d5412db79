import type { Action } from "../actions";

/**
 * What kind of access it is, the most dangerous first. Entry is the way into a role, or into the
 * access account: who gets in, and under what conditions.
 */
export const DANGERS = ["entry", "permissions", "write", "data", "read", "list"] as const;
export type Danger = (typeof DANGERS)[number];

/** Access that somebody gains or loses, in one service, in accounts where it is the same. */
export interface AccessChange {
  readonly kind: "function" | "person" | "everybody" | "others";
  /** Functions or people; of others, who they are. */
  readonly names: readonly string[];
  readonly accounts: readonly string[];
  /** Types of these accounts. */
  readonly types: readonly string[];
  readonly service: string;
  readonly danger: Danger;
  readonly actions: readonly ActionChange[];
}

export interface ActionChange {
  readonly name: string;
  /** What had to hold before; null: it was not allowed, "": for everything. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * An action that is allowed in other cases than before. Cases can be gained and lost at once, when
 * neither condition contains the other.
 */
export interface Changed extends ActionChange {
  readonly action: Action;
  readonly danger: Danger;
  readonly gained: boolean;
  readonly lost: boolean;
}

/** What somebody can do differently, in accounts where that is the same. */
export interface Found {
  readonly kind: AccessChange["kind"];
  readonly names: readonly string[];
  /** Places of these accounts among the pairs of both worlds. */
  readonly pair: number;
  readonly changes: readonly Changed[];
}
