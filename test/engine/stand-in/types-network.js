"use strict";
// Networks: VPCs and what connects them. EC2 is a service of regions: what one resource names of
// another has to be there, in the same account and region.

const { fail } = require("./aws");
const { contains, overlaps, parse } = require("./ranges");
const gateways = require("./types-transit").types;

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ROUTE = "aws:ec2/route:Route";
const INTERNET = "aws:ec2/internetGateway:InternetGateway";
const NAT = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const POOL = "aws:ec2/vpcIpamPool:VpcIpamPool";
const POOL_RANGE = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const SHARE = "aws:ram/resourceShare:ResourceShare";

const regionOf = ({ inputs, region }, aws) => inputs.region ?? region ?? aws.region;

/** A new id, as AWS makes them. */
const idOf = (prefix) => (_, aws) => `${prefix}-${aws.next().toString(16).padStart(17, "0")}`;

/** Something of the same account and region. */
function inRegion(aws, type, id, inputs, code) {
  const found = aws.find(type, id);
  if (!found || regionOf(found, aws) !== regionOf({ inputs }, aws)) {
    fail(code, `The ID '${id}' does not exist in ${regionOf({ inputs }, aws)}`);
  }
  return found;
}

const others = (aws, type, old) => aws.all(type, aws.account).filter((one) => one !== old);

/** Refuses to delete what something else is in, or goes by. */
const mustBeFree = (key, types) => (resource, aws) => {
  for (const type of types) {
    const held = aws
      .all(type, aws.account)
      .find((r) => [r.inputs[key]].flat().includes(resource.id));
    if (held) fail("DependencyViolation", `'${resource.id}' has dependencies: ${held.id}`);
  }
};

const ec2 = (kind, prefix, more = {}) => ({
  id: idOf(prefix),
  ...more,
  computed: (resource, aws) => ({
    arn: aws.arn("ec2", `${kind}/${resource.id}`, { region: regionOf(resource, aws) }),
    ownerId: aws.account,
    ...more.computed?.(resource, aws),
  }),
  filledIn: ["region", ...(more.filledIn ?? [])],
  replaces: ["region", ...(more.replaces ?? [])],
});

const RULE = ["cidrBlock", "icmpCode", "icmpType", "ipv6CidrBlock"];

/** Rules of an ACL are numbered, each once in a direction, and few. */
function checkAcl(inputs) {
  for (const rules of [inputs.ingress ?? [], inputs.egress ?? []]) {
    if (rules.length > 20) fail("NetworkAclEntryLimitExceeded", `${rules.length} rules`);
    if (new Set(rules.map(({ ruleNo }) => ruleNo)).size < rules.length) {
      fail("NetworkAclEntryAlreadyExists", "two rules of the same number");
    }
    for (const rule of rules) {
      for (const key of Object.keys(rule)) {
        if (!["action", "fromPort", "protocol", "ruleNo", "toPort", ...RULE].includes(key)) {
          fail("InvalidParameter", `a rule has no ${key}`);
        }
      }
      if (rule.protocol === "-1" && (rule.fromPort !== 0 || rule.toPort !== 0)) {
        fail("InvalidParameterValue", "a rule of all protocols has ports 0 to 0");
      }
      if (parse(rule.cidrBlock) === null) fail("InvalidParameterValue", rule.cidrBlock);
    }
  }
}

/** A range that a pool has, and that no other VPC took from it. */
function checkPool({ ipv4IpamPoolId, cidrBlock, region }, aws, old) {
  if (ipv4IpamPoolId === undefined || old) return;
  const pool = aws.find(POOL, ipv4IpamPoolId);
  if (!pool) fail("InvalidIpamPoolId.NotFound", ipv4IpamPoolId);
  if (pool.inputs.locale !== (region ?? aws.region)) {
    fail("InvalidParameterValue", `the pool ${ipv4IpamPoolId} is of ${pool.inputs.locale}`);
  }
  const ranges = aws.all(POOL_RANGE, aws.account).filter((r) => r.inputs.ipamPoolId === pool.id);
  if (!ranges.some((r) => contains(parse(r.inputs.cidr), parse(cidrBlock)))) {
    fail("InvalidParameterValue", `the pool ${pool.id} does not have ${cidrBlock}`);
  }
}

