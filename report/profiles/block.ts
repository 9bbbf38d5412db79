import type { Found } from "../../access/principals";
import { sectionsText, type Section } from "./ini";

/** What stands between the markers of one organization in somebody's `~/.aws/config`. */
export interface Block {
  readonly organization: string;
  readonly person: string;
  readonly sections: readonly Section[];
}

const begin = (organization: string): string => `# >>> landing-zone ${organization}`;
const end = (organization: string): string => `# <<< landing-zone ${organization}`;

/** The block with its markers, each line ended. */
export function blockText({ organization, person, sections }: Block): string {
  return [
    begin(organization),
    `# Profiles of ${person}, written by lz profiles. Whatever is changed in here is lost.`,
    "",
    ...(sections.length === 0 ? [] : [sectionsText(sections)]),
    end(organization),
    "",
  ].join("\n");
}

export interface Merged {
  readonly text: string;
  /** Sections that the file has outside of the block already, which keep what they say. */
  readonly leftOut: readonly string[];
}

interface Line {
  readonly text: string;
  /** Place of its first character, and of the one behind its line end. */
  readonly from: number;
  readonly to: number;
}

/**
 * The file with the block in it: in the place of the one that was there, or at its end. All else
 * stays as it is, so that the text may be any bytes, one character each. A section of a name that
 * the file has elsewhere is left out: twice the same, and the AWS command line reads no profile at all.
 */
export function mergeBlock(file: string, block: Block): Found<Merged> {
  const lines = linesOf(file);
  const place = placeOf(lines, block.organization);
  if (!place.ok) return place;
  const { from, to } = place.value ?? { from: file.length, to: file.length };
  const before = file.slice(0, from);
  const after = file.slice(to);
  const there = new Set(
    lines
      .filter((line) => line.to <= from || line.from >= to)
      .flatMap(({ text }) => headerOf(text) ?? []),
  );
  const isThere = ({ name }: Section): boolean => there.has(sameName(name));
  const mine = block.sections.filter((section) => !isThere(section));
  const leftOut = block.sections.filter(isThere).map(({ name }) => name);
  // A block keeps its own; a new one has that of the file.
  const lineEnd = lineEndOf(place.value ? file.slice(from, to) : file);
  const written = blockText({ ...block, sections: mine }).replaceAll("\n", lineEnd);
  const gap = place.value ? "" : gapBehind(before, lineEnd);
  return { ok: true, value: { text: `${before}${gap}${bytesOf(written)}${after}`, leftOut } };
}

/** Where the block is; null: nowhere yet. Markers that do not make one whole block are refused. */
function placeOf(
  lines: readonly Line[],
  organization: string,
): Found<{ readonly from: number; readonly to: number } | null> {
  const marks = lines.flatMap((line, index) => {
    const [, arrows, whose] = MARK.exec(line.text) ?? [];
    return arrows === undefined ? [] : [{ line, number: index + 1, arrows, whose }];
  });
  const own = marks.filter(({ whose }) => whose === organization);
  const [first, last] = own;
  if (!first) return { ok: true, value: null };
  const damaged = (why: string): Found<never> => ({
    ok: false,
    message:
      `the markers of ${organization} are damaged: ${why}; nothing was changed. Take out what is ` +
      `left of the block by hand, markers and all, and run this again`,
  });
  const at = own.map(({ number, arrows }) => `"# ${arrows}" in line ${number}`).join(", ");
  if (own.length !== 2 || !last || first.arrows !== ">>>" || last.arrows !== "<<<") {
    return damaged(`there has to be one "# >>>" and one "# <<<" behind it, and there is ${at}`);
  }
  const stranger = marks.find(({ number }) => number > first.number && number < last.number);
  if (stranger) {
    return damaged(`a marker of ${stranger.whose ?? ""} is inside, in line ${stranger.number}`);
  }
  return { ok: true, value: { from: first.line.from, to: last.line.to } };
}

/** A marker, also one that somebody indented or wrote something behind. */
const MARK = /^\s*[#;]\s*(>>>|<<<)\s*landing-zone\s+(\S+)/;

function linesOf(file: string): readonly Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < file.length;) {
    const at = file.indexOf("\n", from);
    const to = at < 0 ? file.length : at + 1;
    lines.push({ text: file.slice(from, to), from, to });
    from = to;
  }
  return lines;
}

/** Name of the section that a line begins. */
function headerOf(line: string): string | null {
  const name = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
  return name === undefined ? null : sameName(name);
}

/** AWS reads `profile "acme"` and `profile  acme` as `profile acme`. */
function sameName(name: string): string {
  return name.replaceAll(/["']/g, "").trim().replaceAll(/\s+/g, " ");
}

/** How the lines of a text end: as its first does. */
function lineEndOf(file: string): string {
  const at = file.indexOf("\n");
  return at > 0 && file[at - 1] === "\r" ? "\r\n" : "\n";
}

/** What comes between the file as it was and a new block: the end of its last line, a blank line. */
function gapBehind(before: string, lineEnd: string): string {
  if (before === "") return "";
  if (!before.endsWith("\n")) return lineEnd + lineEnd;
  return /\n\r?\n$/.test(before) ? "" : lineEnd;
}

/** The text's bytes, one character each, as the file's are. */
function bytesOf(text: string): string {
  const encoder = new TextEncoder();
  return text.replaceAll(/[\u{80}-\u{10ffff}]+/gu, (letters) =>
    Array.from(encoder.encode(letters), (byte) => String.fromCharCode(byte)).join(""),
  );
}
