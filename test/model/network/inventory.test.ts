import assert from "node:assert/strict";
import { NETWORK } from "../../../iam/machines/needs/network";
import { NETWORK_INVENTORY } from "../../../model/network/inventory";

describe("the inventory of the network account", () => {
  it("has each type that is made there, once", () => {
    const types = NETWORK_INVENTORY.map(({ type }) => type);
    assert.deepEqual([...types].sort(), Object.keys(NETWORK.network ?? {}).sort());
  });

  it("says what it costs, where it costs", () => {
    for (const { type, cost, price } of NETWORK_INVENTORY) {
      assert.equal(price === undefined, cost === "free", type);
    }
  });
});
