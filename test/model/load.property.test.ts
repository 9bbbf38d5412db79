import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { parseDocument, stringify, visit } from "yaml";
import { loadStack } from "../../model/load";
import { planLandingZone } from "../../model/plan";

const EXAMPLE = readFileSync(resolve(__dirname, "../../stacks/example.yaml"), "utf8");

/** The example with guardrails of every form, and accounts that some of them leave out. */
const GUARDED = `${EXAMPLE.replace("type: sandbox }", 'type: sandbox, id: "333333333333" }')}
accountTypes:
  storage: { guardrails: [deny-public, { only-services: [s3, "kms:Decrypt"] }, deny-vaults] }
guardrails:
  attach: everywhere
  exceptions:
    - { guardrail: deny-regions, account: playground, reason: workshop, until: "2099-01-01" }
    - { guardrail: require-imdsv2, type: production, reason: old images, until: "2099-01-01" }
  custom:
    - name: deny-vaults
      sentence: Vaults stay
      kind: scp
      statements:
        - Sid: Vaults
          Effect: Deny
          Action: ["glacier:DeleteVault", "glacier:DeleteArchive"]
          Resource: "*"
          Condition: { StringNotEquals: { "aws:PrincipalOrgID": "{{organization:id}}" } }
  outsideAccounts: [{ id: "999999999999", reason: delivers logs }]
  limits: { scp: { characters: 10240, policies: 10 }, rcp: { policies: 5 } }
  tags: { CostCenter: { values: ["1"], enforcedFor: ["ec2:instance"] } }
  backups:
    daily: { schedule: "cron(0 5 ? * * *)", keepDays: 35, tag: { key: backup, values: [daily] } }
  aiOptOut: true
  ec2Defaults: true
`;

/** A stack that can be planned, or problems that a person can find and mend. */
function isAnswer(text: string): void {
  const loaded = loadStack(text);
  if (loaded.ok) {
    planLandingZone(loaded.stack);
    return;
  }
  assert.notEqual(loaded.problems.length, 0);
  for (const problem of loaded.problems) {
    const place = JSON.stringify(problem);
    assert.ok(Number.isInteger(problem.line) && problem.line >= 1, place);
    assert.ok(problem.line <= text.split("\n").length, place);
    assert.ok(Number.isInteger(problem.column) && problem.column >= 1, place);
    assert.notEqual(problem.message.trim(), "", place);
    assert.notEqual(problem.fix.trim(), "", place);
    assert.doesNotMatch(problem.message + problem.fix, /\[object|undefined/, place);
  }
}

/** Keys that JavaScript or YAML take for something else. */
const oddKey = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "<<", "", "1");
/** Keys of stack files. */
const knownKey = fc.constantFrom(
  ...["organization", "accounts", "accountTypes", "functions", "permissions", "access", "audit"],
  ...["name", "type", "id", "email", "tags", "coreAccounts", "people", "statements", "buckets"],
  ...["homeRegion", "managementAccountId", "unit", "Action", "Condition", "lifecycle", "managed"],
  ...["guardrails", "regions", "exceptions", "guardrail", "custom", "until", "limits", "scp"],
  ...["attach", "outsideAccounts", "tags", "backups", "enforcedFor", "values", "kind", "types"],
);
const scalar = fc.oneof(
  fc.constantFrom(null, true, "", "production", "111111111111", 12345678901, Infinity, -0, 1e21),
  fc.string({ unit: "binary" }),
  fc.double(),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(knownKey, knownKey, oddKey, fc.string()), tie("value"), { maxKeys: 5 }),
  ),
}));