function checkRange(cidr, largest, smallest, code) {
  const range = parse(cidr);
  if (range === null || range.prefix < largest || range.prefix > smallest) {
    fail(code, `The CIDR '${cidr}' is invalid.`);
  }
  return range;
}

/** Zones that the pretended cloud has in each region. */
const zonesOf = (region) => ["a", "b", "c", "d"].map((letter) => `${region}${letter}`);

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  ...gateways,
  [VPC]: ec2("vpc", "vpc", {
    computed: ({ id }) => ({
      defaultNetworkAclId: id.replace("vpc-", "acl-"),
      defaultRouteTableId: id.replace("vpc-", "rtb-"),
      defaultSecurityGroupId: id.replace("vpc-", "sg-"),
      mainRouteTableId: id.replace("vpc-", "rtb-"),
      dhcpOptionsId: "dopt-00000000000000001",
    }),
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    filledIn: [
      "enableNetworkAddressUsageMetrics",
      "ipv6CidrBlock",
      "ipv6CidrBlockNetworkBorderGroup",
    ],
    replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    refuse: (inputs, aws, old) => {
      checkRange(inputs.cidrBlock, 16, 28, "InvalidVpc.Range");
      checkPool(inputs, aws, old);
    },
    refuseDelete: mustBeFree("vpcId", [SUBNET, INTERNET, TABLE, ENDPOINT, GROUP, ATTACHMENT]),
  }),
  [SUBNET]: ec2("subnet", "subnet", {
    defaults: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false },
    filledIn: ["availabilityZone", "availabilityZoneId", "privateDnsHostnameTypeOnLaunch"],
    replaces: ["availabilityZone", "availabilityZoneId", "cidrBlock", "vpcId"],
    refuse: (inputs, aws, old) => {
      const vpc = inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound");
      const range = checkRange(inputs.cidrBlock, 16, 28, "InvalidSubnet.Range");
      if (!contains(parse(vpc.inputs.cidrBlock), range)) {
        fail("InvalidSubnet.Range", `The CIDR '${inputs.cidrBlock}' is invalid.`);
      }
      const region = regionOf({ inputs }, aws);
      if (inputs.availabilityZone && !zonesOf(region).includes(inputs.availabilityZone)) {
        fail("InvalidParameterValue", `availabilityZone (${inputs.availabilityZone}) is invalid.`);
      }
      for (const other of others(aws, SUBNET, old)) {
        if (other.inputs.vpcId !== inputs.vpcId) continue;
        if (overlaps(parse(other.inputs.cidrBlock), range)) {
          fail("InvalidSubnet.Conflict", `'${inputs.cidrBlock}' conflicts with another subnet`);
        }
      }
    },
    refuseDelete: (subnet, aws) => {
      mustBeFree("subnetId", [NAT])(subnet, aws);
      mustBeFree("subnetIds", [ENDPOINT, ATTACHMENT])(subnet, aws);
    },
  }),
  [TABLE]: ec2("route-table", "rtb", {
    filledIn: ["propagatingVgws", "routes"],
    replaces: ["vpcId"],
    refuse: (inputs, aws) => inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound"),
    refuseDelete: mustBeFree("routeTableId", [TABLE_ASSOCIATION]),
  }),
  [TABLE_ASSOCIATION]: {
    id: idOf("rtbassoc"),
    filledIn: ["region"],
    replaces: ["gatewayId", "region", "subnetId"],
    refuse: (inputs, aws, old) => {
      const table = inRegion(
        aws,
        TABLE,
        inputs.routeTableId,
        inputs,
        "InvalidRouteTableID.NotFound",
      );
      const subnet = inRegion(aws, SUBNET, inputs.subnetId, inputs, "InvalidSubnetID.NotFound");
      if (table.inputs.vpcId !== subnet.inputs.vpcId) {
        fail("InvalidParameterValue", "route table and subnet belong to different networks");
      }
      if (others(aws, TABLE_ASSOCIATION, old).some((r) => r.inputs.subnetId === inputs.subnetId)) {
        fail("Resource.AlreadyAssociated", inputs.subnetId);
      }
    },
  },
  [ROUTE]: {
    id: ({ routeTableId, destinationCidrBlock }) => `r-${routeTableId}${destinationCidrBlock}`,
    computed: () => ({
      instanceId: "",
      instanceOwnerId: "",
      origin: "CreateRoute",
      state: "active",
    }),
    filledIn: ["region", "networkInterfaceId"],
    replaces: ["destinationCidrBlock", "region", "routeTableId"],
    refuse: (inputs, aws) => {
      const { routeTableId, gatewayId, natGatewayId, transitGatewayId } = inputs;
      const table = inRegion(aws, TABLE, routeTableId, inputs, "InvalidRouteTableID.NotFound");
      const targets = [gatewayId, natGatewayId, transitGatewayId].filter(Boolean);
      if (targets.length !== 1) fail("MissingParameter", "a route has one target");
      const range = parse(inputs.destinationCidrBlock);
      const vpc = aws.find(VPC, table.inputs.vpcId);
      if (contains(parse(vpc.inputs.cidrBlock), range)) {
        fail("InvalidParameterValue", `${inputs.destinationCidrBlock} is local`);
      }
      if (gatewayId) inRegion(aws, INTERNET, gatewayId, inputs, "InvalidGatewayID.NotFound");
      if (natGatewayId) inRegion(aws, NAT, natGatewayId, inputs, "NatGatewayNotFound");
      if (transitGatewayId) {
        const attached = aws
          .all(ATTACHMENT, aws.account)
          .some((a) => a.inputs.vpcId === vpc.id && a.inputs.transitGatewayId === transitGatewayId);
        if (!attached) fail("InvalidTransitGatewayID.NotFound", transitGatewayId);
      }
    },
  },
  [INTERNET]: ec2("internet-gateway", "igw", {
    filledIn: ["vpcId"],
    refuse: (inputs, aws, old) => {
      inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound");
      if (others(aws, INTERNET, old).some((r) => r.inputs.vpcId === inputs.vpcId)) {
        fail("Resource.AlreadyAssociated", `${inputs.vpcId} has an internet gateway`);
      }
    },
    refuseDelete: (gateway, aws) => {
      // AWS detaches none while public addresses are in use behind it.
      const nats = aws.all(NAT, aws.account).map((n) => aws.find(SUBNET, n.inputs.subnetId));
      if (nats.some((subnet) => subnet?.inputs.vpcId === gateway.inputs.vpcId)) {
        fail("DependencyViolation", `${gateway.inputs.vpcId} has mapped public addresses`);
      }
    },
  }),
  [EIP]: {
    id: idOf("eipalloc"),
    computed: ({ id }, aws) => ({
      allocationId: id,
      arn: aws.arn("ec2", `elastic-ip/${id}`),
      publicIp: "203.0.113.1",
    }),
    filledIn: ["domain", "networkBorderGroup", "publicIpv4Pool", "region", "networkInterface"],
    replaces: ["domain", "region"],
    refuseDelete: mustBeFree("allocationId", [NAT]),
  },
  [NAT]: {
    id: idOf("nat"),
    computed: () => ({ publicIp: "203.0.113.1" }),
    defaults: { connectivityType: "public" },
    filledIn: [
      "availabilityMode",
      "availabilityZoneAddresses",
      "privateIp",
      "region",
      "secondaryAllocationIds",
      "secondaryPrivateIpAddressCount",
      "secondaryPrivateIpAddresses",
      "vpcId",
    ],
    replaces: ["allocationId", "connectivityType", "region", "subnetId"],
    refuse: (inputs, aws, old) => {
      const { allocationId } = inputs;
      const subnet = inRegion(aws, SUBNET, inputs.subnetId, inputs, "InvalidSubnetID.NotFound");
      inRegion(aws, EIP, allocationId, inputs, "InvalidAllocationID.NotFound");
      if (others(aws, NAT, old).some((r) => r.inputs.allocationId === allocationId)) {
        fail("Resource.AlreadyAssociated", allocationId);
      }
      const hasInternet = aws
        .all(INTERNET, aws.account)
        .some((g) => g.inputs.vpcId === subnet.inputs.vpcId);
      if (!hasInternet)
        fail("Gateway.NotAttached", `${subnet.inputs.vpcId} has no internet gateway`);
    },
  },
  "aws:ec2/networkAcl:NetworkAcl": ec2("network-acl", "acl", {
    filledIn: ["subnetIds"],
    replaces: ["vpcId"],
    sets: ["egress", "ingress", "subnetIds"],
    refuse: (inputs, aws) => {
      inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound");
      checkAcl(inputs);
    },
  }),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": {
    ...ec2("network-acl", "acl", {
      filledIn: ["subnetIds"],
      replaces: ["defaultNetworkAclId"],
      refuse: checkAcl,
    }),
    id: ({ defaultNetworkAclId }) => defaultNetworkAclId,
  },
  "aws:ec2/defaultRouteTable:DefaultRouteTable": {
    ...ec2("route-table", "rtb", {
      filledIn: ["propagatingVgws"],
      replaces: ["defaultRouteTableId"],
    }),
    id: ({ defaultRouteTableId }) => defaultRouteTableId,
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    ...ec2("security-group", "sg", {
      computed: () => ({
        name: "default",
        namePrefix: "",
        description: "default VPC security group",
      }),
      filledIn: ["vpcId"],
      replaces: ["vpcId"],
      unreadable: ["revokeRulesOnDelete"],
      refuse: (inputs, aws) => inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound"),
    }),
    id: ({ vpcId }) => vpcId.replace("vpc-", "sg-"),
  },
  [GROUP]: ec2("security-group", "sg", {
    defaults: { revokeRulesOnDelete: false },
    filledIn: ["name", "vpcId"],
    replaces: ["description", "name", "namePrefix", "vpcId"],
    sets: ["egress", "ingress"],
    unreadable: ["revokeRulesOnDelete"],
    refuse: (inputs, aws) => inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound"),
    refuseDelete: mustBeFree("securityGroupIds", [ENDPOINT]),
  }),
  [ENDPOINT]: ec2("vpc-endpoint", "vpce", {
    computed: () => ({ state: "available", requesterManaged: false }),
    defaults: { vpcEndpointType: "Gateway" },
    filledIn: [
      "dnsOptions",
      "ipAddressType",
      "policy",
      "privateDnsEnabled",
      "routeTableIds",
      "securityGroupIds",
      "serviceRegion",
      "subnetConfigurations",
      "subnetIds",
    ],
    replaces: ["serviceName", "vpcEndpointType", "vpcId"],
    sets: ["routeTableIds", "securityGroupIds", "subnetIds"],
    documents: ["policy"],
    refuse: (inputs, aws, old) => {
      const { vpcId, serviceName, vpcEndpointType, privateDnsEnabled, policy } = inputs;
      inRegion(aws, VPC, vpcId, inputs, "InvalidVpcID.NotFound");
      if (!serviceName.startsWith(`com.amazonaws.${regionOf({ inputs }, aws)}.`)) {
        fail("InvalidServiceName", serviceName);
      }
      if (policy?.includes("{{")) fail("InvalidPolicyDocument", policy);
      for (const id of inputs.subnetIds ?? []) {
        const subnet = inRegion(aws, SUBNET, id, inputs, "InvalidSubnetID.NotFound");
        if (subnet.inputs.vpcId !== vpcId) fail("InvalidParameter", `${id} is in another VPC`);
      }
      for (const id of inputs.routeTableIds ?? []) {
        inRegion(aws, TABLE, id, inputs, "InvalidRouteTableId.NotFound");
      }
      if (vpcEndpointType === "Gateway" && !/\.(s3|dynamodb)$/.test(serviceName)) {
        fail("InvalidParameter", `${serviceName} has no gateway endpoints`);
      }
      const twin = others(aws, ENDPOINT, old).some(
        (r) => r.inputs.vpcId === vpcId && r.inputs.serviceName === serviceName,
      );
      if (privateDnsEnabled && twin) {
        fail(
          "InvalidParameter",
          `there is a conflicting DNS domain for ${serviceName} in ${vpcId}`,
        );
      }
    },
  }),
  "aws:ec2/flowLog:FlowLog": {
    id: idOf("fl"),
    computed: (log, aws) => ({ arn: aws.arn("ec2", `vpc-flow-log/${log.id}`) }),
    defaults: { maxAggregationInterval: 600 },
    filledIn: ["region"],
    replaces: [
      "destinationOptions",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "region",
      "trafficType",
      "vpcId",
    ],
    refuse: (inputs, aws) => {
      inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound");
      mustTakeLogs(inputs.logDestination, aws);
    },
  },
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": {
    id: idOf("rqlc"),
    computed: (config, aws) => ({
      arn: aws.arn("route53resolver", `resolver-query-log-config/${config.id}`, {
        region: regionOf(config, aws),
      }),
      ownerId: aws.account,
      shareStatus: "NOT_SHARED",
    }),
    autoname: "name",
    filledIn: ["region"],
    replaces: ["destinationArn", "name", "region"],
    refuse: ({ destinationArn }, aws) => mustTakeLogs(destinationArn, aws),
    refuseDelete: mustBeFree("resolverQueryLogConfigId", [
      "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
    ]),
  },
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": {
    id: idOf("rqlca"),
    filledIn: ["region"],
    replaces: ["region", "resolverQueryLogConfigId", "resourceId"],
    refuse: (inputs, aws) => {
      const config = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
      inRegion(aws, VPC, inputs.resourceId, inputs, "InvalidParameterException");
      inRegion(aws, config, inputs.resolverQueryLogConfigId, inputs, "ResourceNotFoundException");
    },
  },
  [SHARE]: {
    id: (inputs, aws) =>
      aws.arn("ram", `resource-share/${aws.next()}`, { region: regionOf({ inputs }, aws) }),
    computed: ({ id }) => ({ arn: id }),
    autoname: "name",
    // The provider's default, which is not what anybody wants.
    defaults: { allowExternalPrincipals: true },
    filledIn: ["permissionArns", "region"],
    replaces: ["permissionArns", "region"],
    refuse: (inputs, aws) => {
      const sharing = "aws:ram/sharingWithOrganization:SharingWithOrganization";
      if (aws.all(sharing).length === 0) {
        fail("OperationNotPermittedException", "sharing with the organization is not enabled");
      }
    },
  },
  "aws:ram/resourceAssociation:ResourceAssociation": {
    id: ({ resourceShareArn, resourceArn }) => `${resourceShareArn},${resourceArn}`,
    filledIn: ["region"],
    replaces: ["region", "resourceArn", "resourceShareArn"],
    refuse: (inputs, aws) => {
      inRegion(aws, SHARE, inputs.resourceShareArn, inputs, "UnknownResourceException");
      const subnet = aws
        .all(SUBNET, aws.account)
        .find(({ outputs }) => outputs?.arn === inputs.resourceArn);
      if (!subnet || regionOf(subnet, aws) !== regionOf({ inputs }, aws)) {
        fail("UnknownResourceException", `Resource ${inputs.resourceArn} could not be found`);
      }
    },
  },
  "aws:ram/principalAssociation:PrincipalAssociation": {
    id: ({ resourceShareArn, principal }) => `${resourceShareArn},${principal}`,
    filledIn: ["region"],
    replaces: ["principal", "region", "resourceShareArn"],
    refuse: (inputs, aws) => {
      inRegion(aws, SHARE, inputs.resourceShareArn, inputs, "UnknownResourceException");
      const [, organization, unit] =
        /^arn:[^:]+:organizations::\d{12}:ou\/([^/]+)\/([^/]+)$/.exec(inputs.principal) ?? [];
      const isThere =
        organization === aws.organization()?.id &&
        aws
          .all("aws:organizations/organizationalUnit:OrganizationalUnit")
          .some(({ id }) => id === unit);
      if (!isThere) fail("UnknownResourceException", `unknown principal ${inputs.principal}`);
    },
  },
  "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": {
    id: (inputs, aws) => `${regionOf({ inputs }, aws)}`,
    computed: (_, aws) => ({ awsAccountId: aws.account, awsRegion: aws.region }),
    filledIn: ["region"],
    replaces: ["region"],
    put: true,
    refuse: ({ internetGatewayBlockMode: mode }) => {
      if (!["off", "block-bidirectional", "block-ingress"].includes(mode)) {
        fail("InvalidParameterValue", mode);
      }
    },
  },
  "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": {
    id: idOf("vpcbpa-exclude"),
    filledIn: ["region"],
    replaces: ["region", "subnetId", "vpcId"],
    refuse: (inputs, aws) => {
      if (!["allow-bidirectional", "allow-egress"].includes(inputs.internetGatewayExclusionMode)) {
        fail("InvalidParameterValue", inputs.internetGatewayExclusionMode);
      }
      inRegion(aws, VPC, inputs.vpcId, inputs, "InvalidVpcID.NotFound");
    },
  },
  "aws:ec2/vpcIpam:VpcIpam": ec2("ipam", "ipam", {
    computed: ({ id }) => ({
      privateDefaultScopeId: id.replace("ipam-", "ipam-scope-"),
      publicDefaultScopeId: id.replace("ipam-", "ipam-scope-f"),
      scopeCount: 2,
    }),
    filledIn: ["enablePrivateGua", "meteredAccount"],
    sets: ["operatingRegions"],
    unreadable: ["cascade"],
    refuse: ({ operatingRegions, region }, aws) => {
      if (!operatingRegions.some(({ regionName }) => regionName === (region ?? aws.region))) {
        fail("InvalidParameterValue", "the region of the IPAM is one of its operating regions");
      }
    },
    refuseDelete: (_, aws) => {
      if (aws.all(POOL, aws.account).length > 0) fail("DependencyViolation", "it has pools");
    },
  }),
  [POOL]: ec2("ipam-pool", "ipam-pool", {
    computed: ({ inputs }) => ({
      ipamScopeType: "private",
      poolDepth: inputs.sourceIpamPoolId ? 2 : 1,
      state: "create-complete",
    }),
    filledIn: ["locale"],
    replaces: ["addressFamily", "ipamScopeId", "locale", "sourceIpamPoolId"],
    unreadable: ["cascade"],
    refuseDelete: (pool, aws) => {
      mustBeFree("sourceIpamPoolId", [POOL])(pool, aws);
      mustBeFree("ipamPoolId", [POOL_RANGE])(pool, aws);
    },
  }),
  [POOL_RANGE]: {
    id: ({ cidr, ipamPoolId }) => `${cidr}_${ipamPoolId}`,
    computed: ({ id }) => ({ ipamPoolCidrId: `ipam-pool-cidr-${id}` }),
    filledIn: ["cidr", "region"],
    replaces: ["cidr", "ipamPoolId", "netmaskLength", "region"],
    refuse: ({ cidr, ipamPoolId }, aws) => {
      const pool = aws.find(POOL, ipamPoolId);
      if (!pool) fail("InvalidIpamPoolId.NotFound", ipamPoolId);
      const source = pool.inputs.sourceIpamPoolId;
      if (source === undefined) return;
      const has = aws
        .all(POOL_RANGE, aws.account)
        .some((r) => r.inputs.ipamPoolId === source && contains(parse(r.inputs.cidr), parse(cidr)));
      if (!has) fail("InvalidParameterValue", `the pool ${source} does not have ${cidr}`);
    },
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    id: idOf("lt"),
    computed: (template, aws) => ({
      arn: aws.arn("ec2", `launch-template/${template.id}`),
      latestVersion: 1,
    }),
    filledIn: ["defaultVersion", "name", "region"],
    replaces: ["name", "namePrefix", "region"],
  },
  "aws:ec2/instance:Instance": {
    id: idOf("i"),
    computed: (instance, aws) => ({ arn: aws.arn("ec2", `instance/${instance.id}`) }),
    filledIn: ["ami", "instanceType", "region", "subnetId"],
    replaces: ["ami", "region", "subnetId"],
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    id: ({ name }) => name,
    computed: (profile, aws) => ({
      arn: aws.arn("iam", `instance-profile${profile.inputs.path ?? "/"}${profile.id}`),
    }),
    autoname: "name",
    defaults: { path: "/" },
    replaces: ["name", "namePrefix", "path"],
  },
};

/** A bucket, of whatever account, whose policy lets AWS deliver logs there. */
function mustTakeLogs(destination, aws) {
  const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(destination)?.[1];
  const policy = aws
    .all("aws:s3/bucketPolicy:BucketPolicy")
    .find(({ inputs }) => inputs.bucket === bucket);
  const lets = [JSON.parse(policy?.inputs.policy ?? '{"Statement":[]}').Statement]
    .flat()
    .some(
      ({ Effect, Principal }) =>
        Effect === "Allow" && Principal?.Service === "delivery.logs.amazonaws.com",
    );
  if (!lets)
    fail("LogDestinationPermissionIssue", `Access denied for LogDestination: ${destination}`);
}

const functions = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region }, aws) => {
    const names = zonesOf(region ?? aws.region);
    return { id: region ?? aws.region, names, zoneIds: names.map((name) => `id-of-${name}`) };
  },
};

module.exports = { functions, types };
