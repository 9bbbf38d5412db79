import assert from "node:assert/strict";
import fc from "fast-check";
import { readXml } from "../../model/xml";

const FAULTS: readonly (readonly [string, RegExp])[] = [
  ["", /none at all in line 1/],
  ["<a>", /no end of an element/],
  ["<a></b>", /<\/b> without its beginning/],
  ["</a>", /<\/a> without its beginning/],
  ["<a/><b/>", /a second root element/],
  ["<a/>b", /text outside/],
  ["<a b=c/>", /no XML/],
  ['<a b="1" b="2"/>', /the attribute b twice/],
  ["<p:a/>", /the prefix of p:a has no namespace/],
  ["<a>\n\n&nbsp;</a>", /a reference that XML does not define in line 1/],
  ["<a>&#0;</a>", /a reference/],
  ["<a>&</a>", /a reference/],
  ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///c">]><a>&b;</a>', /a document type/],
  ["<a>".repeat(101) + "</a>".repeat(101), /more than 100 deep/],
];

describe("XML", () => {
  it("is read as elements with namespaces, attributes and text", () => {
    const read = readXml(
      '<?xml version="1.0"?><a xmlns="one" b=\'x&lt;y\'>t<!-- <c/> --><p:c xmlns:p="two"/><![CDATA[<&]]>&#x41;&#66;</a>\n',
    );
    assert.ok(read.ok);
    const { namespace, name, attributes, children, text } = read.root;
    assert.deepEqual([namespace, name, text], ["one", "a", "t<&AB"]);
    assert.equal(attributes.get("b"), "x<y");
    assert.deepEqual(
      children.map((child) => [child.namespace, child.name]),
      [["two", "c"]],
    );
  });

  for (const [text, fault] of FAULTS) {
    it(`refuses ${text.slice(0, 40)}`, () => {
      const read = readXml(text);
      assert.ok(!read.ok);
      assert.match(read.fault, fault);
    });
  }

  it("reads what never ends without running out of stack", () => {
    for (const text of [
      `<a${' x="1"'.repeat(1_000_000)}`,
      `<!--${"-".repeat(1_000_000)}`,
      `<a ${" ".repeat(1_000_000)}`,
      `<a>${"&".repeat(1_000_000)}`,
      `<a>${"<![CDATA[".repeat(100_000)}`,
      "<a>".repeat(1_000_000),
    ]) {
      assert.equal(readXml(text).ok, false);
    }
  });

  it("never throws, whatever the text", () => {
    const piece = fc.constantFrom(
      "<a",
      ">",
      "</a>",
      "<!--",
      "-->",
      "&",
      ";",
      "<![CDATA[",
      "]]>",
      " x='",
      "'",
      '"',
      "<?",
      "?>",
      "xmlns:p",
      "p:",
      "\u{1f600}",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const read = readXml(pieces.join(""));
        assert.equal(typeof read.ok, "boolean");
      }),
    );
  });
});
