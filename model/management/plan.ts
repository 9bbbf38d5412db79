import type { Partition } from "../regions";
import type { Stack } from "../schema";
import { CONTACT_KINDS, type Contact, type ContactKind } from "./schema";

/** What the management account does beside the organization itself. */
export interface PlannedManagement {
  /** The whole organization's, then those of accounts. */
  readonly budgets: readonly PlannedBudget[];
  /** Whom unusual costs are told, from which impact in USD; null: nobody. */
  readonly anomalies: { readonly minimum: number; readonly notify: readonly string[] } | null;
  /** Keys of tags by which costs are shown. */
  readonly costTags: readonly string[];
  readonly contacts: PlannedContacts;
  /** Is root access to members centralized? */
  readonly rootAccess: boolean;
}

export interface PlannedBudget {
  /** Account of which it is; null: the whole organization. */
  readonly account: string | null;
  readonly monthly: number;
  readonly currency: "USD" | "CNY";
  readonly notify: readonly string[];
}

/** Alternate contacts: complete sets, and who has another than the first. */
export interface PlannedContacts {
  /** The organization's; empty where it says none. */
  readonly everywhere: Contacts;
  /** What accounts have instead, kind by kind. */
  readonly own: readonly { readonly account: string; readonly contacts: Contacts }[];
}

export type Contacts = Readonly<Partial<Record<ContactKind, PlannedContact>>>;

export interface PlannedContact extends Contact {
  readonly title: string;
}

export function plannedManagement(stack: Stack): PlannedManagement {
  const { management } = stack;
  return {
    budgets: budgetsOf(stack),
    anomalies: anomaliesOf(stack),
    costTags: management.costTags,
    contacts: {
      everywhere: contactsOf(management.contacts),
      own: stack.accounts.flatMap(({ name, lifecycle, contacts }) =>
        contacts && !isGone(lifecycle) ? [{ account: name, contacts: contactsOf(contacts) }] : [],
      ),
    },
    rootAccess: hasRootAccess(stack),
  };
}

/**
 * Where it is not said: in the partition for which AWS documents it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 */
export function hasRootAccess({
  management,
  organization,
}: Pick<Stack, "management" | "organization">): boolean {
  return management.rootAccess ?? organization.partition === "aws";
}

function budgetsOf({ management, accounts, organization }: Stack): readonly PlannedBudget[] {
  const everybody = management.budget?.notify ?? [];
  const planned = (
    account: string | null,
    { monthly, currency, notify }: NonNullable<Stack["management"]["budget"]>,
  ): PlannedBudget => ({
    account,
    monthly,
    currency: currency ?? currencyOf(organization.partition),
    notify: notify ?? everybody,
  });
  return [
    ...(management.budget ? [planned(null, management.budget)] : []),
    ...accounts.flatMap(({ name, lifecycle, budget }) =>
      budget && !isGone(lifecycle) ? [planned(name, budget)] : [],
    ),
  ];
}

/** The currency in which AWS bills. */
export function currencyOf(partition: Partition): "USD" | "CNY" {
  return partition === "aws-cn" ? "CNY" : "USD";
}

/** Smallest impact that is told where nothing is said, in USD. */
const MINIMUM = 100;

function anomaliesOf({ management: { anomalies, budget } }: Stack): PlannedManagement["anomalies"] {
  if (anomalies === false) return null;
  const notify = anomalies?.notify ?? budget?.notify ?? [];
  return notify.length === 0 ? null : { minimum: anomalies?.minimum ?? MINIMUM, notify };
}

function contactsOf(contacts: Stack["management"]["contacts"]): Contacts {
  return Object.fromEntries(
    CONTACT_KINDS.flatMap((kind) => {
      const said = contacts[kind];
      return said ? [[kind, { ...said, title: said.title ?? TITLES[kind] }]] : [];
    }),
  );
}

/** AWS wants a title of everybody. */
const TITLES: Readonly<Record<ContactKind, string>> = {
  security: "Security contact",
  operations: "Operations contact",
  billing: "Billing contact",
};

function isGone(lifecycle: string): boolean {
  return lifecycle === "left" || lifecycle === "closed";
}

/** Accounts by the contacts that they have: management, core members, and leaf accounts. */
export function accountsByContacts(
  { everywhere, own }: PlannedContacts,
  accounts: readonly string[],
): readonly { readonly contacts: Contacts; readonly accounts: readonly string[] }[] {
  const others = new Map(own.map((one) => [one.account, one.contacts]));
  const sets = new Map<string, { readonly contacts: Contacts; readonly accounts: string[] }>();
  for (const account of accounts) {
    const contacts = { ...everywhere, ...others.get(account) };
    const key = JSON.stringify(CONTACT_KINDS.map((kind) => contacts[kind] ?? null));
    const known = sets.get(key);
    if (known) known.accounts.push(account);
    else sets.set(key, { contacts, accounts: [account] });
  }
  return [...sets.values()].filter(({ contacts }) => Object.keys(contacts).length > 0);
}

/** Has any account a contact? */
export function hasContacts({ everywhere, own }: PlannedContacts): boolean {
  return [everywhere, ...own.map(({ contacts }) => contacts)].some(
    (contacts) => Object.keys(contacts).length > 0,
  );
}
