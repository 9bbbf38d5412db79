import assert from "node:assert/strict";
import { code, codeName } from "../../report/diff-code";
import { diffMarkdown, LIMIT } from "../../report/diff-markdown";
import type { Diff } from "../../report/diff-view";
import { change, gained, lost, many, NOTHING, planned, type Given } from "./diffs";

const PERSON: Diff = {
  base: { ...NOTHING.base, users: [{ name: "ada", functions: ["developer"] }] },
  head: { ...NOTHING.head, users: [{ name: "ada", functions: ["developer", "auditor"] }] },
  plan: [
    { kind: "changed", what: "person", name: "ada", details: ["functions: a -> b", "c changed"] },
    { kind: "added", what: "group", name: "auditor", details: [] },
  ],
  resources: [{ type: "aws:iam/group:Group", before: 3, after: 4 }],
  access: {
    gained: [
      change({
        kind: "person",
        names: ["ada"],
        danger: "data",
        actions: ["GetObject", "GetObjectAcl"],
        after: "the resource is arn:aws:s3:::logs/*",
      }),
      change({ kind: "person", names: ["ada"], danger: "list", actions: ["ListBucket"] }),
    ],
    lost: [change({ kind: "person", names: ["ada"], service: "ec2", before: "", after: null })],
  },
};

