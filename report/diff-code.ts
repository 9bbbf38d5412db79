import { cut, visible } from "./diff-words";

/** Characters of a name that a comment shows. */
const LONGEST_NAME = 100;

/**
 * A text as it is, as code: nothing of it is Markdown, HTML, a mention or the end of a table's cell.
 * Whoever writes a stack file, or a plan, may not write the comment about it.
 */
export function code(text: string): string {
  const shown = visible(text).replaceAll("\n", " ");
  if (shown.trim() !== "" && !/[`|\\]/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replaceAll(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}

const entity = (char: string): string => `&#${char.codePointAt(0) ?? 0};`;

/** The same of a name, which is cut where it is too long for one. */
export function codeName(name: string): string {
  return code(cut(name, LONGEST_NAME));
}
