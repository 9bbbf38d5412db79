import type { AwsNames } from "../aws-names";
import type { Finding } from "../problem";
import type { Stack, StackAccount } from "../schema";

type Place =
  | keyof Stack
  | `organization.${keyof Stack["organization"]}`
  | `access.${keyof Stack["access"]}`
  | `guardrails.${keyof Stack["guardrails"]}`
  | `accounts.${keyof StackAccount}`
  | `${"accountTypes" | "functions" | "permissions"}.names`;

/** A rule over a whole stack: what one value alone cannot show. */
export interface Rule {
  /**
   * What the rule reads: sections of the stack file, single keys of `organization`, `access` or of
   * an account, or the names alone of what a section defines. The rule is not run while one of them
   * is malformed, and what it says of an account with a malformed key that it reads is not shown.
   */
  readonly reads: readonly Place[];
  /** Lists whose elements it looks up by name: it is not run while one of them is malformed. */
  readonly readsWhole?: readonly (
    "accounts" | "access.people" | "guardrails.custom" | "guardrails.exceptions"
  )[];
  /** `aws` is left out where its data is not at hand; rules that need it then find nothing. */
  check(stack: Stack, aws?: AwsNames): Iterable<Finding>;
}
