import { isAlias, isMap, isNode, isScalar, isSeq, type CST, type Document, type Node } from "yaml";
import type { Path } from "./problem";

/** What is wrong with the YAML itself, at an offset of the text. */
export interface YamlFault {
  readonly path: Path;
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** Maps and lists inside each other; the schema needs ten. */
const DEEPEST = 50;

/**
 * Too many maps and lists inside each other. Found in the parser's tokens, without recursion: what
 * makes a document of them calls itself at each level, and can end the whole process.
 */
export function nestingFault(tokens: readonly CST.Token[]): YamlFault | undefined {
  // Level 0 is the document, and each next one the collections in the one before.
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    const first = level[0];
    if (depth > DEEPEST && first) {
      return {
        path: [],
        offset: first.offset,
        message: `maps and lists are nested more than ${DEEPEST} deep`,
        fix: "take levels out",
      };
    }
    level = level.flatMap(collectionsIn);
  }
  return undefined;
}

function collectionsIn(token: CST.Token): readonly CST.Token[] {
  if (token.type === "document") return collections([token.value]);
  if (!("items" in token)) return [];
  return token.items.flatMap((item) => collections([item.key, item.value]));
}

function collections(tokens: readonly (CST.Token | null | undefined)[]): readonly CST.Token[] {
  return tokens.filter((token) => token !== null && token !== undefined && "items" in token);
}

/** The library's codes, in the words of somebody who does not know YAML's grammar. */
const WORDS: Readonly<Record<string, { readonly message?: string; readonly fix: string }>> = {
  BAD_DIRECTIVE: { fix: "take the line out" },
  BAD_DQ_ESCAPE: { fix: "write \\\\ for a backslash, or use single quotes" },
  BAD_INDENT: { fix: "indent the keys of one map alike" },
  BLOCK_IN_FLOW: {
    message: "a comma is missing inside { } or [ ]",
    fix: "put a comma between the entries",
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "a line without a colon where a key is expected",
    fix: 'write "key: value", with a colon and a space',
  },
  MULTIPLE_DOCS: {
    message: "a second YAML document starts here; a stack file is one document",
    fix: "take out the line --- or ... before it",
  },
  TAB_AS_INDENT: { message: "the line is indented by a tab", fix: "indent with spaces" },
  UNEXPECTED_TOKEN: {
    message: "something is left over after a value",
    fix: "put a value that has any of { } [ ] , : # in it in quotes, or take out what is left over",
  },
};

/** Codes of faults that say nothing of what follows them. */
const LOCAL = new Set(["BAD_DIRECTIVE", "BAD_DQ_ESCAPE", "BAD_SCALAR_START", "TAG_RESOLVE_FAILED"]);

type LibraryFault = Document["errors"][number] | Document["warnings"][number];

/**
 * What the library found, without what only follows from another fault: after most of them the
 * parser is lost for a line.
 */
export function syntaxFaults(
  document: Document,
  lineOf: (offset: number) => number,
): readonly YamlFault[] {
  const faults: LibraryFault[] = [...document.errors, ...document.warnings];
  let lost = -1;
  return faults.flatMap((fault): readonly YamlFault[] => {
    if (LOCAL.has(fault.code)) return [inWords(document, fault)];
    const line = lineOf(fault.pos[0]);
    const follows = lost >= 0 && line <= lost + 1;
    lost = line;
    return follows ? [] : [inWords(document, fault)];
  });
}

