import assert from "node:assert/strict";
import { CALLER } from "./harness";
import {
  accountsIn,
  changesOf,
  edited,
  EXAMPLE,
  idOf,
  idsOf,
  type LandingZone,
  planOf,
  refused,
  succeeded,
} from "./landing-zone";

const LAB = "{ name: lab, type: sandbox, email: aws+lab@acme.example }";
const ADDED = edited(
  EXAMPLE,
  ["access:\n", `  - ${LAB}\naccess:\n`],
  ["functions: [auditor] }", "functions: [auditor] }\n    - { name: alan, functions: [network] }"],
);
const lab = (lifecycle: string): readonly [string, string] => [
  LAB,
  LAB.replace(" }", `, lifecycle: ${lifecycle} }`),
];
const RENAMED = edited(
  ADDED,
  ["homeRegion", "coreAccounts: { audit: { name: log-archive } }\n  homeRegion"],
  ["name: web-production,", "name: shop, formerNames: [web-production],"],
);

const TABLE_OF_ACCOUNTS =
  'update log-queries-table-cloudtrail: parameters["projection.account.values"]';

/** Tests of what happens to accounts, on the example's stack as its first run has left it. */
export function testLifeOfAccounts(finished: () => LandingZone): void {
  let zone: LandingZone;
  let ids: ReadonlyMap<string, string>;

  it("keeps the outputs when an account cannot be made", async () => {
    zone = finished();
    ids = await idsOf(zone);
    zone.seed({
      account: CALLER,
      type: "aws:organizations/account:Account",
      id: "800000000001",
      inputs: { name: "old lab", email: "aws+lab@elsewhere.example" },
      deleted: true,
    });
    await zone.writeStackFile(edited(ADDED, ["aws+lab@acme", "aws+lab@elsewhere"]));
    const run = await zone.up();
    assert.notEqual(run.code, 0);
    assert.match(run.errors, /EMAIL_ALREADY_EXISTS: the address aws\+lab@elsewhere\.example/);
    assert.deepEqual(await idsOf(zone), ids);
  });

  it("adds one resource for an account, and two for a person", async () => {
    await zone.writeStackFile(ADDED);
    const run = succeeded(await zone.up());
    const people = ["create people-alan", "create people-alan-groups"];
    // The run that failed may have made the person, and never anything else.
    assert.deepEqual(
      changesOf(run).filter((change) => !people.includes(change)),
      [
        "create accounts-lab",
        // The auditor's tables know the new account.
        TABLE_OF_ACCOUNTS,
      ],
    );
    assert.ok(run.steps.filter(({ name }) => name.startsWith("people-alan")).length === 2);
    ids = await idsOf(zone);
    assert.ok(ids.has("lab"));
  });

  it("refuses to forget, exchange, release or retype an account, with every reason", async () => {
    await zone.writeStackFile(
      edited(
        ADDED,
        ["name: acme", "name: acme-corporation"],
        ["homeRegion: eu-west-1", "homeRegion: eu-central-1"],
        ["  - { name: web-production, type: production }\n", ""],
        ["name: web-staging, type: nonproduction", "name: web-staging, type: production"],
        ["type: storage", 'type: storage, id: "999999999999"'],
        lab("left"),
      ),
    );
    const errors = await refused(zone, () => zone.up());
    const id = (name: string): string => idOf(ids, name);
    for (const message of [
      /^Refused, and nothing was changed:\n/,
      /name changes from acme to acme-corporation.*Write name: acme;/,
      /home region changes from eu-west-1 to eu-central-1.*Write homeRegion: eu-west-1\./,
      new RegExp(
        `web-production \\(${id("web-production")}\\) is no longer in the file.*` +
          "Renamed: write formerNames: \\[web-production\\].*let it go: .*lifecycle: leaving",
      ),
      new RegExp(
        `web-staging \\(${id("web-staging")}\\) changes from type nonproduction to production.*` +
          "Write lifecycle: moving with type: nonproduction",
      ),
      new RegExp(
        `documents has the id ${id("documents")}, but the file says 999999999999.*` +
          `write id: "${id("documents")}"`,
      ),
      new RegExp(`lab \\(${id("lab")}\\) is active and cannot become left at once`),
    ]) {
      assert.match(errors, message);
    }
  });

  it("refuses to stamp the same roles twice, and to close an account without notice", async () => {
    const twice: readonly [string, string] = ["  identity:", "  stamping: provider\n  identity:"];
    await zone.writeStackFile(edited(ADDED, twice, lab("closed")));
    const errors = await refused(zone, () => zone.preview());
    assert.match(errors, /stamping changes from stackset to provider.*Write stamping: none/);
    assert.match(errors, /lab \(\d+\) is active and cannot become closed at once/);
  });

  it("renames in place, releases what is leaving, and takes out what changes its type", async () => {
    const moving = ["type: nonproduction", "type: nonproduction, lifecycle: moving"] as const;
    await zone.writeStackFile(edited(RENAMED, lab("leaving"), moving));
    assert.deepEqual(changesOf(succeeded(await zone.up())), [
      "update accounts-audit: name",
      "update accounts-shop: name",
      "update accounts-web-staging: parentId",
    ]);
    const accounts = accountsIn(zone);
    assert.deepEqual(accounts[idOf(ids, "web-staging")], { name: "web-staging", unit: "staging" });
    assert.deepEqual(accounts[idOf(ids, "web-production")], {
      name: "shop",
      unit: "workloads/production",
    });
    const { deployment } = await zone.exportState();
    const inState = (deployment.resources ?? []).filter(({ type }) => type === ACCOUNT);
    assert.deepEqual(
      inState.filter((r) => r.protect !== true).map(({ urn }) => urn.split("::").at(-1)),
      ["accounts-lab"],
    );
    assert.ok(inState.every(({ retainOnDelete }) => retainOnDelete === true));
  });

  it("lets an account go without touching it, and ends a type that has no account left", async () => {
    await zone.clearLog();
    await zone.writeStackFile(
      edited(RENAMED, lab("left"), ["type: nonproduction", "type: production"]),
    );
    const guardrails = planOf(RENAMED).guardrails.filter(
      ({ target }) => target === "workloads/nonproduction",
    );
    assert.deepEqual(changesOf(succeeded(await zone.up())), [
      "delete accounts-lab",
      ...guardrails.map(({ name, target }) => `delete guardrails-${name}-at-${target}`).sort(),
      "delete organization-unit-workloads/nonproduction",
      "delete stamps-nonproduction",
      'update accounts-web-staging: parentId, tags["landing-zone:type"]',
      // Its entry has no id; with one, the auditor's tables would go on knowing the account.
      TABLE_OF_ACCOUNTS,
    ]);
    const id = idOf(ids, "lab");
    assert.deepEqual(accountsIn(zone)[id], { name: "lab", unit: "workloads/sandbox" });
    const { deployment } = await zone.exportState();
    assert.ok(!deployment.resources?.some(({ urn }) => urn.endsWith("::accounts-lab")));
    assert.equal((await idsOf(zone)).get("lab"), id, "the entry keeps the id");
    const deleted = zone.log().filter(({ event }) => event === "delete");
    assert.ok(!deleted.some(({ type }) => type === ACCOUNT));
  });

  it("attaches what an account may not do before it moves: into quarantine, and out of it", async () => {
    const here = edited(RENAMED, lab("left"), ["type: nonproduction", "type: production"]);
    const quarantined = edited(here, [
      "name: web-staging, type: production",
      "name: web-staging, type: production, lifecycle: quarantined",
    ]);
    const moves = async (file: string): Promise<void> => {
      await zone.clearLog();
      await zone.writeStackFile(file);
      assert.deepEqual(changesOf(succeeded(await zone.up())), [
        "update accounts-web-staging: parentId",
      ]);
    };
    await moves(quarantined);
    const id = idOf(ids, "web-staging");
    assert.equal(accountsIn(zone)[id]?.unit, "quarantine");
    // Policies change while the account is there: attached first, and the account moves after it.
    const custom = `guardrails: { custom: [{ name: no-glacier, types: [production], statements: [{ Action: "glacier:*", Resource: "*" }] }] }\n`;
    await zone.clearLog();
    await zone.writeStackFile(`${here}${custom}`);
    assert.deepEqual(changesOf(succeeded(await zone.up())), [
      "create guardrails-landing-zone-no-glacier",
      "create guardrails-landing-zone-no-glacier-at-workloads/production",
      "update accounts-web-staging: parentId",
    ]);
    const order = zone
      .log()
      .filter(({ event, preview }) => (event === "create" || event === "update") && !preview)
      .map(({ type = "" }) => type.slice(type.lastIndexOf(":") + 1));
    assert.deepEqual(order, ["Policy", "PolicyAttachment", "Account"]);
    await zone.clearLog();
    await zone.writeStackFile(here);
    assert.deepEqual(changesOf(succeeded(await zone.up())), [
      "delete guardrails-landing-zone-no-glacier",
      "delete guardrails-landing-zone-no-glacier-at-workloads/production",
    ]);
  });

  it("changes nothing after that, and finds nothing in AWS changed", async () => {
    assert.deepEqual(changesOf(succeeded(await zone.up({ args: ["--refresh"] }))), []);
  });
}

const ACCOUNT = "aws:organizations/account:Account";
