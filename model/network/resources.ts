import type { Plan } from "../plan";
import { SIDES } from "./addresses";
import type { PlannedNetwork, PlannedVpc } from "./plan";
import { isSharedWith } from "./subnets";

type Counts = Readonly<Record<string, number>>;

/** How many resources of each type this part of the landing zone has. */
export function networkCounts({ network }: Pick<Plan, "network">): Counts {
  const parts = [
    ...network.vpcs.flatMap((vpc) => [
      ofVpc(network, vpc),
      ofRoutes(vpc),
      ofEndpoints(vpc),
      ofShare(vpc),
    ]),
    ofTransit(network),
    ofIpam(network),
    ofQueryLogs(network),
    ofClosed(network),
  ];
  const counts: Record<string, number> = {};
  for (const [type, count] of parts.flatMap((part) => Object.entries(part))) {
    counts[type] = (counts[type] ?? 0) + count;
  }
  return counts;
}

const privatesOf = ({ subnets }: PlannedVpc): number =>
  subnets.filter(({ tier }) => tier === "private").length;

const tiersOf = ({ subnets }: PlannedVpc): readonly string[] => [
  ...new Set(subnets.map(({ tier }) => tier)),
];

function ofVpc({ flowLogs }: PlannedNetwork, vpc: PlannedVpc): Counts {
  return {
    "aws:ec2/vpc:Vpc": 1,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": 1,
    "aws:ec2/defaultRouteTable:DefaultRouteTable": 1,
    "aws:ec2/subnet:Subnet": vpc.subnets.length,
    "aws:ec2/networkAcl:NetworkAcl": tiersOf(vpc).length,
    "aws:ec2/flowLog:FlowLog": flowLogs === null ? 0 : 1,
  };
}

function ofRoutes(vpc: PlannedVpc): Counts {
  const privates = privatesOf(vpc);
  const others = tiersOf(vpc).filter((tier) => tier !== "private").length;
  const hasInternet = vpc.internet !== null;
  const gateways = { none: 0, one: 1, "per-zone": privates }[vpc.nat];
  return {
    "aws:ec2/routeTable:RouteTable": privates + others,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": vpc.subnets.length,
    "aws:ec2/internetGateway:InternetGateway": hasInternet ? 1 : 0,
    "aws:ec2/eip:Eip": gateways,
    "aws:ec2/natGateway:NatGateway": gateways,
    "aws:ec2/route:Route": (hasInternet ? 1 : 0) + (vpc.nat === "none" ? 0 : privates),
  };
}

function ofEndpoints({ endpoints }: PlannedVpc): Counts {
  return {
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpoints.length,
    "aws:ec2/securityGroup:SecurityGroup": endpoints.some(({ kind }) => kind === "Interface")
      ? 1
      : 0,
  };
}

function ofShare(vpc: PlannedVpc): Counts {
  if (!isSharedWith(vpc)) return {};
  return {
    "aws:ram/resourceShare:ResourceShare": 1,
    "aws:ram/resourceAssociation:ResourceAssociation": vpc.subnets.filter(({ shared }) => shared)
      .length,
    "aws:ram/principalAssociation:PrincipalAssociation": vpc.units.length,
  };
}

function ofTransit({ transit, vpcs }: PlannedNetwork): Counts {
  const { gateways, peerings, routes, vpcRoutes } = transit;
  const attached = gateways.flatMap((gateway) => gateway.attached).length;
  const hasPeers = peerings.length > 0;
  const privates = new Map(vpcs.map((vpc) => [vpc.name, privatesOf(vpc)]));
  return {
    "aws:ec2transitgateway/transitGateway:TransitGateway": gateways.length,
    "aws:ec2transitgateway/routeTable:RouteTable":
      gateways.length * (SIDES.length + (hasPeers ? 1 : 0)),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": attached,
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation":
      attached + 2 * peerings.length,
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation":
      attached * (hasPeers ? 2 : 1),
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": peerings.length,
    "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": peerings.length,
    "aws:ec2transitgateway/route:Route": routes.length,
    "aws:ec2/route:Route": vpcRoutes.reduce((sum, { vpc }) => sum + (privates.get(vpc) ?? 0), 0),
  };
}

function ofIpam({ ipam }: PlannedNetwork): Counts {
  if (!ipam) return {};
  // One pool for all networks.
  const pools = ipam.pools.length + 1;
  return {
    "aws:ec2/vpcIpam:VpcIpam": 1,
    "aws:ec2/vpcIpamPool:VpcIpamPool": pools,
    "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": pools,
  };
}

function ofQueryLogs({ queryLogs, vpcs }: PlannedNetwork): Counts {
  if (queryLogs === null) return {};
  return {
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": new Set(
      vpcs.map(({ region }) => region),
    ).size,
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": vpcs.length,
  };
}

function ofClosed({ closed, vpcs }: PlannedNetwork): Counts {
  return {
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": closed.length,
    "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": vpcs.filter(
      ({ region, internet }) => internet !== null && closed.includes(region),
    ).length,
  };
}
