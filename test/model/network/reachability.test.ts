import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, parseCidr, type Cidr } from "../../../model/network/cidr";
import { plannedNetwork, type PlannedNetwork, type PlannedVpc } from "../../../model/network/plan";
import { stackOf } from "../../stacks";
import { someVpcs, stackText } from "./networks";

const range = (text: string): Cidr => {
  const found = parseCidr(text);
  assert.ok(found, text);
  return found;
};

interface Entry {
  readonly cidr: string;
  /** VPC that it leads to, region of the peer, or nothing. */
  readonly to: { readonly vpc: string } | { readonly peer: string } | null;
}

/** The most exact entry for a range; of equal ones the first: static routes go before propagated ones. */
function lookUp(table: readonly Entry[], to: Cidr): Entry["to"] {
  const matching = table.filter(({ cidr }) => contains(range(cidr), to));
  const best = Math.max(-1, ...matching.map(({ cidr }) => range(cidr).prefix));
  return matching.find(({ cidr }) => range(cidr).prefix === best)?.to ?? null;
}

/** Table of a gateway, as its routes and attachments make it; of what arrives from peers without a side. */
function tableOf(
  { transit, vpcs }: PlannedNetwork,
  region: string,
  side: string | null,
): readonly Entry[] {
  const gateway = transit.gateways.find((one) => one.region === region);
  const routes = transit.routes
    .filter((route) => route.region === region && route.side === side)
    .map(({ cidr, through }) => ({ cidr, to: through === null ? null : { peer: through } }));
  const attached = (gateway?.attached ?? []).filter((one) => side === null || one.side === side);
  const propagated = attached.map(({ vpc }) => ({
    cidr: vpcs.find(({ name }) => name === vpc)?.cidr ?? "",
    to: { vpc },
  }));
  return [...routes, ...propagated];
}

/**
 * The VPC in which a packet arrives, as routers pass it on; null where it is dropped.
 * @param wide The VPC sends everything to its gateway, as somebody may write by hand.
 */
function arrival(
  network: PlannedNetwork,
  from: PlannedVpc,
  to: PlannedVpc,
  wide: boolean,
): string | null {
  const address = range(to.cidr);
  const { transit } = network;
  const sent =
    wide ||
    transit.vpcRoutes.some((one) => one.vpc === from.name && contains(range(one.cidr), address));
  if (!sent) return null;
  const next = lookUp(tableOf(network, from.region, from.side), address);
  if (next === null) return null;
  if ("vpc" in next) return next.vpc;
  const joined = transit.peerings.some(
    (one) => [one.from, one.to].includes(from.region) && [one.from, one.to].includes(next.peer),
  );
  assert.ok(joined, `${from.region} and ${next.peer} are peers`);
  const last = lookUp(tableOf(network, next.peer, null), address);
  return last !== null && "vpc" in last ? last.vpc : null;
}

function wrongWays(network: PlannedNetwork): readonly string[] {
  const wrong: string[] = [];
  for (const from of network.vpcs) {
    for (const to of network.vpcs) {
      if (from === to) continue;
      for (const wide of [false, true]) {
        const found = arrival(network, from, to, wide);
        const expected = from.side === to.side ? to.name : null;
        if (found !== expected) wrong.push(`${from.name} to ${to.name}: ${found ?? "nowhere"}`);
      }
    }
  }
  return wrong;
}

const networkOf = (text: string): PlannedNetwork => plannedNetwork(stackOf(text), []);
const TRANSIT = "  transitGateway: true\n";

describe("what reaches what, by the planned routes", () => {
  it("each VPC reaches its side's, in every region, and none of the other side", () => {
    fc.assert(
      fc.property(someVpcs, (vpcs) => {
        const network = networkOf(stackText(vpcs, TRANSIT));
        assert.deepEqual(wrongWays(network), []);
      }),
      { numRuns: 60 },
    );
  });

  it("and nothing without a transit gateway", () => {
    fc.assert(
      fc.property(someVpcs, (vpcs) => {
        const { transit } = networkOf(stackText(vpcs));
        assert.deepEqual(transit, { gateways: [], peerings: [], routes: [], vpcRoutes: [] });
      }),
      { numRuns: 10 },
    );
  });

  it("a table that has the other side's VPC is found", () => {
    const network = networkOf(
      stackText(
        [
          { name: "a", region: "eu-west-1", type: "production", prefix: 18, zones: 1 },
          { name: "b", region: "eu-central-1", type: "nonproduction", prefix: 18, zones: 1 },
        ],
        TRANSIT,
      ),
    );
    assert.deepEqual(wrongWays(network), []);
    const open = network.transit.routes.map((route) =>
      route.vpc === "a" && route.side === "rest" && route.region === "eu-central-1"
        ? { ...route, through: "eu-west-1" }
        : route,
    );
    const broken = { ...network, transit: { ...network.transit, routes: open } };
    assert.deepEqual(wrongWays(broken), ["b to a: a"]);
  });
});
