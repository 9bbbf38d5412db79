import assert from "node:assert/strict";
import { emailOf } from "../../model/email";
import { emailFault } from "../../model/rules/emails";
import { messagesOf, ORGANIZATION } from "../stacks";

describe("emailOf", () => {
  it("fills in every placeholder", () => {
    const organization = { name: "acme", email: "{organization}+{account}@{account}.example" };
    assert.equal(emailOf(organization, "web"), "acme+web@web.example");
  });
});

const local = (length: number): string =>
  `${"a".repeat(length - "@acme.example".length)}@acme.example`;

describe("emailFault", () => {
  const fine = [
    "a@b.co",
    "aws+web@acme.example",
    "first.last@acme.example",
    "a!#$*+-/=?^_`~b@acme.example",
    "A@ACME.EXAMPLE",
    "a@xn--mller-kva.example",
    "a@1.example",
    "a.@acme.example",
    local(64),
  ];
  for (const address of fine) {
    it(`allows ${address}`, () => {
      assert.equal(emailFault(address), undefined);
    });
  }

  const faults: readonly (readonly [string, RegExp])[] = [
    ["", /ASCII/],
    ["web", /exactly one @/],
    ["@acme.example", /a name before it/],
    ["a@b@acme.example", /exactly one @/],
    [".a@acme.example", /start with a dot/],
    ["a b@acme.example", /without spaces/],
    ["a@acme .example", /without spaces/],
    ["ä@acme.example", /ASCII/],
    ["a\u200b@acme.example", /ASCII/],
    ...Array.from("\"'()<>[]:;,\\|%&{}", (char): readonly [string, RegExp] => [
      `a${char}b@acme.example`,
      /is not allowed before the @/,
    ]),
    ["aws@acme", /"acme" is not a domain/],
    ["aws@", /"" is not a domain/],
    ["aws@-acme.example", /not a domain/],
    ["aws@acme-.example", /not a domain/],
    ["aws@acme..example", /not a domain/],
    ["aws@acme.example.", /not a domain/],
    ["a@b.c", /5 characters long/],
    [local(65), /65 characters long; allowed: 6 to 64/],
  ];
  for (const [address, fault] of faults) {
    it(`refuses ${JSON.stringify(address)}`, () => {
      assert.match(emailFault(address) ?? "", fault);
    });
  }
});

describe("addresses of accounts", () => {
  const accounts = (...entries: readonly string[]): string =>
    `${ORGANIZATION}accounts:\n${entries.map((entry) => `  - { ${entry} }`).join("\n")}\n`;
  const same = /have the same root e-mail address/;

  it("stay with the first name", () => {
    const text = accounts(
      "name: shop, type: production, formerNames: [web]",
      "name: other, type: sandbox, email: AWS+web@acme.example",
    );
    assert.match(messagesOf(text).join(), same);
  });

  it("may come back with the account that had left", () => {
    const gone = "name: web, type: production, lifecycle: left";
    const back = (more: string): string =>
      `name: shop, type: production, email: aws+web@acme.example${more}`;
    assert.deepEqual(messagesOf(accounts(gone, back(', id: "222222222222"'))), []);
    assert.deepEqual(messagesOf(accounts(back(', id: "222222222222"'), gone)), []);
    assert.match(messagesOf(accounts(gone, back(""))).join(), same);
    assert.match(messagesOf(accounts(back(""), gone)).join(), same);
  });

  it("are as long as AWS allows", () => {
    const template = "aws-accounts-of-the-organization+{account}@acme.example";
    const text = (name: string): string =>
      accounts(`name: ${name}, type: sandbox`).replace("aws+{account}@acme.example", template);
    assert.deepEqual(messagesOf(text("a".repeat(18))), []);
    assert.match(messagesOf(text("a".repeat(19))).join(), /65 characters long/);
  });
});
