import assert from "node:assert/strict";
import { planRecord } from "../../model/plan-record";
import { identityText } from "../../report/plan-identity";
import { WIDTH } from "../../report/wrap";
import { EXAMPLE, ORGANIZATION, planOf } from "../stacks";

const ACCOUNTS = `accounts:
  - { name: web-production, type: production }
  - { name: web-staging, type: nonproduction, id: "222222222222" }
  - { name: documents, type: storage }
`;

const EVERYTHING = `${ORGANIZATION}${ACCOUNTS}access:
  identity: [iam-users, identity-center, saml, oidc]
  saml: { metadataFile: acme-saml.xml }
  oidc: { url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"] }
  identityCenter: { groups: { auditor: Auditors }, secondRegion: eu-central-1 }
  breakGlass: { notify: [security@acme.example] }
  deploy:
    github: { repository: acme/landing-zone, environment: production, ownerId: "815", repositoryId: "4711" }
    gitlab: { project: acme/landing-zone, branch: main }
    bootstrap: [user/first-run]
  partners:
    - name: msp
      accountId: "999999999999"
      functions: [operations]
      accounts: [web-production]
      principals: ["user/people/*"]
      until: "2027-12-31"
    - { name: robot, accountId: "999999999998", functions: [auditor], types: [sandbox], externalId: 0a4b, until: "2027-06-30" }
  customers:
    - { name: globex, organizationId: o-globex0002, partner: acme, functions: [operations] }
  people:
    - { name: ada, functions: [operations, auditor] }
    - { name: ivan, functions: [operations], types: [storage], accounts: [web-staging, web-production], until: "2099-12-31" }
`;

/** The line of the text about something, with those that continue it. */
function lineOf(text: string, about: string): string {
  const lines = text.replaceAll(/\n {4}/g, " ").split("\n");
  return lines.find((line) => line.includes(about)) ?? "";
}

describe("who comes in, as text", () => {
  const text = identityText(planOf(EVERYTHING)).join("\n\n");

  it("is short for the example", () => {
    assert.equal(
      identityText(planOf(EXAMPLE)).join("\n\n"),
      `People sign in to the access account, and enter roles from there:
  by iam-users, as users of the access account
    MFA: AWS sees the MFA device itself, and roles open for as long after it as the function says
    sessions: operations and network 4 hours; developer and auditor 8 hours

People, as IAM users of the access account:
  ada: operations, developer
  grace: auditor

Besides people of functions:
  break-glass: break-glass-1 and break-glass-2 administer management, with MFA of this quarter of
    an hour
  pipelines: none, so that administrators deploy by hand`,
    );
  });

  it("says of each way where people arrive and what proves MFA", () => {
    for (const part of [
      "by iam-users, as users of the access account",
      "by identity-center, in eu-west-1 and eu-central-1, by the permission sets lz-operations (group operations)",
      "lz-auditor (group Auditors)",
      "people and groups come from elsewhere",
      "by saml, of acme-saml.xml, by the roles hub-operations, hub-developer,",
      "at https://signin.aws.amazon.com/saml and https://eu-west-1.signin.aws.amazon.com/saml",
      "by oidc, of https://login.acme.example, by the roles hub-operations,",
      "for the audience aws and subjects *@acme.example",
    ]) {
      assert.ok(text.replaceAll(/\s+/g, " ").includes(part), part);
    }
    assert.equal(text.match(/^ {4}MFA: /gm)?.length, 4);
    assert.equal(text.match(/sessions: 1 hour: AWS ends a session then/g)?.length, 3);
  });

  it("says which session tags a provider sends, and what it sends of people with limits", () => {
    const whole = text.replaceAll(/\s+/g, " ");
    assert.equal(whole.match(/person: the person's name below/g)?.length, 2);
    assert.equal(whole.match(/mfa: true, for sign-ins with MFA alone/g)?.length, 2);
    assert.equal(
      whole.match(/but for ivan, operations: \/storage\/222222222222\/<id of web-production>\//g)
        ?.length,
      2,
    );
    assert.ok(whole.includes("https://aws.amazon.com/SAML/Attributes/PrincipalTag:<tag>"));
    assert.ok(whole.includes("principal_tags of the claim https://aws.amazon.com/tags"));
  });

  it("says where and until when people have their functions", () => {
    assert.ok(
      text.includes(
        "  ivan: operations, in storage accounts, web-staging and web-production alone, until 2099-12-31",
      ),
    );
  });

  const others: readonly (readonly [string, string])[] = [
    ["break-glass:", "with MFA of this quarter of an hour"],
    [
      "pipelines of token.actions",
      "token.actions.githubusercontent.com, repository_id 4711: repo:acme/landing-zone:environment:production or repo:acme@815/landing-zone@4711:environment:production, ref refs/heads/main deploys; repo:acme/landing-zone:pull_request and repo:acme@815/landing-zone@4711:pull_request previews",
    ],
    [
      "pipelines of gitlab.com",
      "gitlab.com: project_path:acme/landing-zone:ref_type:branch:ref:main, ref_protected true, pipeline_source push or web or schedule deploys; project_path:acme/landing-zone:ref_type:branch:ref:* previews",
    ],
    ["first run's way in", "still open: user/first-run of management"],
    [
      "partner msp",
      "user/people/* of 999999999999, by partner-msp-operations in web-production, until 2027-12-31. AWS sees the MFA device of the users of msp",
    ],
    [
      "partner robot",
      "all of 999999999998, by no role in no account yet, until 2027-06-30. robot is software: its requests say an external id",
    ],
    ["customer globex", "o-globex0002: operations enter as its partner acme"],
  ];
  for (const [about, said] of others) {
    it(`says of ${about}`, () => {
      const line = lineOf(text, about);
      assert.ok(line.includes(said), line);
    });
  }

  it("keeps to its width, but for words that are longer", () => {
    const long = text.split("\n").filter((line) => line.length > WIDTH);
    assert.deepEqual(long, []);
  });

  it("says that there are no people yet", () => {
    assert.ok(identityText(planOf(ORGANIZATION)).includes("People: none yet"));
  });
});

describe("who comes in, as JSON", () => {
  it("has arrivals, session lengths and session tags for each way", () => {
    const [users, center, saml, oidc] = planRecord(planOf(EVERYTHING)).signIns;
    assert.ok(users && center && saml && oidc);
    assert.deepEqual(
      [users, center, saml, oidc].map(({ mode, arrivals, sessionHours }) => [
        mode,
        arrivals.operations,
        sessionHours.operations,
      ]),
      [
        ["iam-users", "user/people/*", 4],
        ["identity-center", "lz-operations", 1],
        ["saml", "role/landing-zone/hub-operations", 1],
        ["oidc", "role/landing-zone/hub-operations", 1],
      ],
    );
    assert.equal(users.sessionTags, null);
    assert.equal(center.sessionTags, null);
    assert.deepEqual(saml.sessionTags, oidc.sessionTags);
    assert.deepEqual(saml.sessionTags, {
      keys: ["person", "mfa", "operations", "developer", "auditor", "network"],
      people: {
        ada: { person: "ada", mfa: "true", operations: "true", auditor: "true" },
        ivan: {
          person: "ivan",
          mfa: "true",
          operations: "/storage/222222222222/<id of web-production>/",
        },
      },
    });
  });
});
