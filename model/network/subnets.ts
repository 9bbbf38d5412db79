import { subnetRange, TIERS, type SubnetTier, type Tier } from "./addresses";
import { formatCidr, type Cidr } from "./cidr";
import type { StackVpc } from "./schema";

export interface PlannedSubnet {
  /** Tier and zone, unique in its VPC: `private-a`. */
  readonly name: string;
  readonly tier: SubnetTier;
  /** Place of its availability zone among those of the region, from 0. */
  readonly zone: number;
  readonly cidr: string;
  readonly shared: boolean;
  /** Is it a place for services, which no change of the file may take away? */
  readonly kept: boolean;
}

/** What a zone is called in names. AWS's own letters differ from account to account. */
export function zoneLetter(zone: number): string {
  return String.fromCharCode("a".charCodeAt(0) + zone);
}

/** Tiers of a VPC, and those that are there for its NAT gateways alone. */
export function tiersOf(vpc: StackVpc): {
  readonly tiers: readonly Tier[];
  readonly forNat: boolean;
} {
  const named = vpc.tiers ?? ["private", "isolated"];
  const forNat = vpc.tiers === undefined && vpc.nat !== "none";
  return {
    tiers: TIERS.filter((tier) => named.includes(tier) || (forNat && tier === "public")),
    forNat,
  };
}

/** Subnets of a VPC, tier by tier. */
export function subnetsOf(vpc: StackVpc, range: Cidr, transit: boolean): readonly PlannedSubnet[] {
  const { tiers, forNat } = tiersOf(vpc);
  const all: readonly SubnetTier[] = [...tiers, ...(transit ? (["transit"] as const) : [])];
  return all.flatMap((tier) =>
    Array.from({ length: vpc.zones }, (_, zone) => ({
      name: `${tier}-${zoneLetter(zone)}`,
      tier,
      zone,
      cidr: formatCidr(
        subnetRange(range, tier, zone, tier === "transit" ? null : (vpc.prefixes[tier] ?? null)),
      ),
      shared: isShared(vpc, tier),
      kept: tier !== "transit" && !(tier === "public" && forNat),
    })),
  );
}

function isShared({ share, sharePublic }: StackVpc, tier: SubnetTier): boolean {
  if (tier === "transit") return false;
  return tier === "public" ? sharePublic : share;
}

/** Does a VPC share any subnet with any unit? */
export function isSharedWith(vpc: {
  readonly subnets: readonly PlannedSubnet[];
  readonly units: readonly string[];
}): boolean {
  return vpc.units.length > 0 && vpc.subnets.some(({ shared }) => shared);
}
