import type { InventoryRow } from "../inventory/row";

const row = (
  type: string,
  what: string,
  reason: string,
  cost: InventoryRow["cost"],
  more: Pick<InventoryRow, "price" | "off"> = {},
): InventoryRow => ({ account: "network", type, what, reason, cost, serves: ["B2"], ...more });

const EC2 = "aws:ec2";
const TRANSIT = "aws:ec2transitgateway";

/** What is in the network account. Prices are of US East, as AWS lists them; regions differ. */
export const NETWORK_INVENTORY: readonly InventoryRow[] = [
  row(
    `${EC2}/vpc:Vpc`,
    "VPC",
    "Holds what services run in; the network account alone changes it",
    "free",
    { off: "network.vpcs" },
  ),
  row(`${EC2}/subnet:Subnet`, "Subnet", "One of a tier in a zone, shared with units", "free", {
    off: "network.vpcs",
  }),
  row(
    `${EC2}/defaultSecurityGroup:DefaultSecurityGroup`,
    "Default security group, emptied",
    "Nothing talks by default",
    "free",
    { off: "network.vpcs" },
  ),
  row(
    `${EC2}/defaultNetworkAcl:DefaultNetworkAcl`,
    "Default network ACL, closed",
    "A subnet that somebody makes by hand is closed",
    "free",
    { off: "network.vpcs" },
  ),
  row(
    `${EC2}/defaultRouteTable:DefaultRouteTable`,
    "Default route table, emptied",
    "A subnet that somebody makes by hand has no way out",
    "free",
    { off: "network.vpcs" },
  ),
  row(
    `${EC2}/networkAcl:NetworkAcl`,
    "Network ACL of a tier",
    "A second line behind security groups: no shells from outside",
    "free",
    { off: "network.vpcs" },
  ),
  row(
    `${EC2}/routeTable:RouteTable`,
    "Route table",
    "One for each private subnet and tier",
    "free",
    {
      off: "network.vpcs",
    },
  ),
  row(
    `${EC2}/routeTableAssociation:RouteTableAssociation`,
    "Route table of a subnet",
    "No subnet goes by the default table",
    "free",
    { off: "network.vpcs" },
  ),
  row(`${EC2}/route:Route`, "Route", "To the internet, and to VPCs of the same side", "free", {
    off: "network.vpcs[].nat, network.transitGateway",
  }),
  row(
    `${EC2}/internetGateway:InternetGateway`,
    "Internet gateway",
    "Only of VPCs with public subnets",
    "free",
    { off: "network.vpcs[].tiers, network.vpcs[].nat" },
  ),
  row(
    `${EC2}/eip:Eip`,
    "Elastic IP address of a NAT gateway",
    "The address that others see",
    "dollars",
    { price: "0.005 USD an hour for each public address", off: "network.vpcs[].nat" },
  ),
  row(
    `${EC2}/natGateway:NatGateway`,
    "NAT gateway",
    "Private subnets reach the internet, and are not reached",
    "dollars",
    {
      price: "0.045 USD an hour for each, and 0.045 USD for each GB",
      off: "network.vpcs[].nat",
    },
  ),
  row(
    `${EC2}/vpcEndpoint:VpcEndpoint`,
    "Endpoint of an AWS service",
    "Services are reached without the internet, for this organization alone",
    "dollars",
    {
      price: "0.01 USD an hour for each zone and 0.01 USD for each GB; of s3 and dynamodb nothing",
      off: "network.vpcs[].endpoints",
    },
  ),
  row(
    `${EC2}/securityGroup:SecurityGroup`,
    "Security group of endpoints and entry nodes",
    "Endpoints answer their VPC alone; nothing comes into nodes",
    "free",
    { off: "network.vpcs[].endpoints, network.entry" },
  ),
  row(
    `${EC2}/flowLog:FlowLog`,
    "Flow log of a VPC",
    "Who talked with whom, kept in the audit account",
    "by use",
    { price: "from 0.25 USD for each GB that is delivered", off: "network.flowLogs" },
  ),
  row(
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    "Query log of resolvers",
    "Which names were asked for, kept in the audit account",
    "by use",
    { price: "from 0.25 USD for each GB that is delivered", off: "network.queryLogs" },
  ),
  row(
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
    "Query log of a VPC",
    "Each VPC is in its region's query log",
    "free",
    { off: "network.queryLogs" },
  ),
  row(
    "aws:ram/resourceShare:ResourceShare",
    "Share of a VPC",
    "Subnets for units of this organization, and nobody outside",
    "free",
    { off: "network.vpcs[].share" },
  ),
  row(
    "aws:ram/resourceAssociation:ResourceAssociation",
    "Shared subnet",
    "Private and isolated ones",
    "free",
    { off: "network.vpcs[].share" },
  ),
  row(
    "aws:ram/principalAssociation:PrincipalAssociation",
    "Unit that uses a VPC",
    "Accounts that join the unit see the subnets at once",
    "free",
    { off: "network.vpcs[].share" },
  ),
  row(
    `${TRANSIT}/transitGateway:TransitGateway`,
    "Transit gateway of a region",
    "Connects VPCs of the same side",
    "free",
    { off: "network.transitGateway" },
  ),
  row(
    `${TRANSIT}/vpcAttachment:VpcAttachment`,
    "VPC at a transit gateway",
    "Nothing is connected by default",
    "dollars",
    { price: "0.05 USD an hour for each, and 0.02 USD for each GB", off: "network.transitGateway" },
  ),
  row(
    `${TRANSIT}/peeringAttachment:PeeringAttachment`,
    "Peering of two regions' gateways",
    "A side's VPCs meet across regions",
    "dollars",
    {
      price: "0.05 USD an hour for each end, and 0.02 USD for each GB",
      off: "network.transitGateway",
    },
  ),
  row(
    `${TRANSIT}/peeringAttachmentAccepter:PeeringAttachmentAccepter`,
    "The other end of a peering",
    "A peering is accepted in its second region",
    "free",
    { off: "network.transitGateway" },
  ),
  row(
    `${TRANSIT}/routeTable:RouteTable`,
    "Route table of a side",
    "Production and the rest are apart",
    "free",
    { off: "network.transitGateway" },
  ),
  row(
    `${TRANSIT}/routeTableAssociation:RouteTableAssociation`,
    "Table of an attachment",
    "Traffic of a VPC goes by its side's table",
    "free",
    { off: "network.transitGateway" },
  ),
  row(
    `${TRANSIT}/routeTablePropagation:RouteTablePropagation`,
    "Range of a VPC in a table",
    "A side's table knows its own side's VPCs",
    "free",
    { off: "network.transitGateway" },
  ),
  row(
    `${TRANSIT}/route:Route`,
    "Route to another region, or to nowhere",
    "Ranges of the other side are dropped by name",
    "free",
    { off: "network.transitGateway" },
  ),
  row(
    `${EC2}/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions`,
    "Block of internet gateways in a region",
    "Default VPCs, and VPCs that somebody makes, have no way to the internet",
    "free",
    { off: "network.defaultVpcs" },
  ),
  row(
    `${EC2}/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion`,
    "VPC that an internet gateway serves",
    "Public subnets, and NAT gateways, of VPCs of the file",
    "free",
    { off: "network.defaultVpcs" },
  ),
  row(
    `${EC2}/vpcIpam:VpcIpam`,
    "IP Address Manager",
    "Watches that ranges are taken once, and says what is in use",
    "by use",
    { price: "0.00027 USD an hour for each address in use", off: "network.ipam" },
  ),
  row(`${EC2}/vpcIpamPool:VpcIpamPool`, "Pool of ranges", "One of all, one a region", "free", {
    off: "network.ipam",
  }),
  row(`${EC2}/vpcIpamPoolCidr:VpcIpamPoolCidr`, "Range of a pool", "As the plan has it", "free", {
    off: "network.ipam",
  }),
  row(
    `${EC2}/instance:Instance`,
    "Entry node",
    "Administrators forward ports into networks, without an open port",
    "dollars",
    { price: "0.0042 USD an hour for a t4g.nano, and its disk", off: "network.entry" },
  ),
  row(`${EC2}/launchTemplate:LaunchTemplate`, "Template of a node", "How nodes are made", "free", {
    off: "network.entry",
  }),
  row(
    "aws:iam/instanceProfile:InstanceProfile",
    "Role of nodes",
    "Session Manager's agent",
    "free",
    {
      off: "network.entry",
    },
  ),
];
