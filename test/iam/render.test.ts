import assert from "node:assert/strict";
import fc from "fast-check";
import { document } from "../../iam/document";
import { LONGEST, PLACEHOLDERS, type Placeholder } from "../../iam/placeholder";
import { inTemplate, render, sizeOf, TEMPLATE_PARAMETERS } from "../../iam/render";

const text = (source: string, value: (placeholder: Placeholder) => string): string =>
  render(source, value, (parts) => parts.join(""));

const named = (placeholder: Placeholder): string => `<${placeholder}>`;

describe("render", () => {
  const rendered: readonly (readonly [what: string, source: string, expected: string])[] = [
    ["a text without placeholders", "s3:GetObject", "s3:GetObject"],
    ["an empty text", "", ""],
    ["a placeholder alone", "{{partition}}", "<partition>"],
    ["two placeholders side by side", "{{partition}}{{account:self}}", "<partition><account:self>"],
    ["a placeholder twice", "{{account:self}}/{{account:self}}", "<account:self>/<account:self>"],
    ["variables of IAM", "user/${aws:username}", "user/${aws:username}"],
    ["a variable around a placeholder", "${a}{{partition}}${b}", "${a}<partition>${b}"],
    ["ends of nested objects", '{"a":{"b":{}}}', '{"a":{"b":{}}}'],
    ["single braces", "{partition}", "{partition}"],
  ];
  for (const [what, source, expected] of rendered) {
    it(`fills in ${what}`, () => {
      assert.equal(text(source, named), expected);
    });
  }

  const refused: readonly (readonly [what: string, source: string, message: RegExp])[] = [
    ["an unknown placeholder", "{{account:nobody}}", /unknown placeholder \{\{account:nobody\}\}/],
    ["a placeholder with blanks", "{{ partition }}", /unknown placeholder/],
    ["a placeholder in other case", "{{Partition}}", /unknown placeholder/],
    ["an empty placeholder", "{{}}", /unknown placeholder/],
    ["a property of every object", "{{constructor}}", /unknown placeholder/],
    ["an open placeholder", "arn:{{partition", /left over/],
    ["an open placeholder after a good one", "{{partition}}:{{account:self", /left over/],
    ["a placeholder closed by one brace", "{{partition}", /left over/],
  ];
  for (const [what, source, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => text(source, named), message);
      assert.throws(() => inTemplate(source, new Set()), message);
    });
  }

  const literal = fc.string({ unit: "grapheme" }).filter((s) => !/[{}]/.test(s));
  const pieces = fc.array(fc.tuple(literal, fc.constantFrom(...PLACEHOLDERS)));

  it("puts in exactly the values, and leaves everything else", () => {
    fc.assert(
      fc.property(pieces, literal, fc.string(), (parts, rest, value) => {
        const source = parts.map(([before, name]) => `${before}{{${name}}}`).join("") + rest;
        const expected = parts.map(([before, name]) => `${before}${value}${name}`).join("") + rest;
        assert.equal(
          text(source, (name) => `${value}${name}`),
          expected,
        );
      }),
    );
  });

  it("takes a value as it is, also when it looks like a placeholder", () => {
    assert.equal(
      text("{{partition}}", () => "{{account:self}}$&"),
      "{{account:self}}$&",
    );
  });
});

describe("sizeOf", () => {
  it("counts the longest value of every placeholder", () => {
    for (const placeholder of PLACEHOLDERS) {
      const policy = document({ Effect: "Allow", Action: `{{${placeholder}}}`, Resource: "*" });
      const empty = document({ Effect: "Allow", Action: "", Resource: "*" });
      assert.equal(sizeOf(policy), sizeOf(empty) + LONGEST[placeholder].length, placeholder);
    }
  });
});

describe("inTemplate", () => {
  const rows: readonly (readonly [
    what: string,
    value: unknown,
    expected: unknown,
    parameters?: readonly string[],
  ])[] = [
    ["a text without placeholders", "user/${aws:username}", "user/${aws:username}"],
    [
      "the account itself, which CloudFormation knows",
      "arn:{{partition}}:iam::{{account:self}}:root",
      { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" },
    ],
    [
      "another account, which is a parameter",
      "{{account:access}}",
      { "Fn::Sub": "${AccessAccountId}" },
      ["AccessAccountId"],
    ],
    [
      "variables of IAM, which CloudFormation must leave alone",
      "{{account:self}}/${aws:username}-${aws:userid}",
      { "Fn::Sub": "${AWS::AccountId}/${!aws:username}-${!aws:userid}" },
    ],
    ["numbers and truth", [1, true, null], [1, true, null]],
    [
      "what is not there",
      { a: undefined, b: ["{{partition}}"] },
      { b: [{ "Fn::Sub": "${AWS::Partition}" }] },
    ],
  ];
  for (const [what, value, expected, parameters = []] of rows) {
    it(`puts ${what} as CloudFormation takes it`, () => {
      const used = new Set<string>();
      assert.deepEqual(inTemplate(value, used), expected);
      assert.deepEqual([...used], parameters);
    });
  }

  it("has a parameter for every placeholder that CloudFormation does not know", () => {
    const known: readonly Placeholder[] = ["account:self", "partition"];
    assert.deepEqual(
      [...TEMPLATE_PARAMETERS.values()],
      PLACEHOLDERS.filter((placeholder) => !known.includes(placeholder)),
    );
  });

  it("gives what Fn::Sub turns back into the rendered text", () => {
    const literal = fc.string().filter((s) => !/[{}$]/.test(s));
    const piece = fc.oneof(
      literal,
      fc.constantFrom("${aws:username}", "$", ...PLACEHOLDERS.map((name) => `{{${name}}}`)),
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const source = parts.join("");
        assert.equal(substituted(inTemplate(source, new Set())), text(source, inAccount));
      }),
    );
  });
});

const PSEUDO: Readonly<Record<string, Placeholder>> = {
  "AWS::AccountId": "account:self",
  "AWS::Partition": "partition",
};

function inAccount(placeholder: Placeholder): string {
  return `(${placeholder})`;
}

/** CloudFormation's Fn::Sub. */
function substituted(value: unknown): string {
  if (typeof value === "string") return value;
  const { "Fn::Sub": source } = value as { readonly "Fn::Sub": string };
  return source.replaceAll(/\$\{(!?)([^}]*)\}/g, (_, kept: string, name: string) => {
    if (kept) return `\${${name}}`;
    const placeholder = PSEUDO[name] ?? TEMPLATE_PARAMETERS.get(name);
    assert.ok(placeholder, name);
    return inAccount(placeholder);
  });
}
