import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { skipWithoutPulumi } from "./harness";
import {
  accountsIn,
  changesOf,
  createdBy,
  edited,
  type LandingZone,
  landingZone,
  living,
  planOf,
  refused,
  stackFile,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";
import { ACCOUNTS, MANAGEMENT, ORGANIZATION } from "./old-organization";
import { groupIn, instanceIn } from "./switched-on";

const ENTERPRISE = stackFile("enterprise");
/** The shipped file, with core accounts that exist too, and whoever runs it by hand at first. */
const TEXT = edited(
  ENTERPRISE,
  [
    "audit: { name: log-archive }",
    'audit: { name: log-archive, id: "200000000003" }\n' +
      '    access: { id: "200000000004", accessRole: Admin }',
  ],
  ["  deploy:\n", "  deploy:\n    bootstrap: [user/stand-in]\n"],
);

describe("taking over an organization", function () {
  this.timeout(TIMEOUT_MS);
  const plan = planOf(TEXT);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  /** What was there before, as it is now. */
  const existing = (): readonly unknown[] =>
    [ORGANIZATION, ...ACCOUNTS].map(({ id, type }) => {
      const found = living(zone, type.slice("aws:".length)).find((r) => r.id === id);
      return found?.inputs;
    });
  const organization = () => living(zone, "organizations/organization:Organization")[0]?.inputs;

  before(async function () {
    skipWithoutPulumi(this, "taking over an organization");
    zone = await landingZone(
      { stack: "enterprise", stackFile: ENTERPRISE, caller: MANAGEMENT },
      { caller: MANAGEMENT },
    );
    close = () => zone.close();
    const groups = plan.identity.identityCenter?.permissionSets ?? [];
    zone.seed(
      ORGANIZATION,
      ...ACCOUNTS,
      { ...instanceIn("eu-central-1"), account: MANAGEMENT },
      ...groups.map(({ group }, index) => groupIn("eu-central-1", group, index)),
    );
  });
  after(() => close?.());

  it("previews the shipped file: imports of what exists, and nothing of it changed", async () => {
    const run = succeeded(await zone.preview());
    assert.deepEqual(
      changesOf(run).filter((change) => !change.startsWith("create ")),
      [
        "import accounts-training",
        "import accounts-warehouse-production",
        "import accounts-warehouse-staging",
        "import organization-self",
      ],
    );
  });

  it("imports organization and accounts as they are, in the first run", async () => {
    await zone.writeStackFile(TEXT);
    const before = existing();
    const run = succeeded(await zone.up());
    assert.deepEqual(
      changesOf(run).filter((change) => !change.startsWith("create ")),
      [
        "import accounts-access",
        "import accounts-audit",
        "import accounts-training",
        "import accounts-warehouse-production",
        "import accounts-warehouse-staging",
        "import organization-self",
      ],
    );
    assert.deepEqual(existing(), before);
    const expected = { ...resourceCounts(plan) };
    delete expected["aws:organizations/organization:Organization"];
    const accounts = "aws:organizations/account:Account";
    expected[accounts] = (expected[accounts] ?? 0) - 5;
    // Guardrails bind nothing that is not the stack's own yet.
    delete expected["aws:organizations/policy:Policy"];
    delete expected["aws:organizations/policyAttachment:PolicyAttachment"];
    assert.deepEqual(createdBy(run), expected);
  });

  it("names, moves and tags them in the second run, and switches nothing off", async () => {
    const moved = 'closeOnDeletion, name, parentId, tags.bought, tags["landing-zone:type"]';
    const owned = moved.replace("tags[", "tags.owner, tags[");
    const changes = changesOf(succeeded(await zone.up()));
    const guardrails = new Set(plan.guardrails.map(({ name }) => `create guardrails-${name}`));
    assert.deepEqual(
      changes.filter((change) => change.startsWith("create ")),
      [
        ...guardrails,
        ...plan.guardrails.map(({ name, target }) => `create guardrails-${name}-at-${target}`),
      ].sort(),
    );
    const others = changes.filter((change) => !change.startsWith("create "));
    assert.deepEqual(others, [
      `update accounts-access: ${moved}`,
      `update accounts-audit: ${moved}`,
      `update accounts-training: ${owned}`,
      `update accounts-warehouse-production: ${owned}`,
      `update accounts-warehouse-staging: ${owned}`,
      `update organization-self: ${[0, 1, 2, 3, 4].map((i) => `enabledPolicyTypes[${i}]`).join(", ")}`,
    ]);
    const accounts = accountsIn(zone);
    assert.deepEqual(
      ACCOUNTS.map(({ id }) => accounts[id]),
      [
        { name: "warehouse-production", unit: "workloads/production" },
        { name: "warehouse-staging", unit: "workloads/nonproduction" },
        { name: "log-archive", unit: "core/audit" },
        { name: "access", unit: "core/access" },
        { name: "training", unit: "workloads/sandbox" },
        { name: "Nobody's", unit: "" },
        { name: "Spin-off", unit: "" },
      ],
    );
    assert.deepEqual(organization()?.enabledPolicyTypes, [
      "AISERVICES_OPT_OUT_POLICY",
      "DECLARATIVE_POLICY_EC2",
      "RESOURCE_CONTROL_POLICY",
      "SERVICE_CONTROL_POLICY",
      "TAG_POLICY",
    ]);
    assert.deepEqual(
      organization()?.awsServiceAccessPrincipals,
      ORGANIZATION.inputs.awsServiceAccessPrincipals,
    );
  });

  it("changes nothing in the third run", async () => {
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  it("refuses to forget that the organization had policy types of its own", async () => {
    const made = edited(
      ENTERPRISE,
      ["  adopt: true # the organization exists: it is taken over as it is\n", ""],
      ["  id: o-globex0001\n", ""],
    );
    await zone.writeStackFile(made);
    const errors = await refused(zone, () => zone.preview());
    assert.match(errors, /organization was adopted.*Write adopt: true/);
  });
});
