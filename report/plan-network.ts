import { SIDES, usableIn, type SubnetTier } from "../model/network/addresses";
import { parseCidr } from "../model/network/cidr";
import type { PlannedNetwork, PlannedVpc } from "../model/network/plan";
import type { Plan } from "../model/plan";
import { table } from "./table";
import { counted, listed, number } from "./words";

/** Networks of the network account: ranges, subnets, ways out, who builds in them, and what may be added. */
export function networkText({ network }: Pick<Plan, "network">): readonly string[] {
  if (network.vpcs.length === 0) return [];
  return [
    [`Networks of the network account, in ${network.cidr}:`, ...network.vpcs.map(vpcText)].join(
      "\n",
    ),
    [`What connects them:`, ...connections(network).map((line) => `  ${line}`)].join("\n"),
    `Room for more, as large as the last one there:\n${roomText(network)}`,
  ];
}

const SIDE_WORDS = { production: "production", rest: "not production" } as const;

function vpcText(vpc: PlannedVpc): string {
  const range = vpc.pinned ? vpc.cidr : `${vpc.cidr} (chosen; pin it with cidr: ${vpc.cidr})`;
  return [
    `  ${vpc.name} in ${vpc.region}: ${range}, ${SIDE_WORDS[vpc.side]}`,
    table(tiersOf(vpc).map((tier) => tierRow(vpc, tier))).replaceAll(/^/gm, "  "),
    `    ${waysOut(vpc)}`,
    `    ${endpointsText(vpc)}`,
    `    ${shareText(vpc)}`,
  ].join("\n");
}

function tiersOf({ subnets }: PlannedVpc): readonly SubnetTier[] {
  return [...new Set(subnets.map(({ tier }) => tier))];
}

function tierRow({ subnets }: PlannedVpc, tier: SubnetTier): readonly string[] {
  const own = subnets.filter((subnet) => subnet.tier === tier);
  const prefix = parseCidr(own[0]?.cidr ?? "")?.prefix ?? 0;
  return [
    tier,
    own.map(({ cidr }) => cidr).join("  "),
    `${number(usableIn(prefix))} addresses each`,
    own.some(({ shared }) => shared) ? "shared" : "",
  ];
}

function waysOut({ nat, internet }: PlannedVpc): string {
  const gateways = {
    none: "no NAT gateway",
    one: "one NAT gateway",
    "per-zone": "a NAT gateway in each zone",
  }[nat];
  return internet === "both ways"
    ? `${gateways}; public subnets are reached from the internet`
    : internet === "out"
      ? `${gateways}; nothing is reached from the internet`
      : "no way to the internet, and none from there";
}

function endpointsText({ endpoints }: PlannedVpc): string {
  if (endpoints.length === 0) return "no endpoints of AWS services";
  return `endpoints of ${listed(endpoints.map(({ service }) => service))}, for this organization alone`;
}

function shareText({ units, types, subnets }: PlannedVpc): string {
  if (!subnets.some(({ shared }) => shared)) return "shared with nobody";
  return units.length === 0
    ? `shared with nobody yet: no account is of type ${listed(types)}`
    : `shared with the units ${listed(units)}`;
}

function connections({ transit, queryLogs, flowLogs, closed }: PlannedNetwork): readonly string[] {
  const regions = transit.gateways.map(({ region }) => region);
  return [
    ...(regions.length === 0
      ? ["nothing: no transit gateway"]
      : [
          `transit gateways in ${listed(regions)}: each VPC reaches those of its side, and no other`,
          ...SIDES.map((side) => {
            const names = transit.gateways
              .flatMap(({ attached }) => attached)
              .flatMap((one) => (one.side === side ? [one.vpc] : []));
            return `${SIDE_WORDS[side]}: ${names.length === 0 ? "none" : listed(names)}`;
          }),
        ]),
    `${flowLogs === null ? "no flow logs" : "flow logs"} and ${queryLogs === null ? "no query logs" : "query logs"} in the audit account`,
    closed.length === 0
      ? "default VPCs are as they were"
      : `internet gateways serve no other VPC in ${listed(closed)}`,
  ];
}

function roomText({ room }: PlannedNetwork): string {
  return table(
    room.map(({ region, side, cidr, prefix, more }) => [
      region,
      SIDE_WORDS[side],
      cidr,
      `${counted(more, "more VPC")} of /${prefix}`,
    ]),
  );
}
