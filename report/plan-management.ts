import { delegatedAdministrators } from "../model/management/delegated";
import { type Contacts, hasContacts, type PlannedBudget } from "../model/management/plan";
import { CONTACT_KINDS } from "../model/management/schema";
import type { Plan } from "../model/plan";
import { counted, listed, number } from "./words";
import { wrap } from "./wrap";

/** What the management account does beside the organization: what it trusts, pays and tells. */
export function managementText(plan: Plan): string {
  const lines = [
    `trusts the services ${listed(plan.organization.trustedServices.map(service))}`,
    ...delegated(plan),
    ...costs(plan),
    ...contacts(plan),
    rootAccess(plan),
  ];
  return ["The management account:", ...lines.map((line) => `  ${wrap(line, "    ", 96)}`)].join(
    "\n",
  );
}

const service = (principal: string): string => principal.replace(/\.amazonaws\.com$/, "");

function delegated(plan: Plan): readonly string[] {
  return delegatedAdministrators(plan).map(
    ({ account, services }) => `leaves ${listed(services.map(service))} to ${account}`,
  );
}

function costs({ management: { budgets, anomalies, costTags } }: Plan): readonly string[] {
  const [whole] = budgets.filter(({ account }) => account === null);
  const accounts = budgets.filter(({ account }) => account !== null);
  return [
    whole ? `budget of the organization: ${budgetWords(whole)}` : "no budget of the organization",
    ...(accounts.length > 3
      ? [`budgets of ${counted(accounts.length, "account")}`]
      : accounts.map((one) => `budget of ${one.account ?? ""}: ${budgetWords(one)}`)),
    anomalies
      ? `unusual costs from ${number(anomalies.minimum)} USD are told to ${listed(anomalies.notify)}`
      : "nobody is told of unusual costs",
    ...(costTags.length > 0 ? [`costs are shown by the tags ${listed(costTags)}`] : []),
  ];
}

function budgetWords({ monthly, currency, notify }: PlannedBudget): string {
  return `${number(monthly)} ${currency} a month, told to ${listed(notify)}`;
}

function contacts({ management }: Plan): readonly string[] {
  const { everywhere, own } = management.contacts;
  if (!hasContacts(management.contacts)) {
    return ["accounts have no alternate contacts: AWS writes to their root addresses alone"];
  }
  const accounts = own.filter((one) => Object.keys(one.contacts).length > 0);
  return [
    ...(Object.keys(everywhere).length > 0 ? [`contacts: ${contactWords(everywhere)}`] : []),
    ...(accounts.length > 3
      ? [`contacts of their own: ${counted(accounts.length, "account")}`]
      : accounts.map((one) => `contacts of ${one.account}: ${contactWords(one.contacts)}`)),
  ];
}

/** Without telephone numbers: plans are shown to many. */
function contactWords(all: Contacts): string {
  return listed(
    CONTACT_KINDS.flatMap((kind) => {
      const one = all[kind];
      return one ? [`${kind} ${one.name} (${one.email})`] : [];
    }),
  );
}

function rootAccess({ management, breakGlass }: Plan): string {
  return management.rootAccess
    ? `root access is centralized: new members get no root credentials, and ${listed(breakGlass.users)} ` +
        "alone take root sessions, by the role root-access of access"
    : "root access is not centralized: every member account has a root user of its own";
}