/** Pieces of YAML's grammar, put together at random. */
const yamlPiece = fc.oneof(
  fc.constantFrom(
    ...["- ", "? ", ": ", ", ", "[", "]", "{", "}", "&a ", "*a", "!!binary ", "!!set ", "!x "],
    ...["|\n ", ">-\n ", "'", '"', "#", "\n", "\n  ", "\n    ", "\r\n", "\t", "---\n", "...\n"],
    ...["<<: ", "%YAML 1.1\n", "%TAG ! x\n", "\uFEFF", "\0", "\u2028", "\ud800", "@", "`", "~"],
    ...["2020-01-01", "0o17", "0x1F", ".nan", "-.inf", "1e999", "012345678901", "yes", "null"],
  ),
  knownKey.map((key) => `${key}: `),
  fc.string({ maxLength: 4 }),
);

const lineEdit = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("delete", "insert", "replace", "twice", "indent"),
  line: fc.oneof(
    fc.string(),
    fc.array(yamlPiece, { maxLength: 6 }).map((parts) => parts.join("")),
  ),
});

function edited(
  text: string,
  edits: readonly (typeof lineEdit extends fc.Arbitrary<infer T> ? T : never)[],
): string {
  return edits
    .reduce<string[]>((lines, { at, kind, line }) => {
      const index = at % Math.max(1, lines.length);
      const old = lines[index] ?? "";
      const now = {
        delete: [],
        insert: [line, old],
        replace: [line],
        twice: [old, old],
        indent: [`  ${old}`],
      };
      return lines.toSpliced(index, 1, ...now[kind]);
    }, text.split("\n"))
    .join("\n");
}

/** The example with a value replaced, or a key renamed, at its nth place. */
function withChange(
  place: number,
  change: { readonly key: string } | { readonly value: unknown },
): string {
  const document = parseDocument(GUARDED);
  const places: (() => void)[] = [];
  visit(document, {
    Pair(_, pair) {
      places.push(() => {
        if ("key" in change) pair.key = document.createNode(change.key);
        else pair.value = document.createNode(change.value);
      });
    },
    Seq(_, seq) {
      for (const index of seq.items.keys()) {
        places.push(() => {
          if ("value" in change) seq.items[index] = document.createNode(change.value);
        });
      }
    },
  });
  places[place % places.length]?.();
  return document.toString();
}