function inWords(document: Document, { code, message, pos }: LibraryFault): YamlFault {
  const text = firstLine(message);
  const fault = (what: string, fix: string, offset = pos[0]): YamlFault => ({
    path: [],
    offset,
    message: `not valid YAML: ${what}`,
    fix,
  });
  if (code === "MISSING_CHAR" && text.endsWith("quote")) {
    const opening = openingQuote(document.contents, pos[0]);
    return fault("the quote that opens here is not closed", "add the closing quote", opening);
  }
  if (code === "BAD_INDENT" && text.startsWith("Flow ")) {
    const [open = "", close = ""] = text.startsWith("Flow map") ? "{}" : "[]";
    return fault(`a ${open} is not closed before this place`, `add the closing ${close}`);
  }
  if (code === "BLOCK_AS_IMPLICIT_KEY") {
    const twoLines = document.errors.some(
      (other) => other.code === "MULTILINE_IMPLICIT_KEY" && other.pos[0] === pos[0],
    );
    return twoLines
      ? fault(
          "the line below is indented more than the one of this value",
          "indent the keys of one map alike",
        )
      : fault("two keys in one line", "put a value that has a colon in it in quotes");
  }
  if (code === "BAD_SCALAR_START") {
    return fault(`a value without quotes cannot start with ${text.slice(-1)}`, "put it in quotes");
  }
  if (code === "TAG_RESOLVE_FAILED") {
    const tag = text.replace(/^.*: /, "").replace("tag:yaml.org,2002:", "!!");
    return fault(`the tag ${tag} means nothing here`, "take the tag out");
  }
  const words = WORDS[code];
  return fault(words?.message ?? text, words?.fix ?? "correct the YAML at this place");
}

/** Where the quoted string starts that runs on to the end of the text. */
function openingQuote(node: unknown, end: number): number | undefined {
  if (isScalar(node)) {
    const [start, stop] = node.range ?? [0, 0];
    const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
    return quoted && start < end && end <= stop ? start : undefined;
  }
  if (isMap(node)) {
    const last = node.items.at(-1);
    return openingQuote(last?.value, end) ?? openingQuote(last?.key, end);
  }
  return isSeq(node) ? openingQuote(node.items.at(-1), end) : undefined;
}

/** What is valid YAML and means nothing that a stack file could say. */
export interface StructureFaults {
  /** The data is readable nevertheless. */
  readonly slight: readonly YamlFault[];
  readonly fatal: readonly YamlFault[];
}

/**
 * Keys that are there twice, keys that JavaScript takes for something else, aliases without an
 * anchor or inside it, and nesting that no stack file needs.
 */
export function structureFaults(
  document: Document,
  lineOf: (offset: number) => number,
): StructureFaults {
  const slight: YamlFault[] = [];
  const fatal: YamlFault[] = [];
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  const path: (string | number)[] = [];
  const fault = (offset: number, message: string, fix: string): YamlFault => ({
    path: [...path],
    offset,
    message,
    fix,
  });

  function walk(node: unknown): void {
    if (!isNode(node)) return;
    const offset = node.range?.[0] ?? 0;
    if (isAlias(node)) {
      const anchor = anchors.get(node.source);
      if (anchor && !open.has(anchor)) return;
      const why = anchor ? "stands inside what it repeats" : "repeats nothing";
      const fix = anchor ? "take it out" : `set &${node.source} before it, or put it in quotes`;
      fatal.push(fault(offset, `the alias *${node.source} ${why}`, fix));
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) return;
    open.add(node);
    if (isMap(node)) {
      const first = new Map<string, number>();
      for (const { key, value } of node.items) {
        const name = keyText(key);
        const at = (isNode(key) ? key.range?.[0] : undefined) ?? offset;
        const before = first.get(name);
        path.push(name);
        if (before !== undefined) {
          const message = `the key "${name}" is there already, in line ${lineOf(before)}`;
          slight.push(fault(at, message, "take one of the two out, or merge them"));
        } else if (name === "__proto__") {
          slight.push(fault(at, `the key "${name}" is not allowed`, "take it out"));
        }
        first.set(name, before ?? at);
        walk(key);
        walk(value);
        path.pop();
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        path.push(index);
        walk(item);
        path.pop();
      }
    }
    open.delete(node);
  }

  walk(document.contents);
  return { slight, fatal };
}

/** A map's key as the data has it. */
export function keyText(key: unknown): string {
  const value: unknown = isScalar(key) ? key.value : key;
  if (value === null || value === undefined) return "";
  const plain =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return plain ? String(value) : JSON.stringify(key);
}

export const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;
