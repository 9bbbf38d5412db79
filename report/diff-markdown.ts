import { DANGERS } from "../access/diff";
import { counted, number } from "./access-words";
import { alike, cut, DANGER_WORDS, groupsOf, resourceWords, type Diff, type Group } from "./diff";

/** A comment of a pull request takes 65,536 characters; some are left for whoever posts it. */
export const LIMIT = 65_000;

/** Characters for each part at most, so that the first leave room for the last. */
const ROOM = { gained: 14_000, plan: 8_000, lost: 8_000, details: 6_000 } as const;

/**
 * A comment for a pull request. Tables say who gains and loses what; below, folded, is every action,
 * the most dangerous first, as far as there is room.
 */
export function diffMarkdown(diff: Diff): string {
  const { access, base, head } = diff;
  const gained = groupsOf(access.gained);
  const lost = groupsOf(access.lost);
  const parts = [
    `### Landing zone: ${code(cut(base, 200))} to ${code(cut(head, 200))}`,
    accessTable("Access gained", gained, ROOM.gained),
    accessTable("Access lost", lost, ROOM.lost),
    planList(diff),
  ].join("\n\n");
  const details = DANGERS.flatMap((danger) => [
    ...gained.filter((one) => one.danger === danger).map((one) => detailsOf("gains", one, true)),
    ...lost.filter((one) => one.danger === danger).map((one) => detailsOf("loses", one, false)),
  ]);
  return fitted(
    [parts, ...details],
    "\n\n",
    LIMIT - 200,
    (left) => `${counted(left, "part")} did not fit here: \`lz diff\` shows all.`,
  );
}

/** As many as fit, then a word on those that do not. */
function fitted(
  texts: readonly string[],
  between: string,
  room: number,
  rest: (left: number) => string,
): string {
  const fit: string[] = [];
  let length = 0;
  for (const text of texts) {
    length += text.length + between.length;
    if (length > room) break;
    fit.push(text);
  }
  const left = texts.length - fit.length;
  return [...fit, ...(left === 0 ? [] : [rest(left)])].join(between);
}

function accessTable(title: string, groups: readonly Group[], room: number): string {
  if (groups.length === 0) return `**${title}:** none`;
  const rows = groups.map(({ danger, who, where, services, count }) => {
    const named = services
      .slice(0, 5)
      .map(({ service, actions }) => `${code(service)} ${number(actions.length)}`)
      .join(", ");
    const more = services.length > 5 ? ` and ${counted(services.length - 5, "more service")}` : "";
    const cells = [DANGER_WORDS[danger], plain(who), plain(where), number(count), named + more];
    return `| ${cells.join(" | ")} |`;
  });
  const head = "| what | who | in | actions | of |\n|---|---|---|---:|---|";
  const table = fitted(rows, "\n", room, (left) => `| | | | | ${counted(left, "more row")} |`);
  return `**${title}**, the most dangerous first\n\n${head}\n${table}`;
}

function planList({ plan, resources }: Diff): string {
  if (plan.length === 0) return "**What is built:** no change";
  const lines = [
    ...plan.map((change) => {
      const { details } = change;
      const more = details.length === 0 ? "" : `: ${code(cut(details.join("; "), 400))}`;
      return `- ${change.kind} ${change.what} ${code(change.name)}${more}`;
    }),
    ...(resources.length === 0 ? [] : [`- resources: ${resources.map(resourceWords).join(", ")}`]),
  ];
  const list = fitted(lines, "\n", ROOM.plan, (left) => `- ${counted(left, "more change")}`);
  return `**What is built**\n\n${list}`;
}

function detailsOf(verb: string, group: Group, gained: boolean): string {
  const { danger, who, where, services, count } = group;
  const many = `${verb} ${counted(count, "action")} in ${plain(where)}`;
  const title = `${DANGER_WORDS[danger]}: ${plain(who)} ${many}`;
  const lines = services.flatMap((service) =>
    alike(service, gained).map(({ names, when }) => {
      const condition = when === null ? "" : `, ${code(cut(when, 1_000))}`;
      return `- ${code(service.service)}: ${names.join(", ")}${condition}`;
    }),
  );
  const list = fitted(lines, "\n", ROOM.details, (left) => `- ${counted(left, "more line")}`);
  return `<details><summary>${title}</summary>\n\n${list}\n\n</details>`;
}

/** Names as they are, in Markdown and in HTML: a plan may have been written by anybody. */
function plain(text: string): string {
  return text.replaceAll(/[^\w ,.-]/g, (char) => `&#${String(char.codePointAt(0) ?? 0)};`);
}

/** Text as it is: nothing of it is Markdown, a mention, or the end of a table's cell. */
function code(text: string): string {
  const plain = text.replaceAll("`", "'").replaceAll("|", "\\|").replaceAll("\n", " ");
  return `\`${plain}\``;
}
