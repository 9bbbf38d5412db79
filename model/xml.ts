/**
 * XML without a document type, which nothing here needs and by which a file could draw in others: the
 * elements, their names with namespaces, their attributes and their text.
 * https://www.w3.org/TR/xml/, https://www.w3.org/TR/xml-names/
 */
export interface XmlElement {
  /** Namespace; empty without one. */
  readonly namespace: string;
  /** Name without prefix. */
  readonly name: string;
  /** Attributes by the name that is written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text of the element itself. */
  readonly text: string;
}

type Read =
  { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly fault: string };

/** An element that is still open. */
interface Open {
  readonly written: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly prefixes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?`;
const ATTRIBUTE = String.raw`\s+${NAME}\s*=\s*(?:"[^"<]*"|'[^'<]*')`;
const ATTRIBUTES = new RegExp(String.raw`(${NAME})\s*=\s*(?:"([^"]*)"|'([^']*)')`, "gu");
/** Attributes of one element, above which this is no document of people's. */
const MOST_ATTRIBUTES = 100;
/** In order: a comment, an instruction, CDATA, a closing tag, an opening tag, text. */
const TOKEN = new RegExp(
  String.raw`<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[(?<cdata>[^]*?)\]\]>|</(?<close>${NAME})\s*>|<(?<open>${NAME})(?<attributes>(?:${ATTRIBUTE}){0,${MOST_ATTRIBUTES}})\s*(?<empty>/?)>|(?<text>[^<]+)`,
  "uy",
);

/** Deepest nesting. */
const DEEPEST = 100;

/** Reads XML. Whatever the text is, the result is its root or what is wrong. */
export function readXml(text: string): Read {
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  const no = (fault: string, at: number): Read => ({
    ok: false,
    fault: `${fault} in line ${text.slice(0, at).split("\n").length}`,
  });
  TOKEN.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  for (let at = TOKEN.lastIndex; at < text.length; at = TOKEN.lastIndex) {
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      return no(
        text.startsWith("<!DOCTYPE", at) ? "a document type, which is not read" : "no XML",
        at,
      );
    }
    const top = stack.at(-1);
    if (groups.open !== undefined) {
      if (root !== undefined) return no("a second root element", at);
      if (stack.length >= DEEPEST) return no(`elements more than ${DEEPEST} deep`, at);
      const attributes = attributesOf(groups.attributes ?? "");
      if (typeof attributes === "string") return no(attributes, at);
      const prefixes = prefixesOf(attributes, top?.prefixes ?? new Map());
      stack.push({ written: groups.open, attributes, prefixes, children: [], text: "" });
    }
    if (groups.close !== undefined || groups.empty === "/") {
      const closed = stack.pop();
      const written = groups.close ?? closed?.written;
      if (closed?.written !== written || closed === undefined) {
        return no(`</${groups.close ?? ""}> without its beginning`, at);
      }
      const element = elementOf(closed);
      if (element === undefined) return no(`the prefix of ${closed.written} has no namespace`, at);
      const parent = stack.at(-1);
      if (parent) parent.children.push(element);
      else root = element;
    }
    const said = groups.cdata ?? (groups.text === undefined ? "" : unescaped(groups.text));
    if (said === undefined) return no("a reference that XML does not define", at);
    if (top) top.text += said;
    else if (said.trim() !== "") return no("text outside of the root element", at);
  }
  if (root === undefined) return no("no end of an element, or none at all", text.length);
  return { ok: true, root };
}

function attributesOf(text: string): ReadonlyMap<string, string> | string {
  const found = new Map<string, string>();
  for (const [, name = "", double, single] of text.matchAll(ATTRIBUTES)) {
    const value = unescaped(double ?? single ?? "");
    if (value === undefined) return "a reference that XML does not define";
    if (found.has(name)) return `the attribute ${name} twice`;
    found.set(name, value);
  }
  return found;
}

function prefixesOf(
  attributes: ReadonlyMap<string, string>,
  above: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = [...attributes].flatMap(([name, value]) =>
    name === "xmlns"
      ? [["", value] as const]
      : name.startsWith("xmlns:")
        ? [[name.slice(6), value] as const]
        : [],
  );
  return own.length === 0 ? above : new Map([...above, ...own]);
}

function elementOf({
  written,
  attributes,
  prefixes,
  children,
  text,
}: Open): XmlElement | undefined {
  const [prefix, name] = written.includes(":") ? written.split(":") : ["", written];
  const namespace = prefixes.get(prefix ?? "");
  if (prefix !== "" && namespace === undefined) return undefined;
  return { namespace: namespace ?? "", name: name ?? "", attributes, children, text };
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Text with its references put in; undefined where one is none of XML's own. */
function unescaped(text: string): string | undefined {
  const parts = text.split(/&([^;&]{0,9});/);
  // Between the references stands text, which has no ampersand of its own.
  const read = parts.map((part, at) =>
    at % 2 === 1 ? referenced(part) : part.includes("&") ? undefined : part,
  );
  return read.includes(undefined) ? undefined : read.join("");
}

function referenced(reference: string): string | undefined {
  const digits = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(reference);
  if (!digits) return ENTITIES.get(reference);
  const [, hexadecimal, decimal] = digits;
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
