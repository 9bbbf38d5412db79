import assert from "node:assert/strict";
import type { Home } from "../../../report/profiles/home";
import { edited, planOf } from "../../stacks";
import { ACME, homeOf, namesIn, profilesIn } from "./homes";

/** A provider whose access account is 300000000003, as `homeOf` counts. */
const MSP = edited(
  ACME,
  ["name: acme\n", "name: msp\n"],
  [
    "  people:\n",
    "  customers: [{ name: customer, organizationId: o-customer01, partner: helper, functions: [operations] }]\n  people:\n",
  ],
);

const CUSTOMER = `organization:
  name: customer
  homeRegion: us-east-1
  regions: [us-east-1, eu-central-1]
  managementAccountId: "500000000000"
  email: aws+{account}@customer.example
accounts:
  - { name: shop, type: production, id: "500000000001" }
  - { name: test, type: nonproduction, id: "500000000002" }
  - { name: new, type: production }
access:
  partners:
    - { name: helper, accountId: "300000000003", functions: [operations], types: [production], principals: ["user/people/*"], until: "2027-12-31" }
`;

const msp = homeOf(MSP);
const customer = (text = CUSTOMER): Home => ({ plan: planOf(text), ids: new Map() });

describe("a provider's people at its customers", () => {
  it("enter the accounts that were given, by the partner's role, from the own sign-in", () => {
    const { profiles, withoutId, notes } = profilesIn(msp, "ada", { others: [customer()] });
    const theirs = profiles.filter(({ entry }) => entry.organization === "customer");
    assert.equal(theirs.length, 1);
    const [{ entry, ...profile } = theirs[0] ?? assert.fail()] = theirs;
    assert.deepEqual(profile, {
      name: "customer-shop-operations",
      roleArn: "arn:aws:iam::500000000001:role/landing-zone/partner-helper-operations",
      sourceProfile: "msp",
      mfaSerial: "arn:aws:iam::300000000003:mfa/ada",
      sessionName: "ada",
      durationSeconds: 3600,
      region: "us-east-1",
    });
    assert.equal(entry.account.name, "shop");
    assert.deepEqual(withoutId, ["customer/new"]);
    assert.deepEqual(notes, []);
  });

  it("in a region that the customer governs, too, and else in its home region", () => {
    const regionIn = (region: string): string | undefined =>
      profilesIn(msp, "ada", { others: [customer()], region }).profiles.at(-1)?.region;
    assert.equal(regionIn("eu-central-1"), "eu-central-1");
    assert.equal(regionIn("eu-west-1"), "us-east-1");
  });

  it("go nowhere by functions that the contract does not have", () => {
    assert.ok(
      namesIn(msp, "grace", { others: [customer()] }).every((name) => name.startsWith("msp-")),
    );
  });

  it("go nowhere after the contract's end, or with an account of another provider", () => {
    const ended = customer(edited(CUSTOMER, ["2027-12-31", "2026-11-20"]));
    const { profiles, notes } = profilesIn(msp, "ada", { others: [ended] });
    assert.ok(profiles.every(({ entry }) => entry.organization === "msp"));
    assert.match(
      notes.join(),
      /customer: its partner helper can do nothing since the end of 2026-11-20/,
    );
    const other = customer(edited(CUSTOMER, ['"300000000003"', '"999999999999"']));
    assert.ok(namesIn(msp, "ada", { others: [other] }).every((name) => name.startsWith("msp-")));
  });

  describe("as the customer's trust lets them in", () => {
    const TRUSTS = {
      users: 'principals: ["user/people/*"]',
      tagged: 'principals: ["role/landing-zone/hub-*"], mfa: tag',
      word: 'principals: ["role/landing-zone/*", "role/aws-reserved/*"], mfa: { declared: "their portal asks" }',
      portal:
        'principals: ["role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_lz-operations_????????????????"], mfa: { declared: "their portal asks" }',
      others: 'principals: ["user/people/grace"]',
      software: "externalId: 4bd7c9f0",
    };
    const cases: readonly (readonly [
      keyof typeof TRUSTS,
      "iam-users" | "identity-center" | "oidc" | "saml",
      RegExp | null,
    ])[] = [
      ["users", "iam-users", null],
      ["users", "oidc", /asks for an MFA device that AWS sees, which sign-in by oidc does not/],
      ["users", "identity-center", /MFA device/],
      ["tagged", "oidc", null],
      ["tagged", "saml", null],
      ["tagged", "iam-users", /asks for the session tag mfa, which sign-in by iam-users does not/],
      ["tagged", "identity-center", /session tag mfa/],
      ["word", "oidc", null],
      ["word", "identity-center", null],
      ["word", "iam-users", /is for sessions of roles/],
      ["portal", "identity-center", null],
      ["portal", "oidc", /and ada comes as role\/landing-zone\/hub-operations/],
      ["others", "iam-users", /names user\/people\/grace, and ada comes as user\/people\/ada/],
      ["software", "iam-users", /external id, which is for software/],
    ];
    for (const [trust, mode, why] of cases) {
      it(`${trust} by ${mode}: ${why === null ? "in" : "not"}`, () => {
        const text = edited(CUSTOMER, ['principals: ["user/people/*"]', TRUSTS[trust]]);
        const { profiles, notes } = profilesIn(msp, "ada", { others: [customer(text)], mode });
        const theirs = profiles.filter(({ entry }) => entry.organization === "customer");
        assert.equal(theirs.length, why === null ? 1 : 0);
        if (why === null) assert.deepEqual(notes, []);
        else assert.match(notes.join(), why);
      });
    }
  });

  it("a word when the provider itself lets nobody go there", () => {
    const without = homeOf(MSP.replace(/ {2}customers: .*\n/, ""));
    const { notes } = profilesIn(without, "ada", { others: [customer()] });
    assert.match(notes.join(), /access\.customers of msp has no customer with partner: helper/);
  });

  it("names stay apart when a person is in both", () => {
    const both = edited(
      CUSTOMER,
      ["name: customer\n", "name: msp\n"],
      ["name: shop,", "name: web-production,"],
    );
    const names = namesIn(msp, "ada", { others: [customer(both)] });
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes("msp-web-production-partner-helper-operations"));
  });
});
