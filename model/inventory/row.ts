import type { CoreAccount } from "../schema";

/** What something costs in a month, in one account and region, of ordinary size. */
export type CostClass =
  /** AWS charges nothing. */
  | "free"
  /** Below one USD. */
  | "cents"
  /** One to fifty USD, whether it is used or not. */
  | "dollars"
  /** Above fifty USD, whether it is used or not. */
  | "more"
  /** As much as it is used. */
  | "by use";

/** One kind of resource in one kind of account: why it is there, and what for. */
export interface InventoryRow {
  /** Core account, or every member account by StackSet, or leaf accounts. */
  readonly account: CoreAccount | "every member" | "leaf";
  /** Pulumi's type token; CloudFormation's type of what StackSets stamp. */
  readonly type: string;
  /** What it is here, e.g. `Log bucket`. */
  readonly what: string;
  readonly reason: string;
  readonly cost: CostClass;
  /** What it is charged by, where it costs: `0.30 USD a month for each alarm`. */
  readonly price?: string;
  /** Requirements that it serves, e.g. `B1`, `D4`. */
  readonly serves: readonly string[];
  /** Key of the stack file that switches it off; left out: it is always there. */
  readonly off?: string;
}
