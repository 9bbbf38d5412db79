import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addressesIn,
  aligned,
  blockAt,
  blocksIn,
  contains,
  formatCidr,
  isAligned,
  overlaps,
  parseCidr,
  type Cidr,
} from "../../../model/network/cidr";

const block = fc
  .record({
    address: fc.nat({ max: 2 ** 31 - 1 }),
    high: fc.boolean(),
    prefix: fc.nat({ max: 32 }),
  })
  .map(({ address, high, prefix }): Cidr =>
    aligned({ first: address + (high ? 2 ** 31 : 0), prefix }),
  );

const range = (text: string): Cidr => {
  const found = parseCidr(text);
  assert.ok(found, text);
  return found;
};

describe("ranges of addresses", () => {
  it("are read and written as they are", () => {
    for (const text of ["0.0.0.0/0", "10.0.0.0/8", "255.255.255.255/32", "192.168.128.0/17"]) {
      assert.equal(formatCidr(range(text)), text);
    }
    assert.equal(range("255.255.255.255/32").first, 2 ** 32 - 1);
    for (const text of [
      ...["256.0.0.0/8", "10.0.0/8", "10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "10.0.0.0/08"],
      ...["10.0.0.0/-1", "a.b.c.d/8", "", "10.0.0.0/8 "],
    ]) {
      assert.equal(parseCidr(text), null, text);
    }
  });

  it("any block is read as it was written", () => {
    fc.assert(
      fc.property(block, (one) => {
        assert.deepEqual(parseCidr(formatCidr(one)), one);
        assert.ok(isAligned(one));
      }),
    );
  });

  it("blocks of the same size are the same or apart, and as many as fit", () => {
    fc.assert(
      fc.property(block, fc.nat({ max: 4 }), (outer, more) => {
        const prefix = Math.min(32, outer.prefix + more);
        const count = blocksIn(outer, prefix);
        assert.equal(count * addressesIn(prefix), addressesIn(outer.prefix));
        const all = Array.from({ length: count }, (_, index) => blockAt(outer, prefix, index));
        for (const [i, a] of all.entries()) {
          assert.ok(contains(outer, a) && isAligned(a));
          for (const b of all.slice(i + 1)) assert.ok(!overlaps(a, b));
        }
        assert.throws(() => blockAt(outer, prefix, count), /has no block/);
      }),
    );
  });

  it("overlap if and only if one contains the other, as blocks do", () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        assert.equal(overlaps(a, b), contains(a, b) || contains(b, a));
        assert.equal(overlaps(a, b), overlaps(b, a));
      }),
    );
    assert.ok(overlaps(range("10.0.0.0/8"), range("10.255.255.255/32")));
    assert.ok(!overlaps(range("10.0.0.0/9"), range("10.128.0.0/9")));
    assert.equal(blocksIn(range("10.0.0.0/16"), 8), 0);
  });

  it("an address inside of a block is told, and what was meant", () => {
    assert.ok(!isAligned(range("10.0.0.1/8")));
    assert.equal(formatCidr(aligned(range("10.1.2.3/16"))), "10.1.0.0/16");
  });
});
