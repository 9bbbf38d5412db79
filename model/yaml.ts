import {
  Composer,
  isAlias,
  isCollection,
  isMap,
  isNode,
  LineCounter,
  Parser,
  YAMLParseError,
  type Document,
} from "yaml";
import { show, pathText, type Finding, type Path, type Problem } from "./problem";
import {
  firstLine,
  keyText,
  nestingFault,
  structureFaults,
  syntaxFaults,
  type YamlFault,
} from "./yaml-faults";

/** A stack file's text, read: its data and where in the text each part stands. */
export interface YamlFile {
  readonly data: unknown;
  /** Faults that leave the data readable, e.g. a key that is there twice. */
  readonly problems: readonly Problem[];
  /** Places a finding in the text. */
  locate(finding: Finding): Problem;
  /** The value as it is written in the text, or undefined for collections and absent values. */
  source(path: Path): string | undefined;
}

/** Values that aliases may repeat: a thousand accounts may share tags, an alias bomb has more. */
const MOST_ALIASES = 100_000;

/** Reads YAML 1.2 text. Whatever the text is, the result is the file or the problems in it. */
export function readYaml(text: string): YamlFile | readonly Problem[] {
  const lines = new LineCounter();
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const lineOf = (offset: number): number => at(offset).line;
  const placed = ({ path, offset, message, fix }: YamlFault): Problem => ({
    path: pathText(path),
    ...at(offset),
    message,
    fix,
  });
  try {
    const document = documentOf(text.replace(/^\uFEFF/, ""), lines);
    if ("offset" in document) return [placed(document)];
    const syntax = syntaxFaults(document, lineOf);
    if (document.errors.length > 0) return syntax.map(placed);
    const { slight, fatal } = structureFaults(document, lineOf);
    if (fatal.length > 0) return [...syntax, ...slight, ...fatal].map(placed);
    return {
      data: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown,
      problems: [...syntax, ...slight].map(placed),
      locate: ({ path, message, fix, atKey }) =>
        placed({ path, offset: offsetOf(document, path, atKey ?? false), message, fix }),
      source: (path) => scalarSource(document, path),
    };
  } catch (error) {
    // The library throws on what it refuses as a whole.
    const reason = error instanceof Error ? firstLine(error.message) : show(error);
    return [
      placed({
        path: [],
        offset: 0,
        message: /alias count/i.test(reason)
          ? `the file's aliases repeat more than ${MOST_ALIASES} values`
          : `cannot be read as YAML: ${reason}`,
        fix: "write plain maps, lists and strings, without aliases inside aliases",
      }),
    ];
  }
}

/** The text's first document, with an error where another one begins. */
function documentOf(text: string, lines: LineCounter): Document | YamlFault {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const nesting = nestingFault(tokens);
  if (nesting) return nesting;
  // One grammar whatever the text asks for: no dates, no binary data, no merge keys.
  const composer = new Composer({
    logLevel: "error",
    prettyErrors: false,
    resolveKnownTags: false,
    schema: "core",
    uniqueKeys: false,
  });
  const [first, second] = composer.compose(tokens, true, text.length);
  if (!first) throw new Error("the text has no document");
  if (second) {
    const message = "a second document";
    first.errors.push(
      new YAMLParseError([second.range[0], second.range[1]], "MULTIPLE_DOCS", message),
    );
  }
  return first;
}

/** Offset of a path in the text; of its nearest existing ancestor when it is absent. */
function offsetOf(document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, part] of path.entries()) {
    if (isMap(node)) {
      const pair = pairAt(node, part);
      if (!pair) return offset;
      const keyAt = startOf(pair.key);
      const last = depth === path.length - 1;
      // A key without a value is pointed at itself.
      const valueAt = isNode(pair.value) && !isEmpty(pair.value) ? startOf(pair.value) : undefined;
      offset = (last && atKey ? keyAt : (valueAt ?? keyAt)) ?? offset;
      node = pair.value;
    } else if (isCollection(node)) {
      node = node.items[Number(part)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

/** The last of a key's entries: the one that the data has. */
function pairAt(map: unknown, key: string | number) {
  return isMap(map) ? map.items.findLast((item) => keyText(item.key) === String(key)) : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isEmpty(node: object): boolean {
  return "source" in node && node.source === "";
}

function scalarSource(document: Document, path: Path): string | undefined {
  let node: unknown = document.contents;
  for (const part of path) {
    const holder: unknown = isAlias(node) ? node.resolve(document) : node;
    node = isMap(holder)
      ? pairAt(holder, part)?.value
      : isCollection(holder)
        ? holder.items[Number(part)]
        : undefined;
  }
  const scalar: unknown = isAlias(node) ? node.resolve(document) : node;
  if (typeof scalar !== "object" || scalar === null || !("source" in scalar)) return undefined;
  return typeof scalar.source === "string" ? scalar.source : undefined;
}
