import { LIMITS } from "../limits";
import type { PlannedNetwork, PlannedVpc } from "./plan";

/** What a person should know of networks before they are made: quotas that AWS raises when it is asked. */
export function networkWarnings({ vpcs }: PlannedNetwork): readonly string[] {
  const regions = [...new Set(vpcs.map(({ region }) => region))];
  const inRegion = regions.flatMap((region) => {
    const there = vpcs.filter((vpc) => vpc.region === region);
    return [
      ...above(`${there.length} VPCs in ${region}`, there.length, LIMITS.vpcsPerRegion.value),
      ...above(
        `${addresses(there)} elastic IP addresses of NAT gateways in ${region}`,
        addresses(there),
        LIMITS.elasticIpsPerRegion.value,
      ),
    ];
  });
  const inVpc = vpcs.flatMap(({ name, endpoints }) => {
    const count = endpoints.filter(({ kind }) => kind === "Interface").length;
    return above(`${count} interface endpoints in ${name}`, count, LIMITS.endpointsPerVpc.value);
  });
  const released = vpcs
    .filter(({ release }) => release)
    .map(({ name }) => `VPC ${name} is no longer protected: it can be taken out of the file`);
  return [...inRegion, ...inVpc, ...released];
}

function above(what: string, count: number, limit: number): readonly string[] {
  if (count <= limit) return [];
  return [
    `${what}: AWS allows ${limit} by default, ask for more in Service Quotas of the network account before`,
  ];
}

function addresses(vpcs: readonly PlannedVpc[]): number {
  return vpcs.reduce((sum, { nat, subnets }) => {
    const zones = subnets.filter(({ tier }) => tier === "private").length;
    return sum + { none: 0, one: 1, "per-zone": zones }[nat];
  }, 0);
}
