import * as pulumi from "@pulumi/pulumi";
import { minified, type PolicyDocument } from "../iam/document";
import type { Placeholder } from "../iam/placeholder";
import { render } from "../iam/render";
import { coreAccount, type Plan, type PlannedAccount } from "../model/plan";
import type { CoreAccount } from "../model/schema";

/** What the placeholders of documents stand for in one account. */
export type Bindings = Readonly<Record<Placeholder, pulumi.Input<string>>>;

/**
 * The bindings of each account of a plan.
 * @param ids Account ids by account name, of all but the management account.
 */
export function bindingsFor(
  plan: Plan,
  organizationId: pulumi.Input<string>,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
): (account: PlannedAccount) => Bindings {
  const idOf = (account: PlannedAccount): pulumi.Input<string> => {
    const id = account.type === "management" ? account.id : ids[account.name];
    if (id === undefined || id === null) throw new Error(`${account.name} has no id`);
    return id;
  };
  const core = (type: CoreAccount): pulumi.Input<string> => idOf(coreAccount(plan, type));
  return (account) => ({
    "account:self": idOf(account),
    "account:management": core("management"),
    "account:audit": core("audit"),
    "account:network": core("network"),
    "account:access": core("access"),
    "organization:id": organizationId,
    partition: plan.organization.partition,
  });
}

/** A text with its placeholders filled in. */
export function bound(text: string, bindings: Bindings): pulumi.Output<string> {
  return render(
    text,
    (placeholder) => bindings[placeholder],
    (parts) => pulumi.concat(...parts),
  );
}

/** A policy document as the text that AWS takes. */
export function boundDocument(policy: PolicyDocument, bindings: Bindings): pulumi.Output<string> {
  return bound(minified(policy), bindings);
}
