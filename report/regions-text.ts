import type { Failure, RegionsReport } from "./regions";
import type { Dependence } from "./regions-dependences";
import { table } from "./table";
import { listed } from "./words";
import { indented, WIDTH, wrap } from "./wrap";

/** Regions for people: a table of what depends on which, then what the failure of each means. */
export function regionsText({ organization, dependences, failures }: RegionsReport): string {
  return [
    `What of ${organization} depends on which region:\n${dependenceTable(dependences)}`,
    ...failures.map(failureText),
  ].join("\n\n");
}

function dependenceTable(dependences: readonly Dependence[]): string {
  const rows = table(dependences.map(({ what, needs }) => [what, needsWords(needs)])).split("\n");
  return dependences
    .map(
      ({ note }, index) => `${rows[index] ?? ""}\n${indented(wrap(note, "", WIDTH - 6), "      ")}`,
    )
    .join("\n");
}

/** `eu-west-1`, `eu-west-1 or us-east-1`, `eu-west-1 and us-east-1`. */
export function needsWords(needs: Dependence["needs"]): string {
  if (needs.length === 0) return "-";
  const lists = new Set(needs.map((list) => [...new Set(list)].join(" or ")));
  return [...lists]
    .map((one) => (lists.size > 1 && one.includes(" or ") ? `(${one})` : one))
    .join(" and ");
}

function failureText({ region, is, stops, works, toDo }: Failure): string {
  const names = (list: readonly Dependence[]): string =>
    list.length === 0 ? "nothing" : list.map(({ what }) => what).join("; ");
  return [
    `If ${region} is down (${is.length === 0 ? "not governed" : listed(is)}):`,
    item(`stops: ${names(stops)}`),
    item(`works: ${names(works)}`),
    ...toDo.map((one) => item(`to do: ${one}`)),
  ].join("\n");
}

/** A word and what it is about, the lines below it further to the right. */
function item(text: string): string {
  return indented(wrap(text, "       ", WIDTH - 2), "  ");
}
