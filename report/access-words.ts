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
  if (asker.kind === "principal") return asker.actor.name;
  return asker.kind === "partner" ? asker.partner.name : asker.name.replace(/^<(.+)>$/, "$1");
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
