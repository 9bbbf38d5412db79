import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { coreAccount, type Plan, type PlannedAccount } from "../model/plan";
import type { CoreAccount } from "../model/schema";
import { bindingsFor, type Bindings } from "./bindings";
import { providersByAccount, type RunMode } from "./providers";

/** Where a component makes its resources: the account's placeholders, and the way into it. */
export interface Place {
  readonly bindings: Bindings;
  readonly opts: { readonly provider: aws.Provider };
}

/**
 * The places of the accounts that the program enters, by the account or by its place in the core.
 * @param ids Account ids by account name, of all but the management account.
 */
export function placesOf(
  plan: Plan,
  management: aws.Provider,
  organizationId: pulumi.Input<string>,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
  mode: RunMode,
): (of: PlannedAccount | CoreAccount) => Place {
  const bindings = bindingsFor(plan, organizationId, ids);
  const provider = providersByAccount(plan, management, ids, mode);
  return (of) => {
    const account = typeof of === "string" ? coreAccount(plan, of) : of;
    return { bindings: bindings(account), opts: { provider: provider(account) } };
  };
}
