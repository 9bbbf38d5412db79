import type { AccessChange, AccessDiff, ActionChange, Danger } from "../access/diff";
import type { PlanChange, ResourceChange } from "../model/plan-changes";
import { accountsWords, listed } from "./access-words";

/** All that two plans have differently. */
export interface Diff {
  /** What is compared, as people named it. */
  readonly base: string;
  readonly head: string;
  readonly plan: readonly PlanChange[];
  readonly resources: readonly ResourceChange[];
  readonly access: AccessDiff;
}

/** The same for machines. */
export function diffJson({ plan, resources, access }: Diff): unknown {
  return { plan, resources, access: { gained: access.gained, lost: access.lost } };
}

/** Accounts that are named one by one; of more, the first. */
const NAMED = 8;

/** Access that the same people gain or lose in the same accounts, of one danger. */
export interface Group {
  readonly danger: Danger;
  readonly who: string;
  /** Names of accounts. */
  readonly where: string;
  readonly services: readonly ServiceActions[];
  /** Number of actions. */
  readonly count: number;
}

export interface ServiceActions {
  readonly service: string;
  readonly actions: readonly ActionChange[];
}

/** Changes of many services as groups, in their order: the most dangerous first. */
export function groupsOf(changes: readonly AccessChange[]): readonly Group[] {
  const groups = new Map<string, AccessChange[]>();
  for (const change of changes) {
    const { kind, names, accounts, danger } = change;
    const key = JSON.stringify([danger, kind, names, accounts]);
    const known = groups.get(key);
    if (known) known.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].flatMap((same): readonly Group[] => {
    const [first] = same;
    if (!first) return [];
    const services = same
      .map(({ service, actions }) => ({ service, actions }))
      .sort((a, b) => b.actions.length - a.actions.length);
    const count = services.reduce((sum, { actions }) => sum + actions.length, 0);
    const where = accountsWords(first.accounts, NAMED);
    return [{ danger: first.danger, who: whoWords(first), where, services, count }];
  });
}

function whoWords({ kind, names }: AccessChange): string {
  switch (kind) {
    case "everybody":
      return "every person";
    case "function":
    case "others":
      return listed(names);
    case "person":
      return names.length <= 5
        ? listed(names)
        : `${names.slice(0, 4).join(", ")} and ${names.length - 4} more people`;
  }
}

export const DANGER_WORDS: Readonly<Record<Danger, string>> = {
  entry: "entry",
  permissions: "change of permissions",
  write: "write",
  data: "data",
  read: "read",
  list: "list",
};

/** Actions for which the same has to hold, before and after. */
export interface Alike {
  /** Without the service. */
  readonly names: readonly string[];
  readonly when: string | null;
}

/** Actions of one service, by what has to hold. */
export function alike({ actions }: ServiceActions, gained: boolean): readonly Alike[] {
  const groups = new Map<string, { readonly when: string | null; readonly names: string[] }>();
  for (const action of actions) {
    const when = whenWords(action, gained);
    const name = action.name.slice(action.name.indexOf(":") + 1);
    const known = groups.get(when ?? "");
    if (known) known.names.push(name);
    else groups.set(when ?? "", { when, names: [name] });
  }
  return [...groups.values()];
}

/** What has to hold now, and what had to hold where that has changed. */
function whenWords({ before, after }: ActionChange, gained: boolean): string | null {
  const words = (condition: string): string => (condition === "" ? "always" : `if ${condition}`);
  if (before !== null && after !== null) return `${words(after)}; before: ${words(before)}`;
  const [only, ...none] = [gained ? after : before].filter((one) => one !== null && one !== "");
  return only === undefined || only === null || none.length > 0 ? null : words(only);
}

/** `added account shop-production`, with what is different of it. */
export function changeWords({ kind, what, name }: PlanChange): string {
  return `${kind} ${what} ${name}`;
}

/** `group memberships 3 -> 2`, by the last word of Pulumi's type. */
export function resourceWords({ type, before, after }: ResourceChange): string {
  return `${type.slice(type.lastIndexOf(":") + 1)} ${before} -> ${after}`;
}

/** Text of at most so many characters. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
