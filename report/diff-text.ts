import { DANGERS, type AccessChange } from "../access/diff";
import { counted, number } from "./access-words";
import {
  alike,
  changeWords,
  cut,
  DANGER_WORDS,
  groupsOf,
  resourceWords,
  type Diff,
  type Group,
  type ServiceActions,
} from "./diff";
import { indented, wrap } from "./wrap";

/** Services of one group that are shown with their actions; of more, only their numbers. */
const DETAILED = 8;
/** Services of one group that are named at all. */
const NAMED = 15;
/** Ways in which actions of a service differ that are shown. */
const WAYS = 3;
const LONGEST_CONDITION = 240;
/** A space that no line ends at. */
const NO_BREAK = "\u00a0";

/** What is built differently, and who gains and loses what, the most dangerous first. */
export function diffText(diff: Diff): string {
  const { base, head, plan, access } = diff;
  if (plan.length === 0 && access.gained.length + access.lost.length === 0) {
    return `${base} and ${head} build the same, and nobody's access changes.`;
  }
  return [
    planText(diff),
    accessText("Access gained", access.gained, true),
    accessText("Access lost", access.lost, false),
  ].join("\n\n");
}

function planText({ plan, resources }: Diff): string {
  if (plan.length === 0) return "What is built: no change";
  const lines = plan.map((change) => {
    const { details } = change;
    const more = details.length === 0 ? "" : `: ${details.join("; ")}`;
    return indented(wrap(`${changeWords(change)}${more}`, "  ", 98), "  ");
  });
  const counts = resources.map(resourceWords).join(", ");
  return [
    "What is built:",
    ...lines,
    ...(counts === "" ? [] : [indented(wrap(`resources: ${counts}`, "  ", 98), "  ")]),
  ].join("\n");
}

function accessText(title: string, changes: readonly AccessChange[], gained: boolean): string {
  if (changes.length === 0) return `${title}: none`;
  const groups = groupsOf(changes);
  return [
    `${title}, the most dangerous first:`,
    ...DANGERS.flatMap((danger) => {
      const own = groups.filter((group) => group.danger === danger);
      if (own.length === 0) return [];
      const title = `  ${DANGER_WORDS[danger]}`;
      return [[title, ...own.map((group) => groupText(group, gained))].join("\n")];
    }),
  ].join("\n\n");
}

function groupText({ danger, who, where, services, count }: Group, gained: boolean): string {
  const many = `${counted(count, "action")} of ${counted(services.length, "service")}`;
  const title = wrap(`${who} in ${where}: ${many}`, "  ", 96);
  const detailed = services.length <= DETAILED && danger !== "list";
  const body = detailed
    ? services.map((service) => serviceText(service, gained)).join("\n")
    : indented(wrap(numbersText(services), "", 94).replaceAll(NO_BREAK, " "), "  ");
  return indented(`${title}\n${body}`, "    ");
}

function numbersText(services: readonly ServiceActions[]): string {
  const named = services
    .slice(0, NAMED)
    .map(({ service, actions }) => `${service}${NO_BREAK}${number(actions.length)}`);
  const more = services.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${counted(more, "more service")}` : ""}`;
}

function serviceText(service: ServiceActions, gained: boolean): string {
  const ways = alike(service, gained);
  const lines = ways.slice(0, WAYS).map(({ names, when }) => {
    const shown = names.length <= 6 ? names : [...names.slice(0, 5), `${names.length - 5} more`];
    const condition = when === null ? "" : `, ${cut(when, LONGEST_CONDITION)}`;
    return wrap(`${service.service}: ${shown.join(", ")}${condition}`, "  ", 94);
  });
  const more = ways.slice(WAYS).reduce((sum, { names }) => sum + names.length, 0);
  const rest = more === 0 ? [] : [`${service.service}: ${counted(more, "more action")}`];
  return indented([...lines, ...rest].join("\n"), "  ");
}
