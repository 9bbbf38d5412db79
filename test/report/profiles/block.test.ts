import assert from "node:assert/strict";
import fc from "fast-check";
import { blockText, mergeBlock, type Block, type Merged } from "../../../report/profiles/block";

const section = (name: string, region = "eu-west-1") => ({
  name,
  values: [["region", region]] as const,
});

const ACME: Block = {
  organization: "acme",
  person: "ada",
  sections: [section("profile acme"), section("profile acme-web-operations")],
};
const GLOBEX: Block = { ...ACME, organization: "globex", sections: [section("profile globex")] };

function merged(file: string, block = ACME): Merged {
  const found = mergeBlock(file, block);
  assert.ok(found.ok, found.ok ? "" : found.message);
  return found.value;
}

function refusal(file: string, block = ACME): string {
  const found = mergeBlock(file, block);
  assert.ok(!found.ok);
  return found.message;
}

const TEXT = blockText(ACME);
const OWN = "[default]\nregion = us-east-1\n";

describe("the block of an organization in ~/.aws/config", () => {
  it("has markers, a word on what it is, and the sections", () => {
    assert.equal(
      TEXT,
      `# >>> landing-zone acme
# Profiles of ada, written by lz profiles. Whatever is changed in here is lost.

[profile acme]
region = eu-west-1

[profile acme-web-operations]
region = eu-west-1

# <<< landing-zone acme
`,
    );
  });

  describe("is put", () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ["into an empty file", "", TEXT],
      ["behind what is there, and a blank line", OWN, `${OWN}\n${TEXT}`],
      ["behind a blank line that is there", `${OWN}\n`, `${OWN}\n${TEXT}`],
      ["behind a last line that is not ended", OWN.trimEnd(), `${OWN}\n${TEXT}`],
      ["in the place of the old one", `${OWN}${TEXT}[profile x]\n`, `${OWN}${TEXT}[profile x]\n`],
      [
        "in the place of an older one",
        `${OWN}# >>> landing-zone acme\n[profile gone]\n# <<< landing-zone acme\n; mine\n`,
        `${OWN}${TEXT}; mine\n`,
      ],
      [
        "in the place of one without a last line end",
        `# >>> landing-zone acme\n# <<< landing-zone acme`,
        TEXT,
      ],
      [
        "in the place of one whose markers were indented",
        `  # >>> landing-zone acme of ada\n\t#<<< landing-zone acme\n`,
        TEXT,
      ],
    ];
    for (const [title, file, text] of cases) {
      it(title, () => {
        assert.deepEqual(merged(file), { text, leftOut: [] });
      });
    }

    it("with the file's own line ends", () => {
      const windows = OWN.replaceAll("\n", "\r\n");
      const { text } = merged(windows);
      assert.equal(text, `${windows}\r\n${TEXT.replaceAll("\n", "\r\n")}`);
      assert.equal(merged(text).text, text);
      assert.equal(merged(OWN.replaceAll("\n", "\r\n").trimEnd()).text, text);
    });

    it("as bytes, where a value has other letters", () => {
      const block = {
        ...ACME,
        sections: [{ name: "profile a", values: [["credential_process", "ü"]] as const }],
      };
      const bytes = Buffer.from(merged("\xff\xfe\n", block).text, "latin1");
      assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xfe, 0x0a]);
      assert.ok(bytes.includes("credential_process = ü\n"));
    });
  });

  it("two organizations have one each, and neither touches the other's", () => {
    const both = merged(merged(OWN).text, GLOBEX).text;
    assert.ok(both.includes(TEXT) && both.includes(blockText(GLOBEX)));
    const less = { ...ACME, sections: [] };
    const after = merged(both, less).text;
    assert.equal(after, both.replace(TEXT, blockText(less)));
  });

  it("an organization whose name begins like another's is another", () => {
    const both = merged(merged("").text, { ...ACME, organization: "acme-labs", sections: [] }).text;
    assert.equal(both.match(/# >>>/g)?.length, 2);
    assert.equal(merged(both).text, both);
  });

  describe("leaves out what the file has elsewhere, which stays", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["before", `[profile acme]\nregion = mine\n\n${TEXT}`],
      ["behind", `${TEXT}[profile acme]\nregion = mine\n`],
      ["in quotes", `[profile "acme"]\nregion = mine\n`],
      ["with more blanks", `  [ profile   acme ]\nregion = mine\n`],
      ["with a comment behind", `[profile acme] # mine\nregion = mine\n`],
      ["with Windows' line ends", `[profile acme]\r\nregion = mine\r\n`],
    ];
    for (const [title, file] of cases) {
      it(title, () => {
        const { text, leftOut } = merged(file);
        assert.deepEqual(leftOut, ["profile acme"]);
        assert.equal(text.match(/\[ *profile +"?acme"? *\]/g)?.length, 1);
        assert.ok(text.includes("region = mine"));
        assert.ok(text.includes("[profile acme-web-operations]"));
        assert.deepEqual(merged(text), { text, leftOut });
      });
    }
  });

  describe("is refused where markers are damaged", () => {
    const begin = "# >>> landing-zone acme\n";
    const end = "# <<< landing-zone acme\n";
    const cases: readonly (readonly [string, string])[] = [
      ["a beginning without end", `${OWN}${begin}[profile a]\n`],
      ["an end without beginning", `${OWN}${end}`],
      ["an end before its beginning", `${end}${begin}`],
      ["two beginnings", `${begin}${begin}${end}`],
      ["two blocks", `${begin}${end}${begin}${end}`],
      ["another's block inside", `${begin}${blockText(GLOBEX)}${end}`],
      ["another's beginning inside", `${begin}# >>> landing-zone globex\n${end}`],
    ];
    for (const [title, file] of cases) {
      it(title, () => {
        assert.match(refusal(file), /the markers of acme are damaged: .*nothing was changed/);
      });
    }

    it("says in which lines they are", () => {
      assert.match(refusal(`${OWN}${begin}`), /"# >>>" in line 3;/);
    });

    it("another organization's damage is not ours", () => {
      assert.ok(mergeBlock("# >>> landing-zone globex\n", ACME).ok);
    });
  });

  describe("whatever the file", () => {
    const line = fc.oneof(
      fc.constantFrom("", "[default]", "[profile acme]", "[profile other]", "region = x", "# note"),
      fc.string({ unit: fc.constantFrom("[", "]", "#", "<", ">", "=", " ", "a", "é", "\t", "\r") }),
    );
    const file = fc
      .tuple(fc.array(line), fc.constantFrom("\n", "\r\n"), fc.boolean())
      .map(([lines, end, ended]) => lines.join(end) + (ended ? end : ""));

    it("twice is once, and all that was there is there", () => {
      fc.assert(
        fc.property(file, (text) => {
          const first = merged(text);
          assert.deepEqual(merged(first.text), first);
          assert.ok(first.text.startsWith(text));
        }),
      );
    });

    it("a block moved by hand stays where it was moved to", () => {
      fc.assert(
        fc.property(file, file, (before, after) => {
          const around = before === "" || before.endsWith("\n") ? before : `${before}\n`;
          const other = { ...ACME, sections: [section("profile new")] };
          const moved = `${around}${TEXT}${after}`;
          const { text } = merged(moved, other);
          assert.ok(text.startsWith(around) && text.endsWith(after));
        }),
      );
    });
  });
});
