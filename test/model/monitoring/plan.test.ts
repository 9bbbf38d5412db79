import assert from "node:assert/strict";
import { edited, EXAMPLE, messagesOf, planOf } from "../../stacks";

const told = (notify: string, breakGlass = ""): string =>
  `${edited(EXAMPLE, ["  people:\n", `${breakGlass}  people:\n`])}rootActivity: { notify: ${notify} }\n`;
const SAFE = "  breakGlass: { notify: [safe@acme.example] }\n";

const warnings = (text: string): readonly string[] =>
  planOf(text).warnings.filter((one) => one.startsWith("nobody is told"));

describe("who is told of root users and break-glass", () => {
  const ROOT_USERS =
    "nobody is told of root sign-ins: write rootActivity: { notify: { security: [security@…] } }";
  const BREAK_GLASS =
    "nobody is told when a break-glass user is used, or a root session opened: write rootActivity: { notify: { security: [security@…] } }";
  const FAILURES =
    "nobody is told when such mails cannot be sent: write rootActivity: { notify: { operations: [operations@…] } }";

  const CASES: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "nobody",
      EXAMPLE,
      [
        "nobody is told of root sign-ins, nor of break-glass: write rootActivity: { notify: { security: [security@…] } }",
      ],
    ],
    ["those of break-glass alone", told("{}", SAFE), [ROOT_USERS, FAILURES]],
    ["the customer alone", told("{ customer: [a@acme.example] }"), [BREAK_GLASS, FAILURES]],
    ["the customer and break-glass", told("{ customer: [a@acme.example] }", SAFE), [FAILURES]],
    ["the security team", told("{ security: [a@acme.example] }"), []],
    ["the operations team", told("{ operations: [a@acme.example] }"), []],
  ];

  for (const [who, text, expected] of CASES) {
    it(`${who}: ${expected.length} warnings`, () => {
      assert.deepEqual(warnings(text), expected);
    });
  }

  it("is none of break-glass whom a team has", () => {
    const text = told(
      "{ customer: [a@acme.example], operations: [Safe@acme.example] }",
      "  breakGlass: { notify: [safe@acme.example, boss@acme.example] }\n",
    );
    assert.deepEqual(planOf(text).monitoring.notify, {
      customer: ["a@acme.example"],
      security: [],
      operations: ["Safe@acme.example"],
      "break-glass": ["boss@acme.example"],
    });
  });

  it("refuses what is no address, and lists that nobody would confirm", () => {
    assert.equal(messagesOf(told("{ security: [nobody] }")).length, 1);
    const many = Array.from({ length: 51 }, (_, i) => `a${i}@acme.example`).join(", ");
    assert.equal(messagesOf(told(`{ security: [${many}] }`)).length, 1);
    assert.equal(messagesOf(told("{ others: [a@acme.example] }")).length, 1);
  });
});
