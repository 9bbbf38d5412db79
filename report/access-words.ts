import type { Action } from "../access/actions";
import type { Asker } from "../access/principals";
import type { Account } from "../access/world/accounts";
import { resourceText } from "../access/world/resources";
import type { World } from "../access/world/world";

/** Whoever stands for a function, `<developer>`, as people say it. */
export function somebody(name: string): string {
  return name.replace(/^<(.+)>$/, "somebody of $1");
}

/** Whom a question is about: `ada`, `developer`, `root user of audit`. */
export function askerWords(asker: Asker): string {
  return asker.kind === "person" ? asker.name.replace(/^<(.+)>$/, "$1") : asker.actor.name;
}

/** `1,234`. */
export function number(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 step`, `2 steps`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** Names of accounts, of many the first: `web-production and 2,499 more`. */
export function accountsWords(names: readonly string[], most = 3): string {
  const [first = ""] = names;
  return names.length <= most ? listed(names) : `${first} and ${number(names.length - 1)} more`;
}

/**
 * ARNs that an action can be asked for in an account, with names for what is chosen freely, the
 * simplest first.
 */
export function exampleArns(
  { plan }: Pick<World, "plan">,
  { resources }: Action,
  account: Account | undefined,
): readonly string[] {
  const { partition, homeRegion } = plan.organization;
  const id = account ? (account.planned.id ?? account.name) : "ACCOUNT";
  const examples = resources.map((format) =>
    resourceText(
      format
        .replaceAll("${Region}", homeRegion)
        .replaceAll(/\$\{(?!Partition|Account)(\w+)\}/g, "$1"),
      partition,
      id,
    ),
  );
  return examples.sort((a, b) => a.length - b.length);
}

/** A name without the account that is spoken of anyway: `root user of audit`. */
export function withoutAccount(name: string, account: Account): string {
  const end = [` in ${account.name}`, ` of ${account.name}`].find((one) => name.endsWith(one));
  return end === undefined ? name : name.slice(0, -end.length);
}
