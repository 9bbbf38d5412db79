import assert from "node:assert/strict";
import { diffJson } from "../../report/diff-json";
import { diffText } from "../../report/diff-text";
import type { Diff } from "../../report/diff-view";
import { change, gained, lost, many, NOTHING, planned } from "./diffs";

const USERS = [
  { name: "ada", functions: ["developer", "operations"] },
  { name: "grace", functions: ["auditor"] },
];

describe("a diff as text", () => {
  it("of nothing", () => {
    assert.equal(
      diffText(NOTHING),
      "old.yaml and new.yaml build the same, and nobody's access changes.",
    );
  });

  it("what is built, who gains and loses what, and with which conditions", () => {
    const diff: Diff = {
      base: { ...NOTHING.base, users: USERS.slice(0, 1) },
      head: { ...NOTHING.head, users: USERS },
      plan: [
        {
          kind: "changed",
          what: "role",
          name: "developer in x",
          details: ["a: b -> c", "d changed"],
        },
        { kind: "added", what: "person", name: "grace", details: ["auditor"] },
        { kind: "added", what: "group", name: "auditor", details: [] },
      ],
      resources: [{ type: "aws:iam/group:Group", before: 999, after: 1000 }],
      access: {
        gained: [
          change({
            danger: "permissions",
            service: "iam",
            actions: ["PutRolePolicy"],
            after: "a:b is c",
          }),
          change({
            service: "ec2",
            actions: ["Run", "Stop"],
            before: "a:b is c and d:e is f",
            after: "a:b is c",
          }),
          change({ before: "a:b is c" }),
          change({
            kind: "person",
            names: ["grace"],
            danger: "read",
            service: "ec2",
            actions: ["Get"],
          }),
        ],
        lost: [change({ service: "sqs", actions: ["Send"], before: "a:b is c", after: null })],
      },
    };
    assert.equal(
      diffText(diff),
      `old.yaml -> new.yaml
Built:  ~1 role, +1 person, +1 group
Access: developer gains permission management in 1 service (iam), write in 2 services (ec2, s3)
        grace gains read in 1 service (ec2)
        developer loses write in 1 service (sqs)

What is built:
  ~ role developer in x: a: b -> c; d changed
  + person grace: auditor
  + group auditor
  resources: Group 999 -> 1,000

developer gains (ada):
  permission management: 1 action of 1 service
    web
      iam: PutRolePolicy; if a:b is c
  write: 3 actions of 2 services
    web
      ec2: Run, Stop; was: if d:e is f; now: always, and the other conditions as before
      s3: PutObject; was: if a:b is c; now: always

grace gains (comes: auditor):
  read: 1 action of 1 service
    web
      ec2: Get

developer loses (ada):
  write: 1 action of 1 service
    web
      sqs: Send; if a:b is c`,
    );
  });

  it("what changes for whom: by function, person, everybody and others", () => {
    const titles = (diff: Diff): readonly string[] =>
      diffText(diff)
        .split("\n")
        .filter((line) => line.endsWith("):"));
    const base = { ...NOTHING.base, users: USERS };
    const person = (name: string): Diff =>
      gained({ kind: "person", names: [name], danger: "read" });
    assert.deepEqual(titles({ ...person("ada"), base }), [
      "ada gains (goes: was developer, operations):",
    ]);
    const head = { ...NOTHING.head, users: [{ name: "ada", functions: ["auditor"] }] };
    assert.deepEqual(titles({ ...person("ada"), base, head }), [
      "ada gains (developer, operations -> auditor):",
    ]);
    assert.deepEqual(titles(person("zoe")), ["zoe gains (comes: ):"]);
    assert.deepEqual(titles(gained({ kind: "everybody", names: [] })), [
      "every person gains (as a user of the access account):",
    ]);
    assert.deepEqual(titles(gained({ kind: "others", names: ["somebody outside"] })), [
      "somebody outside gains (no person of this landing zone):",
    ]);
    assert.deepEqual(titles(gained({})), ["developer gains (nobody has this function):"]);
    const people = many(9, (index) => `person-${index}`);
    assert.deepEqual(titles(lost({ kind: "person", names: people })), [
      "person-0, person-1, person-2, person-3, person-4, person-5, person-6 and 2 more lose (comes: ):",
    ]);
  });

  it("the most dangerous comes first, an entry that goes without saying last", () => {
    const entry = { danger: "entry", service: "sts", actions: ["AssumeRole"] } as const;
    const order = diffText(
      gained(
        { names: ["reader"], danger: "read" },
        { names: ["eased"], ...entry, before: "a:b is c" },
        { names: ["few"], danger: "permissions" },
        { names: ["many"], danger: "permissions", actions: ["A", "B"] },
        { names: ["reader"], ...entry, after: "a:b is c" },
        { names: ["alone"], ...entry },
        { names: ["many too"], danger: "permissions", actions: ["A", "B"] },
      ),
    )
      .split("\n")
      .flatMap((line) => /^(\S.*) gains \(/.exec(line)?.[1] ?? []);
    assert.deepEqual(order, ["alone", "eased", "many", "many too", "few", "reader"]);
  });

  it("entry: who gets in under what conditions, in people's words", () => {
    const condition = (age: string, more = ""): string =>
      `aws:PrincipalArn is like arn:aws:iam::<access>:user/people/* and aws:MultiFactorAuthPresent is true and aws:MultiFactorAuthAge is less than ${age} and aws:PrincipalTag/developer is true and sts:RoleSessionName is \${aws:username}${more}`;
    const entry = { danger: "entry", service: "sts", actions: ["AssumeRole"] } as const;
    const text = (before: string | null, after: string | null): string =>
      diffText(gained({ ...entry, before, after })).replaceAll(/\s+/g, " ");
    assert.match(
      text(null, condition("43200")),
      /gains entry to 1 account .* entry web if the caller is a person of the access account and MFA is younger than 12 hours and the user is tagged developer and the session is named like the user$/,
    );
    assert.match(
      text(condition("3600"), condition("43200")),
      /gains easier entry to 1 account .* web was: if MFA is younger than 1 hour; now: if MFA is younger than 12 hours, and the other conditions as before$/,
    );
    assert.match(text(null, condition("100")), /MFA is younger than 100 seconds/);
    assert.match(text(null, ""), / entry web always$/);
    assert.match(text(null, "aws:MultiFactorAuthPresent is true"), / if signed in with MFA$/);
    assert.match(
      diffText(lost({ ...entry, before: condition("43200"), after: condition("3600") })),
      /developer loses some entry to 1 account/,
    );
  });

  it("resources are listed once for all", () => {
    const condition = (text: string): string | undefined =>
      /; (if .*)$/.exec(diffText(gained({ after: text })).replaceAll(/\s+/g, " "))?.[1];
    assert.equal(
      condition("the resource is a or the resource is b or the resource is not c"),
      "if the resource is a or b or the resource is not c",
    );
    assert.equal(
      condition("the resource is not a and x:y is z and the resource is not b"),
      "if x:y is z and the resource is not a nor b",
    );
    assert.equal(
      condition("x:y is z or the resource is a"),
      "if x:y is z or the resource is a",
      "a is no value of the key",
    );
  });

  it("of much only numbers, and what is said always is all of it with --all", () => {
    const services = many(30, (index) => ({
      service: `service-${index}`,
      actions: many(index + 1, (at) => `Do${at}`),
      danger: "read" as const,
    }));
    const text = diffText(gained(...services));
    assert.match(text, / {6}service-29 30, service-28 29, (.|\n)* 20 more services \(210\)\n/);
    assert.match(text, /\n\nNumbers stand for names: --all names all\.$/);
    const all = diffText(gained(...services), true);
    assert.match(all, /service-29: Do0, Do1, /);
    assert.doesNotMatch(all, /more|Numbers/);
    const places = many(20, (index) => ({ accounts: [`web-${index}`], danger: "read" as const }));
    assert.match(
      diffText(gained(...places)),
      /\n {4}web-3\n {6}s3: PutObject\n {4}16 accounts, in 16 other sets\n {6}1 action of 1 service\n/,
    );
    const ways = many(5, (index) => ({ after: `a:b is ${index}`, actions: [`Do${index}`] }));
    assert.match(
      diffText(gained(...ways.map((way) => ({ ...way, danger: "list" as const })))),
      /\n {6}3 actions of 1 service, under 3 other conditions\n/,
    );
    const accounts = many(2500, (index) => `web-${index}`);
    assert.match(
      diffText(gained({ accounts, types: ["production", "sandbox"] })),
      /\n {4}web-0 and 2,499 more \(production and sandbox\)\n/,
    );
    assert.match(diffText(gained({ accounts }), true), /web-2498 and web-2499\n/);
    assert.match(diffText(gained({ after: "x ".repeat(300) })), /…\n\nNumbers stand/);
  });

  it("names more of what is dangerous, and of what is gained", () => {
    const of = (danger: "permissions" | "data" | "write" | "list", is: typeof gained): string =>
      diffText(is({ danger, actions: many(10, (index) => `Do${index}`) }));
    for (const danger of ["permissions", "data", "write"] as const) {
      assert.match(of(danger, gained), /s3: Do0, Do1, /);
    }
    assert.match(of("permissions", lost), /s3: Do0, Do1, /);
    assert.match(of("write", lost), / s3 10\n/);
    assert.match(of("list", gained), / s3 10\n/);
  });

  it("what is built: of many alike only the first names", () => {
    const plan = [
      ...planned(41),
      ...planned(2, { kind: "removed", what: "person", details: [] }),
      ...planned(6, { kind: "changed", what: "person" }),
      ...planned(6, { kind: "changed", what: "boundary" }),
    ];
    const text = diffText({ ...NOTHING, plan });
    assert.match(text, /Built: {2}\+41 accounts, -2 people, ~6 people, ~6 boundaries\n/);
    assert.match(text, /Access: nobody's access changes\n/);
    assert.match(
      text,
      /\n {2}\+41 accounts: web-0, (.|\n)* and 30\n {6}more\n {2}- person web-0\n/,
    );
    assert.match(text, /Numbers stand for names/);
    assert.match(diffText({ ...NOTHING, plan }, true), /\n {2}\+ account web-40: production\n/);
  });

  it("sums up the first, and counts the others", () => {
    const text = diffText(gained(...many(15, (index) => ({ names: [`function-${index}`] }))));
    assert.match(text, /^Built: {2}no change\nAccess: function-0 gains write/m);
    assert.match(text, /\n {8}and 5 more, below\n\n/);
  });

  it("keeps to the width of a page, and shows nothing that a terminal would obey", () => {
    const text = diffText(
      gained(
        ...many(40, (index) => ({
          service: `service-${index}`,
          actions: ["Do"],
          after: `a:b is \u001b[2J${"x ".repeat(20)}`,
        })),
      ),
    );
    assert.ok(!text.includes("\u001b") && text.includes("\\u001b"));
    for (const line of text.split("\n")) assert.ok(line.length <= 105, line);
  });
});

describe("a diff as JSON", () => {
  it("has every action, and lists of accounts and people once", () => {
    const accounts = ["web", "shop"];
    const diff: Diff = {
      ...NOTHING,
      plan: planned(1),
      resources: [{ type: "aws:iam/group:Group", before: 1, after: 2 }],
      access: {
        gained: [
          change({ accounts, danger: "permissions" }),
          change({ accounts: ["shop"] }),
          change({ accounts, service: "ec2" }),
        ],
        lost: [],
      },
    };
    const action = (name: string) => ({ name, before: null, after: "" });
    const of = { kind: "function", names: ["developer"], types: ["production"] };
    assert.deepEqual(diffJson(diff), {
      resources: { changes: diff.plan, counts: diff.resources },
      access: {
        gained: [
          {
            ...of,
            accounts,
            changes: [
              { danger: "permissions", service: "s3", actions: [action("s3:PutObject")] },
              { danger: "write", service: "ec2", actions: [action("ec2:PutObject")] },
            ],
          },
          {
            ...of,
            accounts: ["shop"],
            changes: [{ danger: "write", service: "s3", actions: [action("s3:PutObject")] }],
          },
        ],
        lost: [],
      },
    });
  });
});
