import assert from "node:assert/strict";
import fc from "fast-check";
import { loadStack } from "../../../model/load";
import {
  largestSubnet,
  subnetRange,
  TIERS,
  usableIn,
  VPC_PREFIX,
  ZONE_PLACES,
} from "../../../model/network/addresses";
import {
  contains,
  formatCidr,
  isAligned,
  overlaps,
  parseCidr,
  type Cidr,
} from "../../../model/network/cidr";
import { plannedNetwork, type PlannedNetwork } from "../../../model/network/plan";
import { messagesOf, stackOf } from "../../stacks";
import { someVpcs, stackText, type SomeVpc } from "./networks";

const networkOf = (text: string): PlannedNetwork => plannedNetwork(stackOf(text), []);
const isValid = (text: string): boolean => loadStack(text).ok;
const rangesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(networkOf(text).vpcs.map(({ name, cidr }) => [name, cidr]));
const range = (text: string): Cidr => {
  const found = parseCidr(text);
  assert.ok(found, text);
  return found;
};

/** A VPC that stands after all others. */
const LAST: SomeVpc = {
  name: "last",
  region: "us-east-1",
  type: "nonproduction",
  prefix: 20,
  zones: 2,
};

describe("ranges of networks", () => {
  it("no two overlap, each is a whole block inside of the whole, and so are subnets in their VPC", () => {
    fc.assert(
      fc.property(someVpcs, (vpcs) => {
        const { cidr, vpcs: planned } = networkOf(stackText(vpcs, "  transitGateway: true\n"));
        assert.equal(planned.length, vpcs.length);
        for (const [index, vpc] of planned.entries()) {
          const own = range(vpc.cidr);
          assert.ok(isAligned(own) && contains(range(cidr), own));
          assert.equal(own.prefix, vpcs[index]?.prefix);
          for (const other of planned.slice(index + 1)) {
            assert.ok(!overlaps(own, range(other.cidr)), `${vpc.cidr} ${other.cidr}`);
          }
          for (const [at, subnet] of vpc.subnets.entries()) {
            const part = range(subnet.cidr);
            assert.ok(isAligned(part) && contains(own, part) && part.prefix <= 28);
            for (const other of vpc.subnets.slice(at + 1)) {
              assert.ok(!overlaps(part, range(other.cidr)), `${subnet.name} ${other.name}`);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("stay where they are when a VPC, or a region, is added at the end, or when one is written down", () => {
    fc.assert(
      fc.property(someVpcs, fc.nat({ max: 7 }), (vpcs, pinned) => {
        const text = stackText(vpcs);
        const before = rangesOf(text);
        const { last, ...after } = rangesOf(stackText([...vpcs, LAST]));
        assert.ok(last);
        assert.deepEqual(after, before);
        const region = text.replace("us-east-1]", "us-east-1, ap-south-1]");
        assert.deepEqual(rangesOf(region), before);
        const pins = vpcs.map(({ name }, index) => (index === pinned ? before[name] : undefined));
        assert.deepEqual(rangesOf(stackText(vpcs, "", pins as string[])), before);
      }),
      { numRuns: 25 },
    );
  });

  it("stay where they are when an earlier one goes, once they are written down", () => {
    fc.assert(
      fc.property(someVpcs, (vpcs) => {
        const before = rangesOf(stackText(vpcs));
        const rest = vpcs.slice(1);
        const pins = rest.map(({ name }) => before[name] ?? "");
        const others = rest.map(({ name }) => [name, before[name]]);
        assert.deepEqual(rangesOf(stackText(rest, "", pins)), Object.fromEntries(others));
      }),
      { numRuns: 25 },
    );
  });

  it("subnets stay where they are whatever zones, tiers and sizes a VPC has besides", () => {
    const vpc = (more: string): string =>
      stackText([]).replace("vpcs: []", `vpcs: [{ name: a, types: [production], ${more} }]`);
    const subnetsOf = (more: string): ReadonlyMap<string, string> =>
      new Map(networkOf(vpc(more)).vpcs[0]?.subnets.map(({ name, cidr }) => [name, cidr]));
    const all = subnetsOf("zones: 4, tiers: [public, private, isolated]");
    for (const more of ["zones: 2", "zones: 3, nat: one", "zones: 1, tiers: [isolated]"]) {
      for (const [name, cidr] of subnetsOf(more)) assert.equal(cidr, all.get(name), name);
    }
    const small = subnetsOf("zones: 2, prefixes: { private: 26 }");
    assert.equal(small.get("private-b"), "10.0.8.0/26");
    assert.equal(all.get("private-b"), "10.0.8.0/21");
    assert.equal(small.get("isolated-a"), all.get("isolated-a"));
  });

  it("have as much room as they say: so many more fit, and one more does not", () => {
    fc.assert(
      fc.property(someVpcs, (vpcs) => {
        // A small whole, so that room ends.
        const WHOLE = "  cidr: 10.0.0.0/12\n";
        if (!isValid(stackText(vpcs, WHOLE))) return;
        for (const { region, side, prefix, more } of networkOf(stackText(vpcs, WHOLE)).room) {
          const added = (count: number): string =>
            stackText(
              [
                ...vpcs,
                ...Array.from({ length: count }, (_, index): SomeVpc => ({
                  name: `more${index}`,
                  region,
                  type: side === "production" ? "production" : "nonproduction",
                  prefix,
                  zones: 1,
                })),
              ],
              WHOLE,
            );
          assert.ok(isValid(added(more)), `${region} ${side} /${prefix}: ${more}`);
          assert.ok(
            messagesOf(added(more + 1)).some((message) => message.includes("has no room for it")),
            `${region} ${side} /${prefix}: ${more + 1}`,
          );
        }
      }),
      { numRuns: 12 },
    );
  });

  it("leave a place for each tier and four zones in the smallest VPC, of /28 at least", () => {
    const vpc = range("10.0.0.0/23");
    assert.equal(vpc.prefix, VPC_PREFIX.smallest);
    for (const tier of TIERS) {
      for (let zone = 0; zone < ZONE_PLACES; zone += 1) {
        const { prefix } = subnetRange(vpc, tier, zone, null);
        assert.equal(prefix, largestSubnet(vpc.prefix, tier));
        assert.ok(prefix <= 28);
      }
    }
    assert.equal(formatCidr(subnetRange(vpc, "transit", 3, null)), "10.0.1.240/28");
    assert.equal(usableIn(28), 11);
  });
});
