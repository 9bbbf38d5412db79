import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStackFile, loadStackText, textOf } from "../stack-file";
import { metadata } from "./model/metadata";
import { ORGANIZATION } from "./stacks";

const withMetadata = (file: string, more = ""): string =>
  `${ORGANIZATION}access:\n  identity: saml\n  saml: { metadataFile: ${file} }\n${more}`;

describe("files that a stack file names", () => {
  let folder: string;
  let stack: string;
  /** Path and message of each problem. */
  const problemsOf = (text: string): readonly string[] => {
    writeFileSync(stack, text);
    const loaded = loadStackFile(stack);
    return loaded.ok
      ? []
      : loaded.problems.map(
          ({ path, line, column, message }) => `${line}:${column} ${path}: ${message}`,
        );
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-file-"));
    mkdirSync(join(folder, "stacks", "idp"), { recursive: true });
    stack = join(folder, "stacks", "acme.yaml");
    writeFileSync(join(folder, "stacks", "idp", "good.xml"), metadata());
    writeFileSync(join(folder, "stacks", "bad.xml"), "<a/>");
    writeFileSync(join(folder, "stacks", "bytes.xml"), Buffer.from([0xff, 0xfe, 0x00]));
    writeFileSync(join(folder, "outside.xml"), metadata());
    symlinkSync(join(folder, "outside.xml"), join(folder, "stacks", "link.xml"));
    writeFileSync(
      join(folder, "stacks", "old.xml"),
      metadata(["entityID=", 'validUntil="2020-01-01T00:00:00Z" entityID=']),
    );
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const at = "8:25 access.saml.metadataFile";
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["idp/good.xml", []],
    ["absent.xml", [`${at}: absent.xml is no file below the stack file's folder`]],
    ["link.xml", [`${at}: link.xml is a link to a file that is not below the stack file's folder`]],
    ["bad.xml", [`${at}: bad.xml has 4 characters; AWS takes 1000 to 10000000`]],
    ["bytes.xml", [`${at}: bytes.xml cannot be read: it is not UTF-8 text`]],
    ["old.xml", [`${at}: old.xml was valid until 2020-01-01T00:00:00Z`]],
  ];
  for (const [file, expected] of cases) {
    it(`${file}: ${expected.length === 0 ? "fine" : "a problem at the key"}`, () => {
      assert.deepEqual(problemsOf(withMetadata(file)), expected);
    });
  }

  it("are checked also where another key is misspelt", () => {
    const found = problemsOf(withMetadata("absent.xml", "  stampin: none\n"));
    assert.equal(found.length, 2);
    assert.match(found[0] ?? "", /absent\.xml is no file/);
  });

  it("are not checked of a text alone", () => {
    assert.ok(loadStackText(withMetadata("absent.xml")).ok);
  });
});

describe("textOf", () => {
  it("refuses what is no text", () => {
    assert.equal(textOf(Buffer.from("é")), "é");
    for (const bytes of [[0xff], [0x61, 0x00]]) {
      assert.throws(() => textOf(Uint8Array.from(bytes)), /not UTF-8 text/);
    }
  });
});
