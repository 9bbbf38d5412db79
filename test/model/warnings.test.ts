import assert from "node:assert/strict";
import { EXAMPLE, ORGANIZATION, planOf } from "../stacks";

/** What all stacks are warned of that do not say who is told. */
const NOBODY_IS_TOLD = /^nobody is told when a break-glass user is used: write access\.breakGlass:/;

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

/** Lines of `access`, in an organization of one account in which somebody is told of break-glass. */
const access = (...lines: readonly string[]): string =>
  [`${accounts(1)}access:`, "breakGlass: { notify: [security@acme.example] }", ...lines, ""].join(
    "\n  ",
  );

const LIMITED =
  "people: [{ name: ada, functions: [developer, auditor], types: [sandbox], accounts: [a-0, audit] }]";
const SAML = "saml: { metadataFile: acme-saml.xml }";
const PARTNER = (proof: string): string =>
  `partners: [{ name: msp, accountId: "999999999999", functions: [developer], types: [sandbox], ${proof}, until: "2099-12-31" }]`;

const ofAccess: readonly (readonly [string, string, readonly string[]])[] = [
  ["break-glass of which somebody is told", access(), []],
  ["a person with limits as an IAM user, whose tag the landing zone sets", access(LIMITED), []],
  [
    "a person with limits whom an identity provider vouches for",
    access("identity: saml", SAML, LIMITED),
    [
      "ada is limited by what the identity provider sends: the session tag developer=/sandbox/<id of a-0>/<id of audit>/, auditor=/sandbox/<id of a-0>/<id of audit>/",
    ],
  ],
  [
    "a person with limits beside Identity Center",
    access(
      "identity: [iam-users, identity-center]",
      "identityCenter: { groups: { developer: Builders } }",
      LIMITED,
    ),
    ['Identity Center cannot limit ada: keep ada out of the groups "Builders", "auditor" there'],
  ],
  [
    "a person with limits who is a partner's elsewhere",
    access(
      LIMITED,
      "customers: [{ name: globex, organizationId: o-globex0002, partner: msp, functions: [developer] }, { name: initech, organizationId: o-initech002, partner: msp, functions: [network] }]",
    ),
    [
      "the limits of ada are of this organization: they do not narrow what ada does at the customer globex",
    ],
  ],
  [
    "the first run's way in",
    access(
      "deploy: { github: { repository: acme/lz, branch: main }, bootstrap: [user/first-run, role/admin] }",
    ),
    [
      "user/first-run and role/admin of management can still enter every core account, besides the pipeline: take access.deploy.bootstrap out when the pipeline has deployed",
    ],
  ],
  ["a pipeline alone", access("deploy: { github: { repository: acme/lz, branch: main } }"), []],
  [
    "a partner whose proof is declared",
    access(PARTNER('principals: [role/ops], mfa: { declared: "their Okta asks" }')),
    ["nothing but its word proves the MFA of the partner msp"],
  ],
  ["a partner whose users AWS sees", access(PARTNER("principals: [user/ada]")), []],
  ["a partner's software", access(PARTNER("externalId: 0a4b9c")), []],
];

describe("warnings of who comes in", () => {
  for (const [name, text, expected] of ofAccess) {
    it(`of ${name}: ${expected.length}`, () => {
      assert.deepEqual(planOf(text).warnings, expected);
    });
  }
});

describe("warnings", () => {
  for (const [name, text, patterns] of cases) {
    const expected = [...patterns, NOBODY_IS_TOLD];
    it(`of ${name}: ${expected.length}`, () => {
      const { warnings } = planOf(text);
      assert.equal(warnings.length, expected.length, warnings.join("\n"));
      for (const [index, pattern] of expected.entries())
        assert.match(warnings[index] ?? "", pattern);
    });
  }
});
