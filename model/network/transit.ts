import { SIDES, type Side } from "./addresses";

/** What connects VPCs. Routes are exact: what no route names, nothing reaches. */
export interface PlannedTransit {
  readonly gateways: readonly PlannedGateway[];
  /** Pairs of regions whose gateways are peers; the first one asks, the second one accepts. */
  readonly peerings: readonly { readonly from: string; readonly to: string }[];
  /** Routes of the tables of gateways; VPCs of the same region and side are there by propagation. */
  readonly routes: readonly PlannedTransitRoute[];
  /** Routes of the private subnets of VPCs, by their gateway. */
  readonly vpcRoutes: readonly PlannedVpcRoute[];
}

export interface PlannedGateway {
  readonly region: string;
  /** Number of its autonomous system, private and its own. */
  readonly asn: number;
  /** VPCs that are attached to it, and the table by which each one's traffic goes. */
  readonly attached: readonly { readonly vpc: string; readonly side: Side }[];
}

export interface PlannedTransitRoute {
  /** Region of the table. */
  readonly region: string;
  /** Table of that side's traffic. */
  readonly side: Side;
  /** VPC that it leads to, or not. */
  readonly vpc: string;
  readonly cidr: string;
  /** Region of the peer that it leads through; null: what goes there is dropped. */
  readonly through: string | null;
}

export interface PlannedVpcRoute {
  readonly vpc: string;
  readonly to: string;
  readonly cidr: string;
}

interface Attached {
  readonly name: string;
  readonly region: string;
  readonly cidr: string;
  readonly side: Side;
}

/**
 * First number of the private range for autonomous systems.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
 */
const FIRST_ASN = 64512;

/**
 * Gateways in regions with VPCs, one table for the traffic of each side. A side's table has its own
 * side's ranges, and drops those of the other side by name, so that no wider route that somebody adds
 * by hand leads there. Two gateways have one peering between them, with one table for what arrives: it
 * reaches either side's VPCs, as what was sent went by its own side's table.
 * https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export function transitOf(
  enabled: boolean,
  regions: readonly string[],
  vpcs: readonly Attached[],
): PlannedTransit {
  if (!enabled) return { gateways: [], peerings: [], routes: [], vpcRoutes: [] };
  const used = regions.filter((region) => vpcs.some((vpc) => vpc.region === region));
  return {
    gateways: used.map((region) => ({
      region,
      asn: FIRST_ASN + regions.indexOf(region),
      attached: vpcs
        .filter((vpc) => vpc.region === region)
        .map(({ name, side }) => ({ vpc: name, side })),
    })),
    peerings: used.flatMap((from, index) => used.slice(index + 1).map((to) => ({ from, to }))),
    routes: used.flatMap((region) =>
      SIDES.flatMap((side) => vpcs.flatMap((vpc) => routeTo(vpc, region, side) ?? [])),
    ),
    vpcRoutes: vpcs.flatMap((vpc) =>
      vpcs
        .filter((other) => other !== vpc && other.side === vpc.side)
        .map(({ name, cidr }) => ({ vpc: vpc.name, to: name, cidr })),
    ),
  };
}

function routeTo(vpc: Attached, region: string, side: Side): PlannedTransitRoute | null {
  const to = { region, side, vpc: vpc.name, cidr: vpc.cidr };
  if (vpc.side !== side) return { ...to, through: null };
  return vpc.region === region ? null : { ...to, through: vpc.region };
}
