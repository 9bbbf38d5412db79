import assert from "node:assert/strict";
import type { AccessChange } from "../../access/diff";
import type { PlanChange } from "../../model/plan-changes";
import { diffJson, groupsOf, type Diff } from "../../report/diff";
import { diffMarkdown, LIMIT } from "../../report/diff-markdown";
import { diffText } from "../../report/diff-text";

const NOTHING: Diff = {
  base: "old",
  head: "new",
  plan: [],
  resources: [],
  access: { gained: [], lost: [] },
};

function change(
  service: string,
  names: readonly string[],
  more: Partial<AccessChange> & { before?: string | null; after?: string | null } = {},
): AccessChange {
  const { before = null, after = "", ...rest } = more;
  return {
    kind: "function",
    names: ["developer"],
    accounts: ["web"],
    types: ["production"],
    service,
    danger: "write",
    actions: names.map((name) => ({ name: `${service}:${name}`, before, after })),
    ...rest,
  };
}

const gained = (...changes: readonly AccessChange[]): Diff => ({
  ...NOTHING,
  access: { gained: changes, lost: [] },
});

const many = (count: number, name: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => name(index));

describe("differences for people", () => {
  it("no difference", () => {
    assert.equal(diffText(NOTHING), "old and new build the same, and nobody's access changes.");
    assert.match(diffMarkdown(NOTHING), /\*\*Access gained:\*\* none\n(.|\n)*no change$/);
  });

  it("the plan, then who gains and who loses what, with what has to hold", () => {
    const plan: readonly PlanChange[] = [
      { kind: "changed", what: "person", name: "ada", details: ["functions: a -> b", "x changed"] },
      { kind: "added", what: "group", name: "b", details: [] },
    ];
    const text = diffText({
      ...NOTHING,
      plan,
      resources: [{ type: "aws:iam/group:Group", before: 3, after: 4 }],
      access: {
        gained: [
          change("iam", ["CreateRole", "PassRole"], { danger: "permissions", after: "a:b is c" }),
          change("ec2", ["RunInstances"], { before: "a:b is c", after: "a:b is d" }),
          change("s3", ["PutObject"], { before: "a:b is c" }),
        ],
        lost: [change("ec2", ["StopInstances"], { before: "a:b is c", after: null })],
      },
    });
    assert.equal(
      text,
      `What is built:
  changed person ada: functions: a -> b; x changed
  added group b
  resources: Group 3 -> 4

Access gained, the most dangerous first:

  change of permissions
    developer in web: 2 actions of 1 service
      iam: CreateRole, PassRole, if a:b is c

  write
    developer in web: 2 actions of 2 services
      ec2: RunInstances, if a:b is d; before: if a:b is c
      s3: PutObject, always; before: if a:b is c

Access lost, the most dangerous first:

  write
    developer in web: 1 action of 1 service
      ec2: StopInstances, if a:b is c`,
    );
  });

  it("of many services and actions only the numbers", () => {
    const services = many(20, (index) => `service-${index}`);
    const text = diffText(
      gained(
        ...services.map((service, index) =>
          change(
            service,
            many(index + 1, (at) => `Do${at}`),
          ),
        ),
      ),
    );
    assert.match(
      text,
      /developer in web: 210 actions of 20 services\n {6}service-19 20, service-18 19/,
    );
    assert.match(text, / and 5 more services\n\n/);
    for (const line of text.split("\n")) assert.ok(line.length <= 100, line);
    const actions = diffText(
      gained(
        change(
          "ec2",
          many(9, (index) => `Do${index}`),
        ),
      ),
    );
    assert.match(actions, /ec2: Do0, Do1, Do2, Do3, Do4, 4 more\n\n/);
    const ways = gained({
      ...change("ec2", []),
      actions: many(5, String).map((name) => ({ name: `ec2:${name}`, before: null, after: name })),
    });
    assert.match(diffText(ways), /ec2: 2, if 2\n {6}ec2: 2 more actions\n\n/);
    const long = diffText(gained(change("ec2", ["Do"], { after: "x ".repeat(300) })));
    assert.match(long, /…\n\n/);
  });

  it("people, everybody, and others are named", () => {
    const who = (more: Partial<AccessChange>): string | undefined =>
      groupsOf([change("s3", ["x"], more)])[0]?.who;
    assert.equal(who({ kind: "person", names: ["ada", "grace"] }), "ada and grace");
    const people = { kind: "person", names: ["a", "b", "c", "d", "e", "f"] } as const;
    assert.equal(who(people), "a, b, c, d and 2 more people");
    assert.equal(who({ kind: "everybody", names: [] }), "every person");
    assert.equal(who({ kind: "others", names: ["somebody outside"] }), "somebody outside");
  });

  it("the same people and accounts are one group, the largest service first", () => {
    const groups = groupsOf([
      change("a", ["x"]),
      change("b", ["x", "y"]),
      change("c", ["x"], { accounts: ["other"] }),
    ]);
    assert.deepEqual(
      groups.map(({ where, count, services }) => [
        where,
        count,
        services.map((one) => one.service),
      ]),
      [
        ["web", 3, ["b", "a"]],
        ["other", 1, ["c"]],
      ],
    );
  });

  it("--json: what the contract names", () => {
    assert.deepEqual(diffJson(NOTHING), {
      plan: [],
      resources: [],
      access: { gained: [], lost: [] },
    });
  });
});

