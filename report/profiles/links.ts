import { RESERVED_PATH } from "../../iam/names";
import { partitionOf, signInHost, type Partition } from "../../model/regions";
import { table } from "../table";
import type { Entry } from "./entries";

/**
 * Colours that the console offers when somebody switches roles. It takes a link's colour if it is
 * one of them, and else shows none; AWS documents the colours nowhere.
 */
export const COLOURS = {
  red: "f2b0a9",
  orange: "fbc8aa",
  yellow: "efda95",
  green: "b7ca9d",
  blue: "83d4e8",
} as const;
export type Colour = keyof typeof COLOURS;

const BY_TYPE: Readonly<Record<string, Colour>> = {
  production: "red",
  storage: "orange",
  nonproduction: "yellow",
  sandbox: "green",
};

/** The colour of an account: its type's; core accounts are blue, types of a stack's own orange. */
export function colourOf({ kind, type }: Pick<Entry["account"], "kind" | "type">): Colour {
  return kind === "core" ? "blue" : (BY_TYPE[type] ?? "orange");
}

/** Characters that the console takes of a role's display name. */
const DISPLAY_NAME = 64;

/**
 * Link that switches the console to a role. The region is that of the sign-in page, for when the one
 * that the console would take is down.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 * https://docs.aws.amazon.com/general/latest/gr/signin-service.html
 */
export function switchRoleLink(entry: Entry, region: string | null): string {
  const { account, role, partition } = entry;
  const name = `${entry.function}@${account.name}`.slice(0, DISPLAY_NAME);
  const query = [
    `account=${account.id}`,
    `roleName=${RESERVED_PATH.slice(1)}${encodeURIComponent(role)}`,
    `displayName=${encodeURIComponent(name)}`,
    `color=${COLOURS[colourOf(account)]}`,
  ];
  return `https://${hostOf(partition as Partition, region)}/switchrole?${query.join("&")}`;
}

/**
 * Page on which IAM users sign in; one in another region asks for the account's id itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/console_sign-in-urls.html
 */
export function userSignInLink(accountId: string, partition: Partition, region: string | null) {
  const host = signInHost(partition);
  if (region === null) return `https://${accountId}.${host}/console`;
  return `https://${region}.${host.replace("signin.", "console.")}/console/home?region=${region}`;
}

function hostOf(partition: Partition, region: string | null): string {
  const host = signInHost(partition);
  return region !== null && partitionOf(region) === partition ? `${region}.${host}` : host;
}

/** Accounts of an organization and a type, in the order of the plan: core accounts last. */
export interface LinkGroup {
  readonly organization: string;
  readonly type: string;
  readonly colour: Colour;
  readonly accounts: readonly {
    readonly name: string;
    readonly id: string;
    readonly entries: readonly Entry[];
  }[];
}

/** Entries by organization, account type and account; one group of all core accounts, at the end. */
export function linkGroups(entries: readonly Entry[]): readonly LinkGroup[] {
  const groups = new Map<string, { first: Entry; accounts: Map<string, Entry[]> }>();
  for (const entry of entries) {
    const { organization, account } = entry;
    const key = `${organization} ${account.kind === "core" ? "" : account.type}`;
    const group = groups.get(key) ?? { first: entry, accounts: new Map<string, Entry[]>() };
    groups.set(key, group);
    const same = group.accounts.get(account.id);
    if (same) same.push(entry);
    else group.accounts.set(account.id, [entry]);
  }
  const list = [...groups.values()].map(({ first, accounts }): LinkGroup => ({
    organization: first.organization,
    type: first.account.kind === "core" ? CORE : first.account.type,
    colour: colourOf(first.account),
    accounts: [...accounts].map(([id, same]) => ({
      name: same[0]?.account.name ?? "",
      id,
      entries: same,
    })),
  }));
  const organizations = [...new Set(list.map(({ organization }) => organization))];
  return organizations.flatMap((organization) => {
    const own = list.filter((group) => group.organization === organization);
    return [...own.filter(({ type }) => type !== CORE), ...own.filter(({ type }) => type === CORE)];
  });
}

/** What a link is called among those of its account: the function, unless another is called so too. */
export function labelOf(entry: Entry, ofAccount: readonly Entry[]): string {
  const alike = ofAccount.filter((one) => one.function === entry.function);
  return alike.length > 1 ? entry.role : entry.function;
}

/** What the core accounts are called together. */
export const CORE = "core";

/** The links as text: a line for each role. */
export function linksText(entries: readonly Entry[], region: string | null): string {
  const groups = linkGroups(entries);
  const several = new Set(groups.map(({ organization }) => organization)).size > 1;
  return groups
    .map(({ organization, type, accounts }) => {
      const rows = accounts.flatMap(({ name, entries: roles }) =>
        roles.map((entry) => [name, labelOf(entry, roles), switchRoleLink(entry, region)]),
      );
      return `${several ? `${organization}, ` : ""}${type}\n${table(rows)}`;
    })
    .join("\n\n");
}