describe("loadStack, whatever the text", function () {
  // Hundreds of files each, whole: 10 s on a machine that does nothing else.
  this.timeout(60_000);

  const check = (property: fc.IPropertyWithHooks<[string]>, numRuns: number): void => {
    fc.assert(property, { numRuns });
  };

  it("takes random strings", () => {
    check(fc.property(fc.string({ unit: "binary", size: "medium" }), isAnswer), 300);
  });

  it("takes pieces of YAML in any order", () => {
    const texts = fc.array(yamlPiece, { maxLength: 40 }).map((parts) => parts.join(""));
    check(fc.property(texts, isAnswer), 800);
  });

  it("takes any data", () => {
    const texts = anyValue.map((value) => stringify(value));
    check(fc.property(texts, isAnswer), 500);
  });

  it("takes any data in the sections of a stack file", () => {
    const base = parseDocument(EXAMPLE).toJS() as Readonly<Record<string, unknown>>;
    const texts = fc
      .dictionary(knownKey, anyValue, { maxKeys: 3 })
      .map((sections) => stringify({ ...base, ...sections }));
    check(fc.property(texts, isAnswer), 400);
  });

  it("takes the example with lines changed", () => {
    const texts = fc
      .array(lineEdit, { minLength: 1, maxLength: 4 })
      .map((edits) => edited(EXAMPLE, edits));
    check(fc.property(texts, isAnswer), 500);
  });

  it("takes guardrails with lines changed", () => {
    assert.deepEqual(loadStack(GUARDED).ok, true);
    const texts = fc
      .array(lineEdit, { minLength: 1, maxLength: 4 })
      .map((edits) => edited(GUARDED, edits));
    check(fc.property(texts, isAnswer), 500);
  });

  it("takes the example, and guardrails, with values of other types and other keys", () => {
    const change = fc.oneof(
      anyValue.map((value) => ({ value })),
      fc.oneof(knownKey, oddKey, fc.string()).map((key) => ({ key })),
    );
    const texts = fc.tuple(fc.nat(), change).map(([place, what]) => withChange(place, what));
    check(fc.property(texts, isAnswer), 800);
  });

  it("takes what is written with Windows' line ends and a byte order mark", () => {
    const loaded = loadStack(`\uFEFF${EXAMPLE.replaceAll("\n", "\r\n")}`);
    assert.deepEqual(loaded, loadStack(EXAMPLE));
  });

  const deep = 50_000;
  const wild: readonly (readonly [string, string])[] = [
    ["open brackets", "[".repeat(deep)],
    ["nested brackets", "[".repeat(deep) + "]".repeat(deep)],
    ["open flow maps", "{a: ".repeat(deep)],
    ["nested flow maps", `accounts: ${"{a: ".repeat(1000)}1${"}".repeat(1000)}`],
    ["nested dashes", "- ".repeat(deep)],
    ["nested question marks", "? ".repeat(5000)],
    ["a staircase of maps", Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["nesting just below the parser's limit", `a: ${"[".repeat(400)}${"]".repeat(400)}`],
    ["a cyclic alias", "accounts: &a [*a]"],
    ["a cyclic alias by way of a key", "&a ? *a\n: b"],
    ["an alias of an alias's map", "a: &a { b: &b { c: *a } }\naccounts: *b"],
    ["an anchor that is set twice", "a: &a 1\nb: &a [*a]\nc: *a"],
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${Array.from("bcdefghij")
        .map(
          (k, i) =>
            `${k}: &${k} [${Array(10)
              .fill(`*${"abcdefghi"[i] ?? ""}`)
              .join(",")}]`,
        )
        .join("\n")}`,
    ],
    ["one list for two sections", `${EXAMPLE.replace("accounts:", "accounts: &a")}x: *a\n`],
    [
      "accounts that are the people too",
      "accounts: &a [{ name: a, type: 1 }, 2]\naccess: { people: *a }",
    ],
    [
      "a hundred thousand accounts and a mistake",
      `accounts: [${"a, ".repeat(100_000)}]`.slice(0, 300_000),
    ],
    [
      "a number beyond all numbers",
      "organization: 1e999\naccounts: [.nan, -.inf, 99999999999999999999999]",
    ],
    [
      "dates, binary data and sets",
      "a: !!timestamp 2020-01-01\naccounts: !!set { a, b }\naccess: !!binary aGk=",
    ],
    ["complex keys", "? { a: [b] }\n: c\n? [accounts]\n: d\n[]: e\n{}: f"],
    ["keys of other types", "1: a\ntrue: b\nnull: c\n1.5: d\n: e"],
    ["NUL and lone surrogates", "organization: \0\naccounts: \ud800\n\udfff: a"],
    [
      "placeholders",
      EXAMPLE.replace(
        "accounts:",
        'functions: { on-call: { description: "{{x}}", permissions: { production: "{{y}}" } } }\naccounts:',
      ),
    ],
    [
      "inherited names",
      "accountTypes: { constructor: {}, to-string: { functions: { constructor: valueOf } } }\nfunctions: { constructor: { permissions: { constructor: toString, valueOf: none } } }",
    ],
  ];
  for (const [name, text] of wild) {
    it(`takes ${name}`, () => {
      isAnswer(text);
    });
  }

  it("is not slowed down by many accounts that share their tags by an alias", () => {
    const accounts = Array.from(
      { length: 2000 },
      (_, i) =>
        `  - { name: a-${i}, type: sandbox, tags: ${i === 0 ? "&t { stage: live }" : "*t"} }`,
    );
    const text = EXAMPLE.replace(
      /accounts:\n(?: {2}- .*\n)+/,
      `accounts:\n${accounts.join("\n")}\n`,
    );
    assert.equal(loadStack(text).ok, true);
  });
});