describe("differences as Markdown", () => {
  it("tables first, every action folded below", () => {
    const text = diffMarkdown({
      ...gained(change("s3", ["PutObject"], { after: "a:b is c|d `e`" })),
      plan: [{ kind: "changed", what: "person", name: "ada", details: ["functions: a -> b"] }],
      resources: [{ type: "aws:iam/group:Group", before: 3, after: 4 }],
    });
    assert.equal(
      text,
      `### Landing zone: \`old\` to \`new\`

**Access gained**, the most dangerous first

| what | who | in | actions | of |
|---|---|---|---:|---|
| write | developer | web | 1 | \`s3\` 1 |

**Access lost:** none

**What is built**

- changed person \`ada\`: \`functions: a -> b\`
- resources: Group 3 -> 4

<details><summary>write: developer gains 1 action in web</summary>

- \`s3\`: PutObject, \`if a:b is c\\|d 'e'\`

</details>`,
    );
  });

  it("nothing that a plan names is Markdown or HTML", () => {
    const text = diffMarkdown(
      gained(change("s3", ["x"], { names: ["<b>|@all"], accounts: ["_x_"] })),
    );
    assert.ok(!text.includes("<b>") && !text.includes("@all"));
    assert.match(text, /\| write \| &#60;b&#62;&#124;&#64;all \| _x_ \|/);
  });

  it("fits a comment whatever the size, the least important left out", () => {
    const dangers = ["permissions", "list"] as const;
    const changes = dangers.flatMap((danger) =>
      many(300, (index) => `account-with-a-long-name-${index}`).flatMap((account) =>
        many(12, (index) => `service-${index}`).map((service) =>
          change(
            service,
            many(40, (index) => `DoSomething${index}`),
            {
              danger,
              accounts: [account],
              after: "the resource is something long ".repeat(20),
            },
          ),
        ),
      ),
    );
    const plan = many(2000, (index) => `account-${index}`).map((name): PlanChange => ({
      kind: "added",
      what: "account",
      name,
      details: ["x ".repeat(400)],
    }));
    const text = diffMarkdown({ ...NOTHING, plan, access: { gained: changes, lost: changes } });
    assert.ok(text.length <= LIMIT, String(text.length));
    assert.ok(text.length > LIMIT / 2);
    assert.match(text, /<summary>change of permissions: developer gains/);
    assert.doesNotMatch(text, /<summary>list/);
    assert.match(text, /\d+ more rows \|/);
    assert.match(text, /- [\d,]+ more changes/);
    assert.match(text, /- \d+ more lines/);
    assert.match(text, /parts did not fit here: `lz diff` shows all\.$/);
  });
});
