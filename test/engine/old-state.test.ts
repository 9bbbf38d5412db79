import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { skipWithoutPulumi } from "./harness";
import { EXAMPLE, type LandingZone, landingZone, succeeded, TIMEOUT_MS } from "./landing-zone";
import { OLD_URNS, oldCloud, oldState } from "./old-state";
import { change } from "./stand-in/store";

/**
 * Properties in which documents are; the old state has none. The trail says since which events it
 * records, and that of the log buckets it records none.
 */
const DOCUMENTS =
  /^(assumeRolePolicy|parameters|policy|templateBody|advancedEventSelectors|__provider)\b/;

/** Components that the earlier program had not. */
const NEW: readonly string[] = [
  "access-analyzer",
  "access-analyzer-own",
  "baseline",
  "break-glass",
  "closed",
  "config",
  "config-rules",
  "delegations",
  "guard-duty",
  "guard-duty-delegation",
  "guard-duty-members",
  "guard-duty-own",
  "identity-providers-access",
  "identity-providers-management",
  "log-queries",
  "own-roles-access",
  "own-roles-management",
  "recorder",
  "root-access",
  "root-activity",
  "root-activity-management",
  "security-hub",
  "security-hub-delegation",
  "security-hub-members",
  "security-hub-own",
];

describe("a stack that an earlier program has left", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "a run over an earlier program's state");
    zone = await landingZone({ stackFile: EXAMPLE });
    close = () => zone.close();
    zone.seed(...oldCloud());
    change((cloud) => {
      // Numbers of new resources begin behind those that are there.
      cloud.counter = 1000;
      cloud.flags.stackSetsAccess = true;
    }, zone.store);
    const file = join(zone.dir, "old-state.json");
    await writeFile(file, JSON.stringify(oldState()));
    const { code, stdout, stderr } = await zone.pulumi(["stack", "import", "--file", file]);
    assert.equal(code, 0, `${stdout}${stderr}`);
  });
  after(() => close?.());

  it("keeps all that it has, under the same names, and gets what is new", async () => {
    const run = succeeded(await zone.up());
    const seen = new Set(run.steps.map(({ urn }) => urn));
    assert.ok(OLD_URNS.length > 80);
    assert.deepEqual(
      OLD_URNS.filter((urn) => !seen.has(urn)),
      [],
    );
    const old = run.changes.filter(({ urn }) => OLD_URNS.includes(urn));
    for (const { op, urn, detailedDiff } of old) {
      assert.equal(op, "update", urn);
      for (const path of Object.keys(detailedDiff)) assert.match(path, DOCUMENTS, urn);
    }
    const fresh = run.changes.filter(({ urn }) => !OLD_URNS.includes(urn));
    assert.deepEqual([...new Set(fresh.map(({ op }) => op))].sort(), ["create", "read"]);
    // What each is made of, their own tests say.
    const components = fresh.filter(({ type }) => type.startsWith("landingzone:"));
    assert.deepEqual(components.map(({ name }) => name).sort(), NEW);
  });
});
