import { FLOW_LOG_PREFIX, RESOLVER_LOG_PREFIX } from "../../iam/audit/flow-logs";
import type { PolicyDocument } from "../../iam/document";
import { bucketArn, flowLogBucketName } from "../../iam/names";
import { endpointPolicy } from "../../iam/network/endpoints";
import { GATEWAY_SERVICES } from "../../iam/network/services";
import type { Stack } from "../schema";
import { halfOf, regionBlock, roomFor, SIDES, VPC_PREFIX, type Side } from "./addresses";
import { formatCidr, parseCidr, type Cidr } from "./cidr";
import { servicesIn } from "./entry";
import { governedRegions, rangesOf, regionOf, sideOf, wholeRange } from "./ranges";
import { isVpcId, type StackVpc } from "./schema";
import { subnetsOf, tiersOf, type PlannedSubnet } from "./subnets";
import { transitOf, type PlannedTransit } from "./transit";

/** Networks of the network account. */
export interface PlannedNetwork {
  /** Range of all networks. */
  readonly cidr: string;
  readonly vpcs: readonly PlannedVpc[];
  readonly transit: PlannedTransit;
  /** Pools of IP Address Manager; null without it. */
  readonly ipam: PlannedIpam | null;
  /** ARN of where flow logs go; null without them. */
  readonly flowLogs: string | null;
  /** ARN of where it goes what resolvers are asked; null without it. */
  readonly queryLogs: string | null;
  /** Regions in which no internet gateway serves a VPC that the file does not name. */
  readonly closed: readonly string[];
  /** How much may be added. */
  readonly room: readonly PlannedRoom[];
}

export interface PlannedVpc {
  readonly name: string;
  readonly region: string;
  readonly cidr: string;
  /** Is the range written down in the file? */
  readonly pinned: boolean;
  readonly side: Side;
  readonly types: readonly string[];
  /** Units with which subnets are shared; a type that no account has, has none yet. */
  readonly units: readonly string[];
  readonly nat: StackVpc["nat"];
  readonly subnets: readonly PlannedSubnet[];
  readonly endpoints: readonly PlannedEndpoint[];
  /** What internet gateways do for it; null: it has none. */
  readonly internet: "both ways" | "out" | null;
  readonly release: boolean;
}

export interface PlannedEndpoint {
  /** Name in `com.amazonaws.REGION.NAME`. */
  readonly service: string;
  readonly kind: "Gateway" | "Interface";
  readonly policy: PolicyDocument;
}

export interface PlannedIpam {
  /** Region of the manager itself. */
  readonly home: string;
  readonly pools: readonly { readonly region: string; readonly cidr: string }[];
}

/** VPCs of a size that still get a range in a region. */
export interface PlannedRoom {
  readonly region: string;
  readonly side: Side;
  /** Range of the side in the region. */
  readonly cidr: string;
  readonly prefix: number;
  readonly more: number;
}

/** An account type in use, and its unit. */
interface TypeInUse {
  readonly name: string;
  readonly unit: string;
}

/**
 * Networks of a valid stack. A VPC without a range, which a rule refuses, is left out, so that other
 * rules can still look at what else is planned.
 * @param types Account types in use.
 */
export function plannedNetwork(stack: Stack, types: readonly TypeInUse[]): PlannedNetwork {
  const { network, organization } = stack;
  const regions = governedRegions(stack);
  const whole = wholeRange(stack);
  const found = whole ? rangesOf(stack, whole) : [];
  const vpcs = network.vpcs.flatMap((vpc, index) => {
    const one = found[index];
    return one?.ok ? [plannedVpc(stack, vpc, one.range, types)] : [];
  });
  const bucket = bucketArn(flowLogBucketName(organization.name));
  const some = vpcs.length > 0;
  return {
    cidr: network.cidr,
    vpcs,
    transit: transitOf(network.transitGateway, regions, vpcs),
    ipam:
      whole && network.ipam && some
        ? plannedIpam(organization.homeRegion, whole, regions, vpcs)
        : null,
    flowLogs: network.flowLogs && some ? `${bucket}/${FLOW_LOG_PREFIX}` : null,
    queryLogs: network.queryLogs && some ? `${bucket}/${RESOLVER_LOG_PREFIX}` : null,
    closed: areDefaultVpcsDenied(stack) ? regions : [],
    room: whole ? roomIn(whole, regions, vpcs) : [],
  };
}

function plannedVpc(
  stack: Stack,
  vpc: StackVpc,
  range: Cidr,
  types: readonly TypeInUse[],
): PlannedVpc {
  const region = regionOf(stack, vpc);
  const { tiers, forNat } = tiersOf(vpc);
  const shares = vpc.share || vpc.sharePublic;
  const units = types.filter(({ name }) => shares && vpc.types.includes(name));
  return {
    name: vpc.name,
    region,
    cidr: formatCidr(range),
    pinned: vpc.cidr !== undefined,
    side: sideOf(stack, vpc),
    types: vpc.types,
    units: [...new Set(units.map(({ unit }) => unit))],
    nat: vpc.nat,
    subnets: subnetsOf(vpc, range, stack.network.transitGateway),
    endpoints: servicesIn(stack, vpc).map((service) => ({
      service,
      kind: GATEWAY_SERVICES.includes(service) ? "Gateway" : "Interface",
      policy: endpointPolicy(service, region),
    })),
    internet: tiers.includes("public") ? (forNat ? "out" : "both ways") : null,
    release: vpc.release,
  };
}

function plannedIpam(
  home: string,
  whole: Cidr,
  regions: readonly string[],
  vpcs: readonly PlannedVpc[],
): PlannedIpam {
  const pools = regions.flatMap((region) => {
    const block = regionBlock(whole, regions, region);
    const used = vpcs.some((vpc) => vpc.region === region);
    return block && used ? [{ region, cidr: formatCidr(block) }] : [];
  });
  return { home, pools };
}

/** A network account that was there before may have VPCs that somebody made and that are in use. */
function areDefaultVpcsDenied({ network, organization }: Stack): boolean {
  if (network.defaultVpcs) return network.defaultVpcs === "deny";
  const isNew = organization.coreAccounts.network.id === undefined;
  return isNew && !network.entry.some(({ vpc }) => isVpcId(vpc));
}

/** Room in each region with VPCs, for more of the size of the last one there. */
function roomIn(
  whole: Cidr,
  regions: readonly string[],
  vpcs: readonly PlannedVpc[],
): readonly PlannedRoom[] {
  const ranges = vpcs.flatMap(({ cidr }) => parseCidr(cidr) ?? []);
  return regions.flatMap((region) => {
    const block = regionBlock(whole, regions, region);
    const there = vpcs.some((vpc) => vpc.region === region);
    if (!block || !there) return [];
    return SIDES.map((side) => {
      const half = halfOf(block, side);
      const last = vpcs.findLastIndex((vpc) => vpc.region === region && vpc.side === side);
      const prefix = Math.max(ranges[last]?.prefix ?? VPC_PREFIX.byDefault, half.prefix);
      const more = roomFor(half, prefix, ranges);
      return { region, side, cidr: formatCidr(half), prefix, more };
    });
  });
}
