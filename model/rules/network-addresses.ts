import { regionBlock, REGION_BLOCKS, VPC_PREFIX, type Collision } from "../network/addresses";
import { aligned, contains, formatCidr, isAligned, parseCidr, type Cidr } from "../network/cidr";
import { governedRegions, rangesOf, regionOf, sideOf } from "../network/ranges";
import type { StackVpc } from "../network/schema";
import type { Finding, Path } from "../problem";
import type { Stack } from "../schema";
import type { Rule } from "./rule";

/** Ranges of networks: each VPC has one, inside of the whole, and no two overlap. */
export const networkAddresses: Rule = {
  reads: ["network", "organization.homeRegion", "organization.regions"],
  *check(stack) {
    const { network } = stack;
    const path = ["network", "cidr"];
    const whole = parseCidr(network.cidr);
    if (!whole) {
      yield noRange(network.cidr, path);
      return;
    }
    if (!isAligned(whole)) {
      yield notAligned(network.cidr, formatCidr(aligned(whole)), path);
      return;
    }
    const regions = governedRegions(stack);
    const ranges = rangesOf(stack, whole);
    for (const [index, vpc] of network.vpcs.entries()) {
      const at = ["network", "vpcs", index];
      if (vpc.cidr !== undefined && vpc.prefix !== undefined) {
        yield {
          path: [...at, "prefix"],
          atKey: true,
          message: `${vpc.name} has a cidr, which says its size already`,
          fix: "take prefix out",
        };
      }
      // The rule on VPCs reports it.
      if (!regions.includes(regionOf(stack, vpc))) continue;
      const found = ranges[index];
      if (!found) continue;
      if (!found.ok) yield told(stack, vpc, found.why, at);
      else if (network.ipam) yield* inItsPool(stack, whole, vpc, found.range, at);
    }
  },
};

function noRange(cidr: string, path: Path): Finding {
  return {
    path,
    message: `"${cidr}" is no range of addresses: four numbers from 0 to 255, and a length up to 32`,
    fix: "write it like 10.20.0.0/16",
  };
}

function notAligned(cidr: string, meant: string, path: Path): Finding {
  return {
    path,
    message: `"${cidr}" begins inside of a range: a range of its size begins at ${meant}`,
    fix: `write ${meant}`,
  };
}

function told(stack: Stack, vpc: StackVpc, why: Collision, at: Path): Finding {
  const path = [...at, "cidr"];
  const { cidr: whole } = stack.network;
  switch (why.kind) {
    case "no range":
      return noRange(why.cidr, path);
    case "not aligned":
      return notAligned(why.cidr, why.meant, path);
    case "size":
      return {
        path,
        message: `"${why.cidr}" is no size for a VPC; allowed: /${VPC_PREFIX.largest} to /${VPC_PREFIX.smallest}`,
        fix: `write a range of /${VPC_PREFIX.byDefault}, or of another of these sizes`,
      };
    case "outside":
      return {
        path,
        message: `"${why.cidr}" of ${vpc.name} is outside of network.cidr, ${whole}`,
        fix: "choose a range inside of it, or make network.cidr larger",
      };
    case "overlap":
      return {
        path,
        message: `"${why.cidr}" of ${vpc.name} overlaps ${why.at} of ${why.with}, which stands before it`,
        fix: `choose another range, or take cidr out: then ${vpc.name} gets the next free one`,
      };
    case "no block":
      return {
        path: at,
        message: `network.cidr, ${whole}, has no block for ${why.region}: it has ${REGION_BLOCKS}, one for each region, and none is smaller than /${VPC_PREFIX.smallest - 1}`,
        fix: `write a cidr for ${vpc.name}, or make network.cidr larger`,
      };
    case "no room":
      return {
        path: at,
        message: `${vpc.name} is a /${vpc.prefix ?? VPC_PREFIX.byDefault}, and ${why.half}, which ${sideOf(stack, vpc) === "production" ? "production" : "all but production"} has in ${regionOf(stack, vpc)}, has no room for it`,
        fix: `write a larger prefix, which is a smaller VPC, or a cidr elsewhere in ${whole}`,
      };
  }
}

/** With IP Address Manager, a VPC takes its range from the pool of its region. */
function* inItsPool(
  stack: Stack,
  whole: Cidr,
  vpc: StackVpc,
  range: Cidr,
  at: Path,
): Generator<Finding> {
  const region = regionOf(stack, vpc);
  const block = regionBlock(whole, governedRegions(stack), region);
  if (block && contains(block, range)) return;
  yield {
    path: [...at, "cidr"],
    message: `"${formatCidr(range)}" of ${vpc.name} is not in the pool of ${region}, ${block ? formatCidr(block) : "which has none"}`,
    fix: "choose a range in it, or write ipam: false",
  };
}
