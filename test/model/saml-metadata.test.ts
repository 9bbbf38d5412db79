import assert from "node:assert/strict";
import { metadataFault } from "../../model/saml-metadata";
import { metadata } from "./metadata";

const NOW = new Date("2026-11-21T12:00:00Z");
const NAMESPACE = "urn:oasis:names:tc:SAML:2.0:metadata";

const GOOD: readonly (readonly [string, string])[] = [
  ["as providers export it", metadata()],
  ["with a byte order mark", `\uFEFF${metadata()}`],
  ["with another prefix", metadata().replaceAll("md:", "x:").replace("xmlns:md", "xmlns:x")],
  ["without a prefix", metadata().replaceAll("md:", "").replace("xmlns:md", "xmlns")],
  ["with a key for everything", metadata([' use="signing"', ""])],
  ["valid for long", metadata(["entityID=", 'validUntil="2036-01-01T00:00:00Z" entityID='])],
];

const BAD: readonly (readonly [string, string, RegExp])[] = [
  ["short", "<EntityDescriptor/>", /^has 19 characters; AWS takes 1000 to 10000000$/],
  ["huge", metadata() + " ".repeat(10_000_000), /^has 1000\d{4} characters/],
  ["no XML", "x".repeat(2000), /^is not XML as metadata is: text outside/],
  ["a page", `<!DOCTYPE html><html>${"<p>a</p>".repeat(200)}</html>`, /a document type/],
  ["cut off", metadata(["</md:EntityDescriptor>", ""]), /no end of an element/],
  ["of another format", metadata([NAMESPACE, "urn:other"]), /^begins with <EntityDescriptor>/],
  [
    "in a list of many",
    `<EntitiesDescriptor xmlns="${NAMESPACE}">${metadata().slice(39)}</EntitiesDescriptor>`,
    /^begins with <EntitiesDescriptor>; allowed: one EntityDescriptor/,
  ],
  [
    "of a service",
    metadata().replaceAll("IDPSSODescriptor", "SPSSODescriptor"),
    /^is not of an identity provider/,
  ],
  [
    "for encryption alone",
    metadata(['"signing"', '"encryption"']),
    /no certificate for signatures/,
  ],
  [
    "with its certificate in a comment",
    metadata(["<ds:X509Data>", "<!--"], ["</ds:X509Data>", "-->"]),
    /no certificate for signatures/,
  ],
  [
    "with an empty certificate",
    metadata(["Qm9vbSBCb29t".repeat(60), " ".repeat(720)]),
    /no certificate for/,
  ],
  [
    "with a private key",
    metadata(["<md:NameIDFormat>", "<md:NameIDFormat>-----BEGIN PRIVATE KEY-----"]),
    /^holds a private key/,
  ],
  [
    "out of date",
    metadata(["entityID=", 'validUntil="2026-11-21T11:59:59Z" entityID=']),
    /^was valid until 2026-11-21T11:59:59Z$/,
  ],
  [
    "valid until no time",
    metadata(["entityID=", 'validUntil="soon" entityID=']),
    /^is valid until "soon", which is no time$/,
  ],
];

describe("metadata of an identity provider", () => {
  for (const [name, text] of GOOD) {
    it(`${name} is taken`, () => {
      assert.equal(metadataFault(text, NOW), undefined);
    });
  }
  for (const [name, text, message] of BAD) {
    it(`${name} is not`, () => {
      const fault = metadataFault(text, NOW);
      assert.match(fault?.message ?? "nothing", message);
      assert.notEqual(fault?.fix ?? "", "");
    });
  }
});
