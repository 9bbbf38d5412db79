import type { Asking } from "../access/can";
import type { Holder } from "../access/who-can";
import { withoutAccount } from "./access-words";
import { table } from "./table";
import { listed } from "./words";
import { indented, wrap } from "./wrap";

/** Everybody who can do something, for people. */
export function whoCanText(
  asking: Pick<Asking, "account" | "action" | "resource">,
  holders: readonly Holder[],
): string {
  const { account, action, resource } = asking;
  const what = `${action} on ${resource ?? "any resource"} in ${account.name}`;
  if (holders.length === 0) return `Nobody can ${what}.`;
  const rows = table(
    holders.map((holder) => [
      withoutAccount(holder.name, account),
      holder.verdict,
      howWords(holder),
    ]),
  ).split("\n");
  const lines = holders.flatMap(({ condition }, index) => [
    rows[index] ?? "",
    ...(condition === null ? [] : [indented(wrap(`if ${condition}`, "", 94), "      ")]),
  ]);
  return `${wrap(`Who can ${what}:`)}\n\n${lines.join("\n")}`;
}

function howWords({ kind, people, how }: Holder): string {
  if (kind !== "function") return how;
  return people.length === 0 ? "nobody has this function" : `${peopleWords(people)}, with MFA`;
}

/** Names, or the first of many. */
function peopleWords(people: readonly string[]): string {
  return people.length <= 5
    ? listed(people)
    : `${people.slice(0, 4).join(", ")} and ${people.length - 4} more`;
}