describe("a diff as Markdown", () => {
  it("the verdict, who gains and loses how much, what is built, and what exactly", () => {
    assert.equal(
      diffMarkdown(PERSON),
      `### \`ada\` gains reading of data

\`old.yaml\` -> \`new.yaml\`. **Built:** ~1 person, +1 group.

| who |  | write | data | list |
| --- | --- | --: | --: | --: |
| \`ada\`<br>\`developer\` -> \`developer\`, \`auditor\` | gains |  | 2 actions<br>1 service | 1 action<br>1 service |
| \`ada\`<br>\`developer\` -> \`developer\`, \`auditor\` | loses | 1 action<br>1 service |  |  |

#### What is built

- ~ person \`ada\`: \`functions: a -> b; c changed\`
- + group \`auditor\`
- resources: \`Group 3 -> 4\`

#### \`ada\` gains

| | where | what |
|---|---|---|
| data | \`web\` | \`s3\`: \`GetObject\`, \`GetObjectAcl\`; if \`the resource is arn:aws:s3:::logs/*\` |

<details><summary><b>list</b>: 1 action of 1 service</summary>

| | where | what |
|---|---|---|
| list | \`web\` | \`s3\`: \`ListBucket\` |

</details>

#### \`ada\` loses

| | where | what |
|---|---|---|
| write | \`web\` | \`ec2\`: \`PutObject\` |`,
    );
  });

  it("of nothing", () => {
    assert.equal(
      diffMarkdown(NOTHING),
      "### Nobody's access changes\n\n`old.yaml` -> `new.yaml`. **Built:** no change.",
    );
  });

  describe("gives its verdict by the worst that somebody gains", () => {
    const entry = { danger: "entry", service: "sts", actions: ["AssumeRole"] } as const;
    const people = many(6, (index) => `person-${index}`);
    const verdicts: readonly (readonly [string, Diff])[] = [
      ["Nobody gains access", lost({})],
      ["`developer` gains permission management", gained({}, { danger: "permissions" })],
      ["`developer` gains write access", gained({ danger: "list" }, {}, entry)],
      ["`developer` gains read access, to no data of customers", gained({ danger: "read" })],
      ["`developer` gains the sight of names", gained({ danger: "list" })],
      ["`developer` gains entry", gained(entry)],
      ["`developer` gains easier entry", gained({ ...entry, before: "a:b is c" })],
      ["every person gains write access", gained({ kind: "everybody", names: [] })],
      [
        "`person-0`, `person-1` and 4 more gain write access",
        gained({ kind: "person", names: people }),
      ],
      ["`a` and `b` gain write access", gained({ names: ["a"] }, { names: ["b"] })],
    ];
    for (const [verdict, diff] of verdicts) {
      it(verdict, () => {
        assert.equal(diffMarkdown(diff).split("\n")[0], `### ${verdict}`);
      });
    }
  });

  it("folds what is long, what is less dangerous, and what is lost", () => {
    const folded = (diff: Diff): boolean => diffMarkdown(diff).includes("<details>");
    const long = (danger: "permissions" | "read", services: number): Given => ({
      danger,
      after: "x".repeat(300),
      actions: many(services, (index) => `DoSomething${index}`),
    });
    assert.ok(!folded(gained(long("permissions", 5))));
    assert.ok(folded(gained(long("read", 1))));
    assert.ok(
      folded(
        gained(...many(12, (index) => ({ ...long("permissions", 20), accounts: [`${index}`] }))),
      ),
    );
    assert.ok(
      folded(lost(...many(4, (index) => ({ ...long("permissions", 12), accounts: [`${index}`] })))),
    );
    assert.ok(!folded({ ...NOTHING, plan: planned(12) }));
    assert.match(
      diffMarkdown({ ...NOTHING, plan: planned(13) }),
      /<details><summary><b>What is built<\/b>: 13 changes<\/summary>\n\n- \+ account `web-0`/,
    );
  });

  it("says what it shortened, and the command that shows all of it", () => {
    const names = many(9, (index) => `Do${index}`);
    const diff = gained({ danger: "list", actions: names }, { danger: "write" });
    const end = (of: Diff): string => diffMarkdown(of).split("\n\n").at(-1) ?? "";
    assert.equal(
      end(diff),
      "Numbers in place of names: list. `npx lz diff old.yaml new.yaml --all` names all.",
    );
    const base = { ...NOTHING.base, argument: "-" };
    const head = { ...NOTHING.head, argument: "my stack's.yaml" };
    assert.match(
      end({ ...diff, base, head }),
      / <code>npx lz diff &#45; &#39;my stack&#39;&#92;&#39;&#39;s&#46;yaml&#39; &#45;&#45;all<\/code> names all\.$/,
    );
    const detail = planned(1, { details: ["x".repeat(400)] });
    assert.equal(
      end({ ...NOTHING, plan: detail }),
      "The tables at the top name the first, and count the others. `npx lz diff old.yaml new.yaml --all` names all.",
    );
  });

  it("fits a comment whatever the size: the least dangerous is folded first, and all is counted", () => {
    const dangers = ["permissions", "write", "read", "list"] as const;
    const changes = many(400, (index) => `function-${index}`).flatMap((name) =>
      dangers.flatMap((danger) =>
        many(4, (at) => ({
          names: [name],
          danger,
          accounts: many(30, (account) => `account-with-a-long-name-${at}-${account}`),
          service: `service-${at}`,
          actions: many(20, (action) => `DoSomething${action}`),
          after: `the resource is ${"something long ".repeat(30)}`,
        })),
      ),
    );
    const text = diffMarkdown({ ...gained(...changes), plan: planned(3000) });
    assert.ok(text.length <= LIMIT && text.length > LIMIT * 0.9, String(text.length));
    const [, rows] = /((?:^\| `function-.*\n)+)/m.exec(text) ?? [];
    const shown = rows?.trim().split("\n").length ?? 0;
    const rest = 400 - shown;
    assert.ok(shown > 50);
    const counts = dangers.map(() => `${rest} of them`).join(" | ");
    assert.ok(text.includes(`| and ${rest} more | gain | ${counts} |`));
    assert.match(text, /- \+3,000 accounts: `web-0`, .* and 2,989 more\n/);
    assert.match(text, /\| permission management \| /);
    const [, folded = ""] =
      /Only in the table, for lack of room: (.*?)\. The tables/.exec(text) ?? [];
    assert.match(folded, /read of \d+ and list of \d+$/);
    assert.match(text, /`npx lz diff old\.yaml new\.yaml --all` names all\.$/);
  });

  it("counts what is built where not even names fit", () => {
    const plan = many(60, (index) => planned(6, { what: `${"x".repeat(300)}${index}` as "unit" }));
    const text = diffMarkdown({ ...NOTHING, plan: plan.flat() });
    assert.ok(text.length <= LIMIT);
    assert.ok(!text.includes("What is built</b>"));
  });

  it("is the same whenever it is made", () => {
    assert.equal(diffMarkdown(PERSON), diffMarkdown(structuredClone(PERSON)));
  });
});

describe("names in Markdown", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["web-production", "`web-production`"],
    ["<b>@all</b> *x* _y_ [z](u)", "`<b>@all</b> *x* _y_ [z](u)`"],
    ["a|b", "<code>a&#124;b</code>"],
    ["`a`", "<code>&#96;a&#96;</code>"],
    ["a\\", "<code>a&#92;</code>"],
    ["<i>|", "<code>&#60;i&#62;&#124;</code>"],
    ["", "<code></code>"],
    ["two\nlines", "`two lines`"],
    ["\u001b[31m\u202e", "<code>&#92;u001b&#91;31m&#92;u202e</code>"],
  ];
  for (const [name, markdown] of cases) {
    it(JSON.stringify(name), () => {
      assert.equal(code(name), markdown);
    });
  }

  it("are cut where they are too long for one", () => {
    assert.equal(codeName("x".repeat(200)), `\`${"x".repeat(99)}…\``);
  });
});
