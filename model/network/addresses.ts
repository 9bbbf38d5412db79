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
} from "./cidr";

/**
 * Who gets which addresses. The whole range has a block for each of 16 regions, and a region's block
 * a half for production and a half for the rest. In its half, a VPC takes the first free place of its
 * size, in the order of the file. So a range depends on what stands before it in the file and on
 * nothing else: VPCs and regions that are added at the end move nothing, nor does it to write a range
 * down as `cidr` where it is.
 */

/** Sides that no route connects. */
export const SIDES = ["production", "rest"] as const;
export type Side = (typeof SIDES)[number];

/** Regions that the whole range has a block for: 2 ** 4. */
const REGION_BITS = 4;
export const REGION_BLOCKS = 2 ** REGION_BITS;
const SIDE_BITS = 1;

/**
 * Sizes of a VPC. AWS takes /16 to /28; below /23, the plan's smallest subnets would be below /28.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export const VPC_PREFIX = { largest: 16, byDefault: 18, smallest: 23 } as const;

/** What a VPC asks for. */
export interface Wanted {
  readonly name: string;
  readonly region: string;
  readonly side: Side;
  /** Length of the prefix of the range that is chosen for it. */
  readonly prefix: number;
  /** Its range as the file says it; null: the next free one. */
  readonly cidr: string | null;
}

/** Why a VPC gets no range. */
export type Collision =
  | { readonly kind: "no range"; readonly cidr: string }
  | { readonly kind: "not aligned"; readonly cidr: string; readonly meant: string }
  | { readonly kind: "size"; readonly cidr: string }
  | { readonly kind: "outside"; readonly cidr: string }
  | { readonly kind: "overlap"; readonly cidr: string; readonly with: string; readonly at: string }
  | { readonly kind: "no block"; readonly region: string }
  | { readonly kind: "no room"; readonly half: string };

export type Allocated =
  { readonly ok: true; readonly range: Cidr } | { readonly ok: false; readonly why: Collision };

/** A region's block; null where the whole range is too small for it, or the region comes after 16 others. */
export function regionBlock(whole: Cidr, regions: readonly string[], region: string): Cidr | null {
  const index = regions.indexOf(region);
  const prefix = whole.prefix + REGION_BITS;
  if (index < 0 || index >= REGION_BLOCKS || prefix + SIDE_BITS > VPC_PREFIX.smallest) return null;
  return blockAt(whole, prefix, index);
}

/** The half of a region's block that a side has. */
export function halfOf(block: Cidr, side: Side): Cidr {
  return blockAt(block, block.prefix + SIDE_BITS, SIDES.indexOf(side));
}

/** Gives each VPC its range, or says why it has none. */
export function allocate(
  whole: Cidr,
  regions: readonly string[],
  vpcs: readonly Wanted[],
): readonly Allocated[] {
  const taken: { readonly name: string; readonly range: Cidr }[] = [];
  return vpcs.map((vpc) => {
    const found =
      vpc.cidr === null ? chosen(whole, regions, vpc, taken) : said(whole, vpc.cidr, taken);
    if (found.ok) taken.push({ name: vpc.name, range: found.range });
    return found;
  });
}

type Taken = readonly { readonly name: string; readonly range: Cidr }[];

const no = (why: Collision): Allocated => ({ ok: false, why });

function said(whole: Cidr, cidr: string, taken: Taken): Allocated {
  const range = parseCidr(cidr);
  if (!range) return no({ kind: "no range", cidr });
  if (!isAligned(range))
    return no({ kind: "not aligned", cidr, meant: formatCidr(aligned(range)) });
  if (range.prefix < VPC_PREFIX.largest || range.prefix > VPC_PREFIX.smallest) {
    return no({ kind: "size", cidr });
  }
  if (!contains(whole, range)) return no({ kind: "outside", cidr });
  const other = taken.find((one) => overlaps(one.range, range));
  if (other) return no({ kind: "overlap", cidr, with: other.name, at: formatCidr(other.range) });
  return { ok: true, range };
}

function chosen(
  whole: Cidr,
  regions: readonly string[],
  { region, side, prefix }: Wanted,
  taken: Taken,
): Allocated {
  const block = regionBlock(whole, regions, region);
  if (!block) return no({ kind: "no block", region });
  const half = halfOf(block, side);
  const free = freePlaces(
    half,
    prefix,
    taken.map(({ range }) => range),
  ).next();
  return free.done === true
    ? no({ kind: "no room", half: formatCidr(half) })
    : { ok: true, range: free.value };
}

/** Places of a size that nothing overlaps, from the first on. */
function* freePlaces(half: Cidr, prefix: number, taken: readonly Cidr[]): Generator<Cidr> {
  const near = taken.filter((range) => overlaps(half, range));
  for (let index = 0; index < blocksIn(half, prefix); index += 1) {
    const place = blockAt(half, prefix, index);
    if (!near.some((range) => overlaps(range, place))) yield place;
  }
}

/** How many more VPCs of a size get a range in the half of a region that a side has. */
export function roomFor(half: Cidr, prefix: number, taken: readonly Cidr[]): number {
  return [...freePlaces(half, prefix, taken)].length;
}

/** Tiers of subnets. `transit` is where a transit gateway comes in. */
export const TIERS = ["public", "private", "isolated"] as const;
export type Tier = (typeof TIERS)[number];
export type SubnetTier = Tier | "transit";

/** Zones that a VPC has places for, used or not. */
export const ZONE_PLACES = 4;
const ZONE_BITS = 2;

/** The first half, the next quarter and the two eighths of a VPC, by tier. */
const PARTS: Readonly<Record<SubnetTier, { readonly bits: number; readonly index: number }>> = {
  private: { bits: 1, index: 0 },
  isolated: { bits: 2, index: 2 },
  public: { bits: 3, index: 6 },
  transit: { bits: 3, index: 7 },
};

/** The smallest subnet, and that of a transit gateway. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export const SMALLEST_SUBNET = 28;

/** Length of the prefix of the largest subnet of a tier, in a VPC of a size. */
export function largestSubnet(vpcPrefix: number, tier: Tier): number {
  return vpcPrefix + PARTS[tier].bits + ZONE_BITS;
}

/**
 * The range of a tier's subnet in a zone. Each tier has its part of the VPC and each of four zones its
 * place there, whether used or not: a tier, a zone or a size that changes moves no other subnet.
 */
export function subnetRange(
  vpc: Cidr,
  tier: SubnetTier,
  zone: number,
  prefix: number | null,
): Cidr {
  const { bits, index } = PARTS[tier];
  const part = blockAt(vpc, vpc.prefix + bits, index);
  const place = blockAt(part, part.prefix + ZONE_BITS, zone);
  if (tier === "transit") return blockAt(place, SMALLEST_SUBNET, 0);
  // A rule refuses what is larger than its place.
  return blockAt(place, Math.max(place.prefix, prefix ?? 0), 0);
}

/**
 * Addresses of a subnet that can be used: AWS keeps five.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function usableIn(prefix: number): number {
  return addressesIn(prefix) - 5;
}
