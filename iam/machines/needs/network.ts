import type { Needs, NeedsByAccount } from "./needs";

const reads = (...actions: readonly string[]): Needs => ({ reads: actions });

/** VPCs. */
const VPCS: Readonly<Record<string, Needs>> = {
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": reads("ec2:DescribeNetworkAcls"),
  "aws:ec2/defaultRouteTable:DefaultRouteTable": reads("ec2:DescribeRouteTables"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": reads("ec2:DescribeSecurityGroups"),
  "aws:ec2/eip:Eip": reads("ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"),
  "aws:ec2/flowLog:FlowLog": reads("ec2:DescribeFlowLogs"),
  "aws:ec2/internetGateway:InternetGateway": reads("ec2:DescribeInternetGateways"),
  "aws:ec2/natGateway:NatGateway": reads("ec2:DescribeNatGateways"),
  "aws:ec2/networkAcl:NetworkAcl": reads("ec2:DescribeNetworkAcls"),
  "aws:ec2/route:Route": reads("ec2:DescribeRouteTables"),
  "aws:ec2/routeTable:RouteTable": reads("ec2:DescribeRouteTables"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": reads("ec2:DescribeRouteTables"),
  "aws:ec2/securityGroup:SecurityGroup": reads("ec2:DescribeSecurityGroups"),
  "aws:ec2/subnet:Subnet": reads("ec2:DescribeSubnets"),
  "aws:ec2/vpc:Vpc": reads(
    "ec2:DescribeNetworkAcls",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeVpcAttribute",
    "ec2:DescribeVpcs",
  ),
  "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": reads(
    "ec2:DescribeVpcBlockPublicAccessExclusions",
  ),
  "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": reads(
    "ec2:DescribeVpcBlockPublicAccessOptions",
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": reads("ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"),
  "aws:ec2/vpcIpam:VpcIpam": reads("ec2:DescribeIpams"),
  "aws:ec2/vpcIpamPool:VpcIpamPool": reads("ec2:DescribeIpamPools"),
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": reads("ec2:DescribeIpamPools", "ec2:GetIpamPoolCidrs"),
};

/** What connects and shares them, and what their resolvers were asked. */
const BETWEEN: Readonly<Record<string, Needs>> = {
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": reads(
    "ec2:DescribeTransitGatewayPeeringAttachments",
  ),
  "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": reads(
    "ec2:DescribeTransitGatewayPeeringAttachments",
  ),
  "aws:ec2transitgateway/route:Route": reads("ec2:SearchTransitGatewayRoutes"),
  "aws:ec2transitgateway/routeTable:RouteTable": reads("ec2:DescribeTransitGatewayRouteTables"),
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": reads(
    "ec2:GetTransitGatewayRouteTableAssociations",
  ),
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": reads(
    "ec2:GetTransitGatewayRouteTablePropagations",
  ),
  "aws:ec2transitgateway/transitGateway:TransitGateway": reads("ec2:DescribeTransitGateways"),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": reads(
    "ec2:DescribeTransitGatewayVpcAttachments",
    "ec2:DescribeTransitGateways",
    "ec2:GetTransitGatewayRouteTableAssociations",
    "ec2:GetTransitGatewayRouteTablePropagations",
  ),
  "aws:ram/principalAssociation:PrincipalAssociation": reads("ram:GetResourceShareAssociations"),
  "aws:ram/resourceAssociation:ResourceAssociation": reads("ram:GetResourceShareAssociations"),
  "aws:ram/resourceShare:ResourceShare": reads(
    "ram:GetResourceShares",
    "ram:ListResourceSharePermissions",
  ),
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": reads(
    "route53resolver:GetResolverQueryLogConfig",
    "route53resolver:ListTagsForResource",
  ),
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": reads(
    "route53resolver:GetResolverQueryLogConfigAssociation",
  ),
};

/** Ways into networks. */
const ENTRY: Readonly<Record<string, Needs>> = {
  "aws:ec2/instance:Instance": reads(
    "ec2:DescribeInstanceAttribute",
    "ec2:DescribeInstanceCreditSpecifications",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeInstances",
    "ec2:DescribeTags",
    "ec2:DescribeVolumes",
  ),
  "aws:ec2/launchTemplate:LaunchTemplate": reads(
    "ec2:DescribeLaunchTemplateVersions",
    "ec2:DescribeLaunchTemplates",
  ),
  "aws:iam/instanceProfile:InstanceProfile": reads(
    "iam:GetInstanceProfile",
    "iam:ListInstanceProfileTags",
  ),
};

/** Networks, and the ways into them. */
export const NETWORK: NeedsByAccount = { network: { ...VPCS, ...BETWEEN, ...ENTRY } };
