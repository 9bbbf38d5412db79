import assert from "node:assert/strict";
import { accountsEntered } from "../../model/plan";
import { resourceCounts } from "../../model/resources";
import type { MadeRole } from "../template-roles";
import { deployed, expectedRoles, rolesOf } from "./documents";
import { skipWithoutPulumi } from "./harness";
import {
  accountsIn,
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

const stamped = (by: string, text: string): string =>
  edited(text, ["  identity:", `  stamping: ${by}\n  identity:`]);
const WITH_LAB = edited(EXAMPLE, ["access:\n", "  - { name: lab, type: sandbox }\naccess:\n"]);
const RENAMED = edited(WITH_LAB, [
  "name: web-production,",
  "name: shop, formerNames: [web-production],",
]);
const CHANGED = edited(
  RENAMED,
  ["name: lab, type: sandbox", "name: lab, type: sandbox, lifecycle: leaving"],
  [
    "accounts:\n",
    "accountTypes:\n  storage: { unit: data/storage }\n" +
      "functions:\n  developer: { sessionHours: 2 }\n" +
      "  operations: { permissions: { production: power } }\naccounts:\n",
  ],
);
const WITHOUT_LAB = edited(CHANGED, ["lifecycle: leaving", "lifecycle: closed"]);

/** Leaf accounts that stay, by their first names. */
const LEAVES = ["web-production", "web-staging", "playground", "documents"];

describe("stamping by a provider for each account", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let ids: ReadonlyMap<string, string>;
  let byProvider: Readonly<Record<string, Readonly<Record<string, MadeRole>>>>;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "stamping by providers");
    zone = await landingZone({ stackFile: stamped("provider", WITH_LAB) });
    close = () => zone.close();
  });
  after(() => close?.());

  it("makes the roles of each leaf account itself", async () => {
    const run = succeeded(await zone.up());
    const plan = planOf(stamped("provider", WITH_LAB));
    assert.deepEqual(createdBy(run), resourceCounts(plan));
    // None of roles of functions.
    const sets = living(zone, "cloudformation:StackSet").map(({ inputs }) => inputs.stackSetName);
    const others = plan.stackSets.map(({ name }) => `landing-zone-${name}`);
    assert.deepEqual(sets.sort(), others.sort());
    ids = await idsOf(zone);
    for (const account of accountsEntered(plan)) {
      const made = rolesOf(zone, idOf(ids, account.name));
      assert.deepEqual(made, expectedRoles({ plan, ids, self: account }));
    }
  });

  it("follows a name, an hour, a level and a unit by updates, and replaces nothing", async () => {
    await zone.writeStackFile(stamped("provider", CHANGED));
    const run = succeeded(await zone.up());
    const storage = [
      "deny-access-keys",
      "deny-public",
      "deny-public-identities",
      "deny-regions",
      "only-services-of-storage",
    ].map((name) => `guardrails-landing-zone-${name}`);
    const aims = /^update (baseline-[a-z-]+): stackInstancesGroup\[0\]\.deploymentTargets\./;
    assert.deepEqual(
      changesOf(run).flatMap((change) => aims.exec(change)?.[1] ?? []),
      ["baseline-account-defaults", "baseline-recorder", "baseline-service-roles"],
      "what every account has reaches the new unit",
    );
    assert.deepEqual(
      changesOf(run).filter((change) => !aims.test(change)),
      [
        ...storage.map((name) => `create ${name}-at-data/storage`),
        "create organization-unit-data",
        "create organization-unit-data/storage",
        "create roles-shop-role:operations:PowerUserAccess",
        ...storage.map((name) => `delete ${name}-at-workloads/storage`),
        "delete organization-unit-workloads/storage",
        // What is gone from the program goes by the name that it had.
        "delete roles-web-production-role:operations:job-function/ViewOnlyAccess",
        "update accounts-documents: parentId",
        "update accounts-shop: name",
        "update roles-lab-role:developer: maxSessionDuration",
        "update roles-playground-role:developer: maxSessionDuration",
        "update roles-shop-role:developer: maxSessionDuration",
        "update roles-shop-role:operations:permissions: policy",
        "update roles-web-staging-role:developer: maxSessionDuration",
      ],
    );
    assert.deepEqual(
      run.innerSteps.filter(({ op }) => op !== "same"),
      [],
      "the providers are the same",
    );
    assert.equal(accountsIn(zone)[idOf(ids, "documents")]?.unit, "data/storage");
    byProvider = Object.fromEntries(LEAVES.map((name) => [name, rolesOf(zone, idOf(ids, name))]));
  });

  it("takes the roles away again with stamping: none, and lets an account go", async () => {
    await zone.writeStackFile(stamped("none", WITHOUT_LAB));
    const run = succeeded(await zone.up());
    const updated = run.changes.filter(({ op }) => op === "update").map(({ name }) => name);
    assert.deepEqual(updated, ["log-queries-table-cloudtrail"], "the tables without the account");
    const ops = new Set(run.changes.map(({ op }) => op));
    assert.deepEqual([...ops].sort(), ["delete", "read", "update"]);
    for (const name of [...LEAVES, "lab"]) {
      assert.deepEqual(rolesOf(zone, idOf(ids, name)), {}, name);
    }
    assert.equal(accountsIn(zone)[idOf(ids, "lab")]?.name, "lab");
  });

  it("stamps the same roles by StackSets, in the next run", async () => {
    await zone.writeStackFile(stamped("stackset", WITHOUT_LAB));
    const plan = planOf(stamped("stackset", WITHOUT_LAB));
    assert.deepEqual(
      changesOf(succeeded(await zone.up())),
      plan.types.map(({ name }) => `create stamps-${name}`).sort(),
    );
    for (const name of LEAVES) {
      const account = plan.accounts.find((a) => [a.name, ...a.formerNames].includes(name));
      const stamps = living(zone, "cloudformation:StackSet").find(
        ({ inputs }) => inputs.stackSetName === `landing-zone-roles-${account?.type ?? ""}`,
      );
      assert.ok(stamps, name);
      assert.deepEqual(deployed(stamps.inputs, idOf(ids, name)), byProvider[name], name);
    }
  });
});
