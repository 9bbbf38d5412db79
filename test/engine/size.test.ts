import assert from "node:assert/strict";
import { resourceCounts } from "../../model/resources";
import { skipWithoutPulumi } from "./harness";
import {
  createdBy,
  edited,
  EXAMPLE,
  type LandingZone,
  landingZone,
  planOf,
  printTimes,
  PROVIDER_PROCESSES,
  providerProcesses,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

/** The example with so many leaf accounts. */
function leaves(count: number): string {
  const more = Array.from({ length: count - 4 }, (_, i) => {
    const type = ["production", "nonproduction", "sandbox", "storage"][i % 4] ?? "";
    return `  - { name: leaf-${i}, type: ${type} }\n`;
  });
  return edited(EXAMPLE, ["access:\n", `${more.join("")}access:\n`]);
}

describe("the size of an organization", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "previews of small and large organizations");
    zone = await landingZone();
    close = () => zone.close();
  });
  after(() => close?.());

  it("does not change the number of provider processes", async () => {
    const text = leaves(300);
    await zone.writeStackFile(text);
    const run = succeeded(await zone.preview());
    assert.deepEqual(createdBy(run), resourceCounts(planOf(text)));
    assert.equal(providerProcesses(zone), PROVIDER_PROCESSES);
    printTimes("preview of 300 new leaf accounts", run);
  });
});
