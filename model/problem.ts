/** A place in a stack file: keys and array positions from the top. */
export type Path = readonly (string | number)[];

/** What a rule found, before it is placed in the file's text. */
export interface Finding {
  readonly path: Path;
  /** What was found and what is allowed. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** Point at the key itself and not at its value. */
  readonly atKey?: boolean;
}

/** One problem of a stack file, as users and `--json` see it. Lines and columns count from 1. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** `["accounts", 3, "name"]` as `accounts[3].name`; keys that are no plain words are quoted. */
export function pathText(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** Longest value that a message shows in full. */
const SHOWN = 100;

/** A value as it is shown in a message: a scalar as JSON, with what cannot be seen escaped. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(value).replaceAll(/[\p{C}\p{Z}]/gu, (char) =>
    char === " " ? char : `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** `"a", "b" or "c"`. */
export function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** All problems as text for people, one block each, in the order of the file. */
export function problemsText(problems: readonly Problem[], file: string): string {
  const blocks = problems.map(
    ({ path, line, column, message, fix }) =>
      `${file}:${line}:${column} ${path || "(top level)"}\n  ${message}\n  fix: ${fix}`,
  );
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return `${blocks.join("\n")}\n${count}`;
}
