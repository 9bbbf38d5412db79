import assert from "node:assert/strict";
import fc from "fast-check";
import { DANGERS, type AccessChange } from "../../access/diff";
import type { PlanChange } from "../../model/plan-changes";
import { diffMarkdown, LIMIT } from "../../report/diff-markdown";
import { diffText } from "../../report/diff-text";
import { sharesOf, type Diff } from "../../report/diff-view";

/** Whatever somebody writes into a plan, and what is meant to break a comment. */
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "web-production",
    "<script>alert(1)</script>",
    "@everyone",
    "a|b|c",
    "`x` <b>y</b>",
    "```\n# head\n```",
    "\\|",
    "</details></code>",
    "x".repeat(5000),
    "…|\u202e\u0000\n\n| a | b |",
  ),
);
const names = (max: number) => fc.array(name, { minLength: 1, maxLength: max });
const condition = fc.option(fc.oneof(name, fc.constant(""), fc.constant("x ".repeat(2000))));

const change: fc.Arbitrary<AccessChange> = fc.record({
  kind: fc.constantFrom("function", "person", "everybody", "others"),
  names: names(3),
  accounts: names(5),
  types: names(2),
  service: fc.constantFrom("s3", "ec2", "iam", "sts"),
  danger: fc.constantFrom(...DANGERS),
  actions: fc.array(
    fc.record({ name: fc.constantFrom("x:Get", "x:Put"), before: condition, after: condition }),
    { minLength: 1, maxLength: 4 },
  ),
});

const plan: fc.Arbitrary<PlanChange> = fc.record({
  kind: fc.constantFrom("added", "removed", "changed"),
  what: fc.constantFrom("account", "person", "boundary", "log archive"),
  name,
  details: fc.array(name, { maxLength: 3 }),
});

/** Each of few things as often as it takes for thousands: accounts, people, services, changes. */
function grown(changes: readonly AccessChange[], factor: number): readonly AccessChange[] {
  return changes.flatMap((one, at) => {
    const accounts = times(3000, (index) => `account-${at}-${index}`);
    const actions = one.actions.flatMap((action) =>
      times(60, (index) => ({ ...action, name: `${one.service}:Do${index}` })),
    );
    return times(factor, (index) => ({
      ...one,
      names: one.names.map((text) => (index % 3 === 0 ? text : `${text}-${index}`)),
      accounts: index % 5 === 0 ? accounts : one.accounts,
      service: index % 7 === 0 ? one.service : `service-${index}`,
      actions: index % 11 === 0 ? actions : one.actions,
    }));
  });
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const diff: fc.Arbitrary<Diff> = fc
  .record({
    base: name,
    head: name,
    users: fc.array(fc.record({ name, functions: names(3) }), { maxLength: 5 }),
    plan: fc.array(plan, { maxLength: 20 }),
    planFactor: fc.constantFrom(1, 500),
    types: names(60),
    gained: fc.array(change, { maxLength: 8 }),
    lost: fc.array(change, { maxLength: 8 }),
    factor: fc.constantFrom(1, 10, 200),
  })
  .map((made) => ({
    base: { name: made.base, argument: made.base, users: made.users },
    head: { name: made.head, argument: made.head, users: made.users },
    plan: made.plan.flatMap((one) =>
      times(made.planFactor, (index) => ({ ...one, name: `${one.name}${index}` })),
    ),
    resources: made.types.map((type, index) => ({ type, before: index, after: index + 1 })),
    access: { gained: grown(made.gained, made.factor), lost: grown(made.lost, made.factor) },
  }));

/** The Markdown without what stands as code: nothing of a plan may be left in it. */
function withoutCode(text: string): string {
  return text.replaceAll(/`[^`\n]+`|<code>[^<\n]*<\/code>/g, "C");
}

describe("a diff as Markdown, whatever the diff", function () {
  this.timeout(120_000);

  it("fits a comment, and is Markdown of this program's own making alone", () => {
    fc.assert(
      fc.property(diff, (one) => {
        const text = diffMarkdown(one);
        assert.ok(text.length <= LIMIT, String(text.length));
        const plain = withoutCode(text);
        assert.doesNotMatch(plain, /[@\\`\u202e]/);
        const tags = new Set(plain.match(/<[^ ].*?>/g) ?? []);
        for (const tag of tags) {
          assert.match(tag, /^<\/?(details|summary|b|br)>$/);
        }
        assert.equal(plain.split("<details>").length, plain.split("</details>").length);
        checkTables(plain);
      }),
      { numRuns: 25 },
    );
  });

  it("counts everybody: those of the table, and those for whom there is no room", () => {
    fc.assert(
      fc.property(diff, (one) => {
        const text = withoutCode(diffMarkdown(one));
        const table = text.split("\n\n").find((part) => part.startsWith("| who |")) ?? "";
        const [, , ...rows] = table.split("\n");
        for (const [is, all] of [
          ["gain", sharesOf(one.access.gained, true)],
          ["lose", sharesOf(one.access.lost, false)],
        ] as const) {
          const own = rows.filter((row) => new RegExp(`\\| ${is}s? \\|`).test(row));
          const rest = own.map((row) => /^\| and ([\d,]+) more \|/.exec(row)?.[1]);
          const count = rest.reduce(
            (sum, more) => sum + (more === undefined ? 1 : Number(more.replaceAll(",", ""))),
            0,
          );
          assert.equal(count, all.length, is);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("is the same every time, and text never fails", () => {
    fc.assert(
      fc.property(diff, (one) => {
        assert.equal(diffMarkdown(one), diffMarkdown(one));
        assert.doesNotMatch(diffText(one), /\u202e/);
      }),
      { numRuns: 5 },
    );
  });
});

/** Every row of a table has as many cells as its head. */
function checkTables(text: string): void {
  let columns: number | null = null;
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) {
      columns = null;
      continue;
    }
    const cells = line.split("|").length;
    columns ??= cells;
    assert.equal(cells, columns, line.slice(0, 300));
  }
}
