import {
  isCollection,
  isMap,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  type Document,
} from "yaml";
import { show, pathText, type Finding, type Path, type Problem } from "./problem";

/** A stack file's text, read: its data and where in the text each part stands. */
export interface YamlFile {
  readonly data: unknown;
  /** Places a finding in the text. */
  locate(finding: Finding): Problem;
  /** The value as it is written in the text, or undefined for collections and absent values. */
  source(path: Path): string | undefined;
}

/** Reads YAML 1.2 text. Whatever the text is, the result is the file or the problems in it. */
export function readYaml(text: string): YamlFile | readonly Problem[] {
  const lines = new LineCounter();
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      maxAliasCount: 100,
    } as Parameters<typeof parseDocument>[1]);
    const errors = [...document.errors, ...document.warnings];
    if (errors.length > 0) {
      return errors.map((error) => ({
        path: "",
        ...at(error.pos[0]),
        message: `not valid YAML: ${firstLine(error.message)}`,
        fix: "correct the YAML at this place",
      }));
    }
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return {
      data,
      locate: ({ path, message, fix, atKey }) => ({
        path: pathText(path),
        ...at(offsetOf(document, path, atKey ?? false)),
        message,
        fix,
      }),
      source: (path) => scalarSource(document, path),
    };
  } catch (error) {
    // The library throws on what it refuses as a whole: alias bombs, nesting beyond the call stack.
    const reason = error instanceof Error ? firstLine(error.message) : show(error);
    return [
      {
        path: "",
        line: 1,
        column: 1,
        message: `cannot be read as YAML: ${reason}`,
        fix: "write plain maps, lists and strings, without aliases inside aliases",
      },
    ];
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;

/** Offset of a path in the text; of its nearest existing ancestor when it is absent. */
function offsetOf(document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isNode(item.key) && String(item.key.toJSON()) === String(part),
      );
      if (!isPair(pair)) return offset;
      const keyAt = startOf(pair.key);
      const valueAt = startOf(pair.value);
      const last = depth === path.length - 1;
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

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function scalarSource(document: Document, path: Path): string | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (typeof node !== "object" || node === null || !("source" in node)) return undefined;
  return typeof node.source === "string" ? node.source : undefined;
}
