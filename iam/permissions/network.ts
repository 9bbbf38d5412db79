import { noCustomerData } from "./customer-data";
import type { Level } from "./level";
import { serviceRoles } from "./service-roles";

/** What networks are made of, by RAM's names. Other shares, e.g. of databases, would carry data. */
const ofNetworks = {
  "ram:RequestedResourceType": [
    "ec2:*",
    "network-firewall:*",
    "networkmanager:*",
    "route53profiles:*",
    "route53resolver:*",
    "vpc-lattice:*",
  ],
};

/**
 * Administers VPCs and what connects them, and reads flow logs (log groups with `flow-logs` in
 * their name), and no customer data. Shares by RAM stay inside the organization.
 */
export const network: Level = {
  managed: ["job-function/ViewOnlyAccess"],
  statements: [
    {
      Sid: "Networks",
      Effect: "Allow",
      Action: [
        "directconnect:*",
        "ec2:*Address*",
        "ec2:*CarrierGateway*",
        "ec2:*ClientVpn*",
        "ec2:*CustomerGateway*",
        "ec2:*DhcpOptions",
        "ec2:*FlowLogs",
        "ec2:*InternetGateway*",
        "ec2:*Ipam*",
        "ec2:*ManagedPrefixList*",
        "ec2:*NatGateway*",
        "ec2:*NetworkAcl*",
        "ec2:*NetworkInsights*",
        "ec2:*Route*",
        "ec2:*SecurityGroup*",
        "ec2:*Subnet*",
        "ec2:*TransitGateway*",
        "ec2:*Vpc*",
        "ec2:*Vpn*",
        "ec2:CreateNetworkInterface",
        "ec2:CreateTags",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteTags",
        "ec2:Describe*",
        "ec2:ModifyNetworkInterfaceAttribute",
        "network-firewall:*",
        "networkmanager:*",
        "route53:*HostedZone*",
        "route53:ChangeResourceRecordSets",
        "route53:Get*",
        "route53:List*",
        "route53resolver:*",
      ],
      Resource: "*",
    },
    {
      Sid: "SharesInside",
      Effect: "Allow",
      Action: ["ram:CreateResourceShare", "ram:UpdateResourceShare"],
      Resource: "*",
      Condition: {
        Bool: { "ram:RequestedAllowsExternalPrincipals": "false" },
        StringLikeIfExists: ofNetworks,
      },
    },
    {
      Sid: "MoreInSharesInside",
      Effect: "Allow",
      Action: "ram:AssociateResourceShare",
      Resource: "*",
      Condition: {
        Bool: { "ram:AllowsExternalPrincipals": "false" },
        StringLikeIfExists: ofNetworks,
      },
    },
    {
      Sid: "LessInShares",
      Effect: "Allow",
      Action: ["ram:DeleteResourceShare", "ram:DisassociateResourceShare", "ram:Get*", "ram:List*"],
      Resource: "*",
    },
    {
      Sid: "ReadFlowLogs",
      Effect: "Allow",
      Action: [
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogGroupFields",
        "logs:GetQueryResults",
        "logs:StartQuery",
      ],
      Resource: "arn:{{partition}}:logs:*:{{account:self}}:log-group:*flow-logs*",
    },
    {
      Sid: "ReadMetrics",
      Effect: "Allow",
      Action: ["cloudwatch:Get*", "cloudwatch:List*", "logs:Describe*", "logs:StopQuery"],
      Resource: "*",
    },
    {
      Sid: "DeliverFlowLogs",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: serviceRoles,
      Condition: { StringEquals: { "iam:PassedToService": "vpc-flow-logs.amazonaws.com" } },
    },
    noCustomerData,
  ],
};
