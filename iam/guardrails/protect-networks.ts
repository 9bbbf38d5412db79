import { ACCESS_ROLE, deny, exceptOwnRoles, type Guardrail } from "./guardrail";

/**
 * What watches networks, and what keeps production apart. The network function administers all else.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53resolver.html
 */
const CHANGES = [
  "ec2:AssociateTransitGatewayRouteTable",
  "ec2:CreateTransitGatewayRoute*",
  "ec2:CreateVpcBlockPublicAccessExclusion",
  "ec2:DeleteFlowLogs",
  "ec2:DeleteTransitGatewayRoute*",
  "ec2:DeleteVpcBlockPublicAccessExclusion",
  "ec2:DisableTransitGatewayRouteTablePropagation",
  "ec2:DisassociateTransitGatewayRouteTable",
  "ec2:EnableTransitGatewayRouteTablePropagation",
  "ec2:ModifyTransitGateway*",
  "ec2:ModifyVpcBlockPublicAccess*",
  "ec2:ModifyVpcEndpoint",
  "ec2:ReplaceTransitGatewayRoute",
  "route53resolver:DeleteResolverQueryLogConfig",
  "route53resolver:DisassociateResolverQueryLogConfig",
];

export const protectNetworks: Guardrail = {
  name: "protect-networks",
  kind: "scp",
  sentence:
    "Only the landing zone ends flow logs and query logs, reroutes transit gateways, and changes endpoints and the block of public access",
  why: "One call of somebody who administers networks would join production with the rest, or put out the light over what then comes and goes.",
  statements: (context) => [deny(CHANGES, exceptOwnRoles(context))],
  denies: () => [
    { what: "flow logs end", action: "ec2:DeleteFlowLogs" },
    {
      what: "resolvers' questions are no longer logged",
      action: "route53resolver:DisassociateResolverQueryLogConfig",
    },
    { what: "an endpoint gets AWS's open policy", action: "ec2:ModifyVpcEndpoint" },
    { what: "a way from nonproduction to production", action: "ec2:CreateTransitGatewayRoute" },
    {
      what: "another side's ranges are learnt",
      action: "ec2:EnableTransitGatewayRouteTablePropagation",
    },
    {
      what: "an attachment changes sides",
      action: "ec2:AssociateTransitGatewayRouteTable",
    },
    {
      what: "VPCs may be reached from the internet",
      action: "ec2:ModifyVpcBlockPublicAccessOptions",
    },
    {
      what: "one VPC may be reached from the internet",
      action: "ec2:CreateVpcBlockPublicAccessExclusion",
    },
  ],
  allows: () => [
    { what: "a subnet is made", action: "ec2:CreateSubnet" },
    { what: "a route of a VPC is changed", action: "ec2:ReplaceRoute" },
    { what: "more flow logs", action: "ec2:CreateFlowLogs" },
    { what: "routes of a transit gateway are read", action: "ec2:SearchTransitGatewayRoutes" },
    { what: "the landing zone ends flow logs", by: ACCESS_ROLE, action: "ec2:DeleteFlowLogs" },
    {
      what: "the landing zone routes",
      by: ACCESS_ROLE,
      action: "ec2:CreateTransitGatewayRoute",
    },
  ],
};
