import { LEVELS, type Cell, type Counts, type Matrix, type Summary } from "../access/matrix";
import { table } from "./table";
import { number } from "./words";
import { indented, wrap } from "./wrap";

/** Summaries from the most to the least. */
const SUMMARIES: readonly Exclude<Summary, "none">[] = ["administer", "write", "read", "list"];

const LEGEND = `none, list (the names of what is there), read (also content or settings), write (change it),
administer (change who may do what to it): the most that is possible with anything there.`;

/** What columns can do in each type of account, one word each. */
export function matrixText(matrix: Matrix, service: string | null): string {
  const { types, functions, cells } = matrix;
  const words = new Map(cells.map((cell) => [`${cell.type} ${cell.function}`, cell.summary]));
  const rows = types.map((type) => [
    type,
    ...functions.map((fn) => words.get(`${type} ${fn}`) ?? "none"),
  ]);
  const of = service === null ? "" : ` with ${service}`;
  const who = functions.length === 1 ? functions.join("") : "each function";
  return [
    `The most that ${who} can do${of}, by account type:`,
    table([["", ...functions], ...rows]),
    LEGEND,
  ].join("\n\n");
}

/** How many actions of each level. */
export function countsText({ cells, total }: Matrix): string {
  const row = (counts: Counts): string[] => LEVELS.map((level) => number(counts[level]));
  return [
    "Actions that are possible, by level:",
    table(
      [
        ["", "", ...LEVELS],
        ...cells.map((cell) => [cell.type, cell.function, ...row(cell.counts)]),
        ["all of AWS", "", ...row(total)],
      ],
      2,
    ),
  ].join("\n\n");
}

/** One column in one type: its services by what is possible with them. */
export function servicesText(cell: Cell, total: Counts): string {
  return [
    header(cell, total),
    ...SUMMARIES.flatMap((summary) => {
      const names = cell.services
        .filter((service) => service.summary === summary)
        .map(({ service }) => service);
      if (names.length === 0) return [];
      return [`${summary} (${names.length}):\n${indented(wrap(names.join(", "), "", 98), "  ")}`];
    }),
  ].join("\n\n");
}

/** The same with the number of actions of each level. */
export function serviceCountsText(cell: Cell, total: Counts): string {
  const rows = cell.services.map(({ service, summary, counts }) => [
    service,
    summary,
    ...LEVELS.map((level) => number(counts[level])),
  ]);
  return `${header(cell, total)}\n\n${table([["", "", ...LEVELS], ...rows], 2)}`;
}

export function header({ type, function: fn, level, counts }: Cell, total: Counts): string {
  const all = `${number(sum(counts))} of ${number(sum(total))} actions`;
  return `${fn} in ${type}, level ${level}: ${all}`;
}

const sum = (counts: Counts): number => LEVELS.reduce((so_far, level) => so_far + counts[level], 0);
