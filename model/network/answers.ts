import type { SubnetTier } from "./addresses";
import type { PlannedVpc } from "./plan";

/** Do answers from outside of all networks arrive in a tier: by NAT, or from the addresses of S3 and DynamoDB? */
export function answersArrive(
  { nat, endpoints }: Pick<PlannedVpc, "nat" | "endpoints">,
  tier: SubnetTier,
): boolean {
  const gateways = endpoints.some(({ kind }) => kind === "Gateway");
  if (tier === "private") return gateways || nat !== "none";
  return tier === "isolated" && gateways;
}
