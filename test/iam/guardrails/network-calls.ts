/** Calls by which networks are made, changed and deleted in the network account. */

type Calls = readonly (readonly [actions: readonly string[], on: string])[];

const ec2 = (...names: readonly string[]): Calls => [[names.map((name) => `ec2:${name}`), "*"]];

const TAGS = ["CreateTags", "DeleteTags"];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const NETWORK_CALLS: Readonly<Record<string, Calls>> = {
  "aws:ec2/vpc:Vpc": ec2("CreateVpc", "ModifyVpcAttribute", "DescribeVpcs", "DeleteVpc", ...TAGS),
  "aws:ec2/subnet:Subnet": ec2(
    ...["CreateSubnet", "ModifySubnetAttribute", "DescribeSubnets", "DeleteSubnet"],
    "DescribeAvailabilityZones",
  ),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ec2("DeleteNetworkAclEntry"),
  "aws:ec2/defaultRouteTable:DefaultRouteTable": ec2("DeleteRoute"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2(
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
  ),
  "aws:ec2/networkAcl:NetworkAcl": ec2(
    ...["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry"],
    ...["ReplaceNetworkAclAssociation", "ReplaceNetworkAclEntry"],
  ),
  "aws:ec2/flowLog:FlowLog": [
    [["ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", "ec2:DescribeFlowLogs"], "*"],
    [["logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries"], "*"],
  ],
  "aws:ec2/routeTable:RouteTable": ec2("CreateRouteTable", "DeleteRouteTable"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2(
    ...["AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation"],
  ),
  "aws:ec2/route:Route": ec2("CreateRoute", "ReplaceRoute", "DeleteRoute"),
  "aws:ec2/internetGateway:InternetGateway": ec2(
    ...["CreateInternetGateway", "AttachInternetGateway", "DetachInternetGateway"],
    "DeleteInternetGateway",
  ),
  "aws:ec2/eip:Eip": ec2("AllocateAddress", "ReleaseAddress", "DescribeAddresses"),
  "aws:ec2/natGateway:NatGateway": ec2("CreateNatGateway", "DeleteNatGateway"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2(
    ...["CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints", "DescribePrefixLists"],
  ),
  "aws:ec2/securityGroup:SecurityGroup": ec2(
    ...["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup"],
    ...["DeleteSecurityGroup", "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
  ),
  "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": ec2(
    "ModifyVpcBlockPublicAccessOptions",
    "DescribeVpcBlockPublicAccessOptions",
  ),
  "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": ec2(
    ...["CreateVpcBlockPublicAccessExclusion", "DeleteVpcBlockPublicAccessExclusion"],
    ...["DescribeVpcBlockPublicAccessExclusions", "ModifyVpcBlockPublicAccessExclusion"],
  ),
  "aws:ec2/vpcIpam:VpcIpam": [
    [["ec2:CreateIpam", "ec2:ModifyIpam", "ec2:DeleteIpam", "iam:CreateServiceLinkedRole"], "*"],
  ],
  "aws:ec2/vpcIpamPool:VpcIpamPool": ec2("CreateIpamPool", "ModifyIpamPool", "DeleteIpamPool"),
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": ec2(
    ...["ProvisionIpamPoolCidr", "DeprovisionIpamPoolCidr", "GetIpamPoolCidrs"],
  ),
  "aws:ec2transitgateway/transitGateway:TransitGateway": ec2(
    ...["CreateTransitGateway", "ModifyTransitGateway", "DeleteTransitGateway"],
  ),
  "aws:ec2transitgateway/routeTable:RouteTable": ec2(
    ...["CreateTransitGatewayRouteTable", "DeleteTransitGatewayRouteTable"],
  ),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ec2(
    ...["CreateTransitGatewayVpcAttachment", "ModifyTransitGatewayVpcAttachment"],
    "DeleteTransitGatewayVpcAttachment",
  ),
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": ec2(
    ...["CreateTransitGatewayPeeringAttachment", "DeleteTransitGatewayPeeringAttachment"],
  ),
  "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": ec2(
    "AcceptTransitGatewayPeeringAttachment",
  ),
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": ec2(
    ...["AssociateTransitGatewayRouteTable", "DisassociateTransitGatewayRouteTable"],
  ),
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": ec2(
    ...["DisableTransitGatewayRouteTablePropagation", "EnableTransitGatewayRouteTablePropagation"],
  ),
  "aws:ec2transitgateway/route:Route": ec2(
    ...["CreateTransitGatewayRoute", "DeleteTransitGatewayRoute"],
  ),
  "aws:ram/resourceShare:ResourceShare": [
    [["ram:CreateResourceShare", "ram:DeleteResourceShare", "ram:UpdateResourceShare"], "*"],
  ],
  "aws:ram/resourceAssociation:ResourceAssociation": [
    [["ram:AssociateResourceShare", "ram:DisassociateResourceShare"], "*"],
  ],
  "aws:ram/principalAssociation:PrincipalAssociation": [
    [["ram:AssociateResourceShare", "ram:DisassociateResourceShare"], "*"],
  ],
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": [
    [
      [
        ...["route53resolver:CreateResolverQueryLogConfig"],
        ...["route53resolver:DeleteResolverQueryLogConfig", "logs:CreateLogDelivery"],
      ],
      "*",
    ],
  ],
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": [
    [
      [
        "route53resolver:AssociateResolverQueryLogConfig",
        "route53resolver:DisassociateResolverQueryLogConfig",
      ],
      "*",
    ],
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("CreateLaunchTemplate", "DeleteLaunchTemplate"),
  "aws:ec2/instance:Instance": ec2("RunInstances", "TerminateInstances", "DescribeInstances"),
  "aws:iam/instanceProfile:InstanceProfile": [
    [
      ["iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:DeleteInstanceProfile"],
      "arn:{{partition}}:iam::{{account:self}}:instance-profile/service/entry",
    ],
  ],
};
