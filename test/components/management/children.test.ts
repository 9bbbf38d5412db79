import assert from "node:assert/strict";
import { Budgets } from "../../../components/management/budgets";
import { CostAnomalies } from "../../../components/management/cost-anomalies";
import { RootAccess } from "../../../components/management/root-access";
import { managementProviders } from "../../../components/providers";
import { lines } from "../lines";
import { planOf } from "../plans";
import { named, registrationsOf } from "../registrations";
import { registrationsOfText } from "../whole-program";
import { EXAMPLE } from "../../stacks";

const { organization } = planOf("example");
const byManagement = () => {
  const management = managementProviders(organization);
  return { providers: [management.aws, management.native] };
};
const FINANCE = ["finance@acme.example"];

describe("components of the management account", function () {
  // Whole programs, twice.
  this.timeout(60_000);

  it("Budgets: one for the organization, one for an account by its id, each told at 80 and 100 %", async () => {
    const registrations = await registrationsOf(() => {
      const budgets = [
        { account: null, monthly: 5000, currency: "USD", notify: FINANCE },
        { account: "web", monthly: 50.5, currency: "USD", notify: FINANCE },
      ] as const;
      new Budgets("budgets", { budgets, accountIds: { web: "222222222222" } }, byManagement());
    });
    assert.deepEqual(lines(registrations), [
      "Budget budgets-of-web in budgets by management",
      "Budget budgets-organization in budgets by management",
      "Budgets budgets in - by -",
    ]);
    const { inputs } = named(registrations, "budgets-of-web");
    assert.deepEqual(inputs, {
      name: "landing-zone-of-web",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "50.5",
      limitUnit: "USD",
      costFilters: [{ name: "LinkedAccount", values: ["222222222222"] }],
      notifications: [
        ["ACTUAL", 80],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ].map(([notificationType, threshold]) => ({
        notificationType,
        threshold,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: FINANCE,
      })),
    });
    const whole = named(registrations, "budgets-organization").inputs;
    assert.equal(whole.name, "landing-zone");
    assert.ok(!("costFilters" in whole));
  });

  it("Budgets: a budget of an account that there is not is our mistake", async () => {
    const budgets = [{ account: "gone", monthly: 1, currency: "USD", notify: FINANCE }] as const;
    await assert.rejects(
      registrationsOf(() => new Budgets("budgets", { budgets, accountIds: {} }, byManagement())),
      /a budget of gone, and no such account/,
    );
  });

  it("CostAnomalies: a monitor that is found or made, and e-mails once a day", async () => {
    const registrations = await registrationsOf(() => {
      const args = { region: "eu-west-1", minimum: 250, notify: FINANCE };
      new CostAnomalies("cost-anomalies", args, byManagement());
    });
    assert.deepEqual(lines(registrations), [
      "AnomalyMonitor cost-anomalies-monitor in cost-anomalies by -",
      "AnomalySubscription cost-anomalies-subscription in cost-anomalies by management",
      "CostAnomalies cost-anomalies in - by -",
    ]);
    const { inputs } = named(registrations, "cost-anomalies-subscription");
    assert.deepEqual(inputs, {
      name: "landing-zone",
      frequency: "DAILY",
      monitorArnLists: ["arn:of:cost-anomalies-monitor"],
      subscribers: [{ type: "EMAIL", address: "finance@acme.example" }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: ["250"],
        },
      },
    });
  });

  it("RootAccess: the access account takes root sessions", async () => {
    const registrations = await registrationsOf(() => {
      new RootAccess("root-access", { administratorId: "444444444444" }, byManagement());
    });
    assert.deepEqual(lines(registrations), [
      "DelegatedAdministrator root-access-administrator in root-access by management",
      "RootAccess root-access in - by -",
    ]);
    assert.deepEqual(named(registrations, "root-access-administrator").inputs, {
      accountId: "444444444444",
      servicePrincipal: "iam.amazonaws.com",
    });
  });

  it("an account that is added has two resources at most: itself, and its budget", async () => {
    const text = (accounts: number): string => {
      const added = Array.from(
        { length: accounts },
        (_, index) =>
          `  - { name: shop-${index}, type: production, budget: { monthly: 5 }, contacts: { security: { name: S, email: s@acme.example, phone: "5550100" } } }\n`,
      );
      const management = "\nmanagement: { budget: { monthly: 5, notify: [f@acme.example] } }\n";
      return EXAMPLE.replace("accounts:\n", `accounts:\n${added.join("")}`) + management;
    };
    const countIn = async (accounts: number): Promise<number> =>
      (await registrationsOfText(text(accounts))).filter(({ custom }) => custom).length;
    assert.equal((await countIn(5)) - (await countIn(1)), 4 * 2);
  });
});
