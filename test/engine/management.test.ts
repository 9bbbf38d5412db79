import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { skipWithoutPulumi } from "./harness";
import {
  changesOf,
  createdBy,
  edited,
  EXAMPLE,
  idOf,
  idsOf,
  type LandingZone,
  landingZone,
  living,
  planOf,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

const SECURITY = `security: { name: Security, email: security@acme.example, phone: "+1 555 0100" }`;
const MANAGEMENT = `
management:
  budget: { monthly: 5000, notify: [finance@acme.example] }
  costTags: [owner, landing-zone:type]
  contacts:
    ${SECURITY}
    billing: { name: Finance, title: Controller, email: finance@acme.example, phone: "+1 555 0101" }
`;
const FULL = edited(EXAMPLE, [
  "- { name: playground, type: sandbox }",
  "- { name: playground, type: sandbox, budget: { monthly: 50.5 } }",
]);
const DEFAULT_MONITOR = "arn:aws:ce::111111111111:anomalymonitor/of-aws";

describe("money, contacts and root users", function () {
  this.timeout(TIMEOUT_MS);
  const plan = planOf(FULL + MANAGEMENT);
  let zone: LandingZone;
  let ids: ReadonlyMap<string, string>;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "money, contacts and root users");
    zone = await landingZone({ stackFile: FULL + MANAGEMENT });
    close = () => zone.close();
  });
  after(() => close?.());

  const callsOf = (action: string): readonly Readonly<Record<string, unknown>>[] =>
    zone.endpoint.calls
      .filter((call) => call.action === action)
      .map(({ parameters }) => JSON.parse(parameters.body ?? "{}") as Record<string, unknown>);
  const contactCalls = (): readonly string[] =>
    callsOf("putAlternateContact")
      .map(({ AccountId, AlternateContactType }) => [AccountId ?? "self", AlternateContactType])
      .map((one) => one.join(" "))
      .sort();

  it("says how to switch Cost Explorer on, where nobody has, and makes all else", async () => {
    zone.endpoint.json.costExplorer = false;
    const { code, errors } = await zone.up();
    assert.notEqual(code, 0);
    assert.match(errors, /Cost Explorer is not switched on.*open it once.*anomalies: false/s);
  });

  it("comes up, by AWS's own monitor of anomalies", async () => {
    zone.endpoint.json.costExplorer = true;
    zone.endpoint.json.monitors.push(DEFAULT_MONITOR);
    zone.endpoint.json.knownTags.add("owner");
    succeeded(await zone.up());
    ids = await idsOf(zone);
    assert.deepEqual(callsOf("CreateAnomalyMonitor"), []);
    const [subscription] = living(zone, "costexplorer/anomalySubscription:AnomalySubscription");
    assert.deepEqual(subscription?.inputs.monitorArnLists, [DEFAULT_MONITOR]);
    assert.deepEqual(subscription.inputs.subscribers, [
      { address: "finance@acme.example", type: "EMAIL" },
    ]);
    const state = await zone.exportState();
    const types = (state.deployment.resources ?? [])
      .map(({ type }) => type)
      .filter((type) => type in resourceCounts(plan));
    assert.deepEqual([...new Set(types)].sort(), Object.keys(resourceCounts(plan)).sort());
  });

  it("gives every account its contacts, once, and the management account without its id", () => {
    const everybody = [...ids].map(([name, id]) => (name === "management" ? "self" : id));
    const expected = everybody.flatMap((id) => [`${id} BILLING`, `${id} SECURITY`]).sort();
    assert.deepEqual(contactCalls(), expected);
    assert.deepEqual(zone.endpoint.json.contacts.get("self/SECURITY"), {
      AlternateContactType: "SECURITY",
      EmailAddress: "security@acme.example",
      Name: "Security",
      PhoneNumber: "+1 555 0100",
      Title: "Security contact",
    });
  });

  it("watches the budget of the account that has one, by its id", () => {
    const budgets = living(zone, "budgets/budget:Budget").map(({ inputs }) => inputs);
    assert.deepEqual(
      budgets.map(({ name, limitAmount, costFilters }) => [name, limitAmount, costFilters]),
      [
        ["landing-zone", "5000", undefined],
        [
          "landing-zone-of-playground",
          "50.5",
          [{ name: "LinkedAccount", values: [idOf(ids, "playground")] }],
        ],
      ],
    );
  });

  it("centralizes root access before it makes accounts, and delegates it to access", () => {
    const created = zone.log().filter(({ event, preview }) => event === "create" && !preview);
    const at = (type: string): number => created.findIndex((one) => one.type === type);
    const features = at("aws:iam/organizationsFeatures:OrganizationsFeatures");
    assert.ok(features >= 0 && features < at("aws:organizations/account:Account"));
    const administrators = living(
      zone,
      "organizations/delegatedAdministrator:DelegatedAdministrator",
    ).filter(({ inputs }) => inputs.servicePrincipal === "iam.amazonaws.com");
    assert.deepEqual(
      administrators.map(({ inputs }) => inputs.accountId),
      [idOf(ids, "access")],
    );
  });

  it("puts what changed of contacts, asks for other tags, and touches nothing else", async () => {
    // Cost Explorer was off in the first run, and a run of the same day does not ask again.
    assert.deepEqual([...zone.endpoint.json.activeTags], []);
    zone.endpoint.json.knownTags.add("landing-zone:type");
    const before = zone.endpoint.calls.length;
    const own = `contacts: { ${SECURITY.replace("0100", "0199")} }`;
    const changed = edited(
      FULL + MANAGEMENT,
      ["- { name: documents, type: storage }", `- { name: documents, type: storage, ${own} }`],
      ["costTags: [owner, landing-zone:type]", "costTags: [owner, landing-zone:type, team]"],
    );
    await zone.writeStackFile(changed);
    assert.deepEqual(
      changesOf(succeeded(await zone.up())).map((one) => one.split(":")[0]),
      ["update alternate-contacts", "update cost-tags"],
    );
    const calls = zone.endpoint.calls.slice(before).flatMap(({ action, parameters }) => {
      const body = JSON.parse(parameters.body ?? "null") as Record<string, unknown> | null;
      return body ? [[action, body.AccountId, body.AlternateContactType, body.PhoneNumber]] : [];
    });
    assert.deepEqual(
      calls.toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
      [
        ["putAlternateContact", idOf(ids, "documents"), "SECURITY", "+1 555 0199"],
        // Those that waited, and the new one, which waits.
        ["UpdateCostAllocationTagsStatus", undefined, undefined, undefined],
        ["UpdateCostAllocationTagsStatus", undefined, undefined, undefined],
        ["UpdateCostAllocationTagsStatus", undefined, undefined, undefined],
      ],
    );
    assert.deepEqual([...zone.endpoint.json.activeTags], ["owner", "landing-zone:type"]);
  });

  it("changes nothing in another run", async () => {
    const before = zone.endpoint.calls.length;
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
    const asked = zone.endpoint.calls.slice(before).map(({ action }) => action);
    assert.deepEqual(
      asked.filter((action) => !["AssumeRole", "GetCallerIdentity"].includes(action)),
      [],
    );
  });

  it("takes out what the file has no more, calls for no contact, and touches nothing else", async () => {
    const before = zone.endpoint.calls.length;
    await zone.writeStackFile(`${EXAMPLE}\nmanagement: { rootAccess: false }\n`);
    const run = succeeded(await zone.up());
    const changes = changesOf(run);
    assert.deepEqual(
      changes.filter((one) => one.startsWith("create") || one.startsWith("replace")),
      [],
    );
    assert.deepEqual(changes.filter((one) => one.startsWith("delete")).sort(), [
      "delete alternate-contacts",
      "delete budgets-of-playground",
      "delete budgets-organization",
      "delete cost-anomalies-monitor",
      "delete cost-anomalies-subscription",
      "delete cost-tags",
      "delete organization-root-access",
      "delete organization-service-account.amazonaws.com",
      "delete organization-service-iam.amazonaws.com",
      "delete own-roles-access-role:root-access",
      "delete own-roles-access-role:root-access:permissions",
      "delete root-access-administrator",
    ]);
    assert.deepEqual(living(zone, "budgets/budget:Budget"), []);
    const asked = zone.endpoint.calls.slice(before).map(({ action }) => action);
    assert.ok(!asked.includes("putAlternateContact"));
    // Root mailboxes open no account again, whatever a file says.
    assert.equal(living(zone, "iam/organizationsFeatures:OrganizationsFeatures").length, 1);
    // Trusted access is retained: another service may lean on it.
    assert.ok(
      living(zone, "organizations/awsServiceAccess:AwsServiceAccess").some(
        ({ id }) => id === "iam.amazonaws.com",
      ),
    );
  });

  it("comes up again", async () => {
    await zone.writeStackFile(FULL + MANAGEMENT);
    const made = createdBy(succeeded(await zone.up()));
    assert.equal(made["aws:budgets/budget:Budget"], 2);
    assert.equal(made["pulumi-nodejs:dynamic/landingzone:AlternateContacts"], 1);
  });
});
