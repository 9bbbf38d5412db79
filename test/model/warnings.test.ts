import assert from "node:assert/strict";
import { EXAMPLE, ORGANIZATION, planOf } from "../stacks";

const accounts = (count: number, more = ""): string =>
  `${ORGANIZATION}accounts:\n${Array.from({ length: count }, (_, i) => `  - { name: a-${i}, type: sandbox${more} }`).join("\n")}\n`;

const cases: readonly (readonly [string, string, readonly RegExp[]])[] = [
  ["the example", EXAMPLE, []],
  ["ten accounts with the core accounts", accounts(6), []],
  ["eleven accounts", accounts(7), [/^11 accounts: AWS allows 10 by default/]],
  ["accounts that are gone", accounts(20, ", lifecycle: left"), []],
  [
    "a provider for each of 25",
    `${accounts(25)}access: { stamping: provider }\n`,
    [/^29 accounts/],
  ],
  [
    "a provider for each of 26",
    `${accounts(26)}access: { stamping: provider }\n`,
    [/one process for each of 26 leaf accounts: 4\.4 to 11\.2 GB/, /^30 accounts/],
  ],
  ["no stamping", `${accounts(1)}access: { stamping: none }\n`, [/nobody has a function role/]],
  ["no stamping and no account", `${ORGANIZATION}access: { stamping: none }\n`, []],
  [
    "accounts that GovCloud cannot make",
    accounts(1).replace("eu-west-1", "us-gov-west-1\n  partition: aws-us-gov"),
    [/^4 accounts have no id: .*CreateGovCloudAccount/],
  ],
  ["moving", accounts(1, ", lifecycle: moving"), [/^a-0 waits in the staging unit/]],
  [
    "quarantined",
    accounts(1, ", lifecycle: quarantined"),
    [/^a-0 is in quarantine: nobody does anything there but the landing zone itself$/],
  ],
  [
    "leaving without leaving quarantine",
    accounts(1, ", lifecycle: leaving-quarantine"),
    [
      /^a-0 is in quarantine/,
      /^a-0 is leaving: it is no longer protected; set left or closed next/,
    ],
  ],
  ["leaving", accounts(1, ", lifecycle: leaving"), [/^a-0 is leaving: it is no longer protected/]],
];

describe("warnings", () => {
  for (const [name, text, expected] of cases) {
    it(`of ${name}: ${expected.length}`, () => {
      const { warnings } = planOf(text);
      assert.equal(warnings.length, expected.length, warnings.join("\n"));
      for (const [index, pattern] of expected.entries())
        assert.match(warnings[index] ?? "", pattern);
    });
  }
});
