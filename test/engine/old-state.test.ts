import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { skipWithoutPulumi } from "./harness";
import { EXAMPLE, type LandingZone, landingZone, succeeded, TIMEOUT_MS } from "./landing-zone";
import { OLD_URNS, oldCloud, oldState } from "./old-state";
import { change } from "./stand-in/store";

/** Properties in which documents are; the old state has none. */
const DOCUMENTS = /^(assumeRolePolicy|parameters|policy|templateBody|__provider)\b/;

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
    const names = fresh.map(({ name }) => name).filter((name) => !name.startsWith("guardrails-"));
    assert.deepEqual(names.sort(), [
      "break-glass",
      "break-glass-break-glass-1",
      "break-glass-break-glass-1-groups",
      "break-glass-break-glass-2",
      "break-glass-break-glass-2-groups",
      "break-glass-group",
      "break-glass-group-policy",
      "break-glass-policy",
      "identity-providers-management",
      "own-roles-management",
      "own-roles-management-role:break-glass",
      "own-roles-management-role:break-glass:AdministratorAccess",
      "previous-run",
    ]);
  });
});
