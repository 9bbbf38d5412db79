import assert from "node:assert/strict";
import { accountsByContacts } from "../../../model/management/plan";
import { delegatedAdministrators } from "../../../model/management/delegated";
import { resourceCounts } from "../../../model/resources";
import { managementText } from "../../../report/plan-management";
import { edited, EXAMPLE, planOf } from "../../stacks";

const CONTACT = (name: string): string =>
  `{ name: ${name}, email: ${name}@acme.example, phone: "+1 555 0100" }`;
const planWith = (management: string, text = EXAMPLE) =>
  planOf(`${text}\nmanagement: ${management}\n`);
const typesOf = (text: string): readonly string[] =>
  Object.keys(resourceCounts(planOf(text))).filter((type) =>
    /budgets|costexplorer|Contacts|Anomaly|CostTags|Features/.test(type),
  );

describe("what the management account is planned to do", () => {
  it("by default centralizes root access and nothing else: there is nobody to tell", () => {
    const { management, organization, breakGlass, ownRoles } = planOf(EXAMPLE);
    assert.deepEqual(management, {
      budgets: [],
      anomalies: null,
      costTags: [],
      contacts: { everywhere: {}, own: [] },
      rootAccess: true,
    });
    assert.deepEqual(typesOf(EXAMPLE), ["aws:iam/organizationsFeatures:OrganizationsFeatures"]);
    assert.ok(organization.trustedServices.includes("iam.amazonaws.com"));
    assert.ok(!organization.trustedServices.includes("account.amazonaws.com"));
    assert.match(JSON.stringify(breakGlass.policy), /role\/landing-zone\/root-access/);
    assert.ok(ownRoles.some(({ kind }) => kind === "root-access"));
  });

  it("without root access there is no role, no way to it, and no trusted service", () => {
    const plan = planWith("{ rootAccess: false }");
    assert.ok(!plan.organization.trustedServices.includes("iam.amazonaws.com"));
    assert.doesNotMatch(JSON.stringify([plan.breakGlass, plan.ownRoles]), /root-access/);
    const { "aws:iam/organizationsFeatures:OrganizationsFeatures": features } =
      resourceCounts(plan);
    assert.equal(features, undefined);
  });

  it("other partitions centralize root access only where a stack says so", () => {
    const text = edited(EXAMPLE, [
      "homeRegion: eu-west-1",
      "homeRegion: us-gov-west-1\n  partition: aws-us-gov",
    ]);
    assert.equal(planOf(text).management.rootAccess, false);
    assert.equal(planWith("{ rootAccess: true }", text).management.rootAccess, true);
  });

  it("tells of unusual costs whom it tells of the budget, unless that is switched off", () => {
    const budget = "budget: { monthly: 5, notify: [f@acme.example] }";
    assert.deepEqual(planWith(`{ ${budget} }`).management.anomalies, {
      minimum: 100,
      notify: ["f@acme.example"],
    });
    assert.deepEqual(
      planWith(`{ ${budget}, anomalies: { minimum: 7, notify: [a@acme.example] } }`).management
        .anomalies,
      { minimum: 7, notify: ["a@acme.example"] },
    );
    assert.equal(planWith(`{ ${budget}, anomalies: false }`).management.anomalies, null);
  });

  it("an account's budget tells whom the organization's tells, where it names nobody", () => {
    const text = edited(EXAMPLE, [
      "- { name: playground, type: sandbox }",
      `- { name: playground, type: sandbox, budget: { monthly: 5 } }
  - { name: gone, type: sandbox, id: "999999999998", lifecycle: left, budget: { monthly: 5 } }`,
    ]);
    const { budgets } = planWith(
      "{ budget: { monthly: 50, notify: [f@acme.example] } }",
      text,
    ).management;
    assert.deepEqual(budgets, [
      { account: null, monthly: 50, currency: "USD", notify: ["f@acme.example"] },
      { account: "playground", monthly: 5, currency: "USD", notify: ["f@acme.example"] },
    ]);
  });

  it("an account's contacts replace the organization's kind by kind", () => {
    const { contacts } = planWith(
      `{ contacts: { security: ${CONTACT("sec")}, billing: ${CONTACT("bill")} } }`,
      edited(EXAMPLE, [
        "- { name: playground, type: sandbox }",
        `- { name: playground, type: sandbox, contacts: { security: ${CONTACT("play")} } }`,
      ]),
    ).management;
    const sets = accountsByContacts(contacts, ["management", "playground", "documents"]);
    assert.deepEqual(
      sets.map(({ accounts, contacts: of }) => [accounts, of.security?.name, of.billing?.name]),
      [
        [["management", "documents"], "sec", "bill"],
        [["playground"], "play", "bill"],
      ],
    );
    assert.equal(sets[0]?.contacts.billing?.title, "Billing contact");
  });

  it("accounts without any contact are left out", () => {
    const { contacts } = planWith(
      "{}",
      edited(EXAMPLE, [
        "- { name: playground, type: sandbox }",
        `- { name: playground, type: sandbox, contacts: { security: ${CONTACT("play")} } }`,
      ]),
    ).management;
    assert.deepEqual(
      accountsByContacts(contacts, ["management", "playground"]).map(({ accounts }) => accounts),
      [["playground"]],
    );
  });

  it("of many accounts the contacts are grouped in one pass", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `a${index}`);
    const contact = { name: "n", title: "t", email: "e", phone: "p" };
    const sets = accountsByContacts(
      { everywhere: { security: contact }, own: [{ account: "a7", contacts: {} }] },
      names,
    );
    assert.equal(sets.length, 1);
    assert.equal(sets[0]?.accounts.length, 10_000);
  });

  it("says who administers what, and shows no telephone number", () => {
    const plan = planWith(
      `{ budget: { monthly: 5000, notify: [f@acme.example] }, costTags: [owner], contacts: { security: ${CONTACT("sec")} } }`,
    );
    const text = managementText(plan);
    for (const part of [
      /leaves iam to access/,
      /budget of the organization: 5,000 USD a month, told to f@acme\.example/,
      /unusual costs from 100 USD are told to f@acme\.example/,
      /costs are shown by the tags owner/,
      /contacts: security sec \(sec@acme\.example\)/,
      /root access is centralized/,
    ]) {
      assert.match(text, part);
    }
    assert.doesNotMatch(text, /555/);
    assert.ok(
      delegatedAdministrators(plan).some(({ services }) => services.includes("iam.amazonaws.com")),
    );
  });
});
