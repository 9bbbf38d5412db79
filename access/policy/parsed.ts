import type { ConditionBlock } from "./conditions";

/** A policy document, of any origin, after it was read. */
export interface ParsedPolicy {
  /** Policies before 2012-10-17 have no variables. */
  readonly variables: boolean;
  readonly statements: readonly ParsedStatement[];
}

export interface ParsedStatement {
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  readonly principals: Either<ParsedPrincipals> | null;
  readonly actions: Either<readonly string[]>;
  readonly resources: Either<readonly string[]> | null;
  readonly conditions: ConditionBlock;
}

/** An element (`Action`) or its opposite (`NotAction`). */
export interface Either<T> {
  readonly not: boolean;
  readonly of: T;
}

export type PrincipalKind = "AWS" | "Service" | "Federated" | "CanonicalUser";
export type ParsedPrincipals = "*" | Readonly<Partial<Record<PrincipalKind, readonly string[]>>>;

/** What a policy is for: it decides which elements are needed and which are refused. */
export type PolicyKind = "identity" | "boundary" | "session" | "scp" | "rcp" | "resource" | "trust";

export type Parsed =
  | { readonly ok: true; readonly policy: ParsedPolicy }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface Fault {
  /** Place in the document, e.g. `Statement[2].Condition`. */
  readonly path: string;
  readonly message: string;
}
