import type * as pulumi from "@pulumi/pulumi";
import { AlternateContacts } from "../components/management/alternate-contacts";
import { Budgets } from "../components/management/budgets";
import { CostAnomalies } from "../components/management/cost-anomalies";
import { CostTags } from "../components/management/cost-tags";
import { RootAccess } from "../components/management/root-access";
import { accountsByContacts } from "../model/management/plan";
import { coreAccount, livingMembers, type Plan } from "../model/plan";
import type { Making } from "./making";

/** Money, contacts and root users, in the management account. */
export function makeManagement(plan: Plan, { at, ids, onceMade }: Making): void {
  const { budgets, anomalies, costTags, rootAccess } = plan.management;
  const { homeRegion: region } = plan.organization;
  if (rootAccess) {
    const administratorId = at("access").bindings["account:access"];
    new RootAccess("root-access", { administratorId }, onceMade);
  }
  if (budgets.length > 0) new Budgets("budgets", { budgets, accountIds: ids }, onceMade);
  if (anomalies) new CostAnomalies("cost-anomalies", { region, ...anomalies }, onceMade);
  const { dependsOn } = onceMade;
  const once = dependsOn === undefined ? {} : { dependsOn };
  if (costTags.length > 0) new CostTags("cost-tags", { region, keys: costTags }, once);
  makeContacts(plan, ids, region, once);
}

/** Contacts of all accounts that there are, the management account's among them. */
function makeContacts(
  plan: Plan,
  ids: Making["ids"],
  region: string,
  once: pulumi.CustomResourceOptions,
): void {
  const { managementAccountId } = plan.organization;
  const management = coreAccount(plan, "management").name;
  const idOf = (name: string): pulumi.Input<string> => {
    const id = name === management ? managementAccountId : ids[name];
    if (id === undefined) throw new Error(`the plan has contacts of ${name}, and no such account`);
    return id;
  };
  const names = [management, ...livingMembers(plan).map(({ name }) => name)];
  const sets = accountsByContacts(plan.management.contacts, names).map(
    ({ contacts, accounts }) => ({ contacts, accountIds: accounts.map(idOf) }),
  );
  if (sets.length === 0) return;
  new AlternateContacts("alternate-contacts", { region, managementAccountId, sets }, once);
}
