import type { Stack } from "../schema";
import { allocate, VPC_PREFIX, type Allocated, type Side, type Wanted } from "./addresses";
import { isAligned, parseCidr, type Cidr } from "./cidr";
import type { StackVpc } from "./schema";

/** Governed regions, the home region first: their order is that of their blocks. */
export function governedRegions({ organization }: Pick<Stack, "organization">): readonly string[] {
  return [...new Set([organization.homeRegion, ...organization.regions])];
}

export function regionOf(stack: Pick<Stack, "organization">, vpc: StackVpc): string {
  return vpc.region ?? stack.organization.homeRegion;
}

/** A VPC is of production when a type of it is; a rule refuses one that is of both sides. */
export function sideOf({ network }: Pick<Stack, "network">, { types }: StackVpc): Side {
  return types.some((type) => network.productionTypes.includes(type)) ? "production" : "rest";
}

/** The range of all networks; null for one that is none. */
export function wholeRange({ network }: Pick<Stack, "network">): Cidr | null {
  const whole = parseCidr(network.cidr);
  return whole && isAligned(whole) ? whole : null;
}

/** Ranges of all VPCs, in the order of the file. */
export function rangesOf(
  stack: Pick<Stack, "organization" | "network">,
  whole: Cidr,
): readonly Allocated[] {
  const wanted = stack.network.vpcs.map((vpc): Wanted => ({
    name: vpc.name,
    region: regionOf(stack, vpc),
    side: sideOf(stack, vpc),
    prefix: vpc.prefix ?? VPC_PREFIX.byDefault,
    cidr: vpc.cidr ?? null,
  }));
  return allocate(whole, governedRegions(stack), wanted);
}
