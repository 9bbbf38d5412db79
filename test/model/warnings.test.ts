import assert from "node:assert/strict";
import { EXAMPLE, ORGANIZATION, planOf } from "../stacks";

/** What all stacks are warned of that do not say who is told. */
const NOBODY_IS_TOLD = /^nobody is told of root sign-ins, nor of break-glass: write rootActivity:/;

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
  [
    "a home region that is off in new accounts",
    accounts(1).replace("eu-west-1", "eu-central-2"),
    [/^eu-central-2: off in every account until somebody switches it on, .*first-run\.md$/],
  ],
  [
    "governed regions that are off in new accounts",
    accounts(1).replace(
      "homeRegion: eu-west-1",
      "homeRegion: eu-west-1\n  regions: [eu-south-1, eu-north-1, il-central-1]",
    ),
    [/^eu-south-1, il-central-1: off in every account until somebody switches them on, /],
  ],
  [
    "governed regions that are on",
    accounts(1).replace("homeRegion: eu-west-1", "homeRegion: eu-west-1\n  regions: [us-west-1]"),
    [],
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
  `${[`${accounts(1)}access:`, ...lines].join("\n  ")}
rootActivity: { notify: { security: [security@acme.example] } }
`;

const LIMITED =
  "people: [{ name: ada, functions: [developer, auditor], types: [sandbox], accounts: [a-0, audit] }]";
const GROUPS = "{ operations: Ops, developer: Builders, auditor: auditor, network: network }";
const IDS = 'ownerId: "815", repositoryId: "4711"';
const WITHOUT_IDS =
  "GitHub's tokens have the ids of owner and repository in their subjects if the repository is made, renamed or transferred now, and are refused then: write access.deploy.github: { ownerId, repositoryId }, from `gh api repos/OWNER/NAME --jq '.owner.id, .id'`";
const SAML = "saml: { metadataFile: acme-saml.xml }";
const PARTNER = (proof: string): string =>
  `partners: [{ name: msp, accountId: "999999999999", functions: [developer], types: [sandbox], ${proof}, until: "2099-12-31" }]`;

const ofAccess: readonly (readonly [string, string, readonly string[]])[] = [
  ["root users and break-glass of which somebody is told", access("keys: { maxAgeDays: 90 }"), []],
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
      `identityCenter: { groups: ${GROUPS} }`,
      LIMITED,
    ),
    ['Identity Center cannot limit ada: keep ada out of the groups "Builders", "auditor" there'],
  ],
  [
    "groups of Identity Center that the file names, two of them like their functions",
    access("identity: identity-center", `identityCenter: { groups: ${GROUPS} }`),
    [],
  ],
  [
    "functions whose groups the file does not name",
    access("identity: identity-center", "identityCenter: { groups: { developer: Builders } }"),
    [
      "Identity Center gives the functions auditor, network to the group of the same name, and whoever can make a group where its people come from can make that one: write access.identityCenter.groups, with groups that administrators alone make and fill",
    ],
  ],
  [
    "one function whose group the file does not name",
    access(
      "identity: identity-center",
      "identityCenter: { groups: { developer: Builders, auditor: auditor } }",
    ),
    [
      "Identity Center gives the function network to the group of the same name, and whoever can make a group where its people come from can make that one: write access.identityCenter.groups, with groups that administrators alone make and fill",
    ],
  ],
  [
    "groups that the landing zone makes",
    access("identity: identity-center", "identityCenter: { people: managed }"),
    [],
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
      `deploy: { github: { repository: acme/lz, ${IDS} }, bootstrap: [user/first-run, role/admin] }`,
    ),
    [
      "user/first-run and role/admin of management can still enter every core account, besides the pipeline: take access.deploy.bootstrap out when the pipeline has deployed",
    ],
  ],
  ["a pipeline alone", access(`deploy: { github: { repository: acme/lz, ${IDS} } }`), []],
  [
    "a pipeline of GitHub without ids",
    access("deploy: { github: { repository: acme/lz, branch: main } }"),
    [WITHOUT_IDS],
  ],
  [
    "a pipeline of GitHub with the repository's id alone",
    access('deploy: { github: { repository: acme/lz, repositoryId: "4711" } }'),
    [WITHOUT_IDS],
  ],
  [
    "a pipeline of gitlab.com",
    access("deploy: { gitlab: { project: acme/lz, branch: main } }"),
    [],
  ],
  [
    "a pipeline of a GitLab of one's own",
    access(
      'deploy: { gitlab: { project: acme/lz, branch: main, url: "https://git.acme.example" } }',
    ),
    [
      "git.acme.example has to be GitLab 18.2.2 or later: before, a pipeline of a fork's merge request has the subject of the project itself (gitlab-org issue 548165), and AWS reads nothing else of its tokens",
    ],
  ],
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
