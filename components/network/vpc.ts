import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FLOW_LOG_FORMAT, FLOW_LOG_OPTIONS } from "../../iam/audit/flow-logs";
import { aclOf } from "../../model/network/acls";
import type { SubnetTier } from "../../model/network/addresses";
import { answersArrive } from "../../model/network/answers";
import type { PlannedVpc } from "../../model/network/plan";
import { zoneLetter } from "../../model/network/subnets";

export interface VpcArgs {
  readonly vpc: PlannedVpc;
  /** Range of all networks, where routes lead to other VPCs; else that of the VPC. */
  readonly near: string;
  /** ARN of where flow logs go; null without them. */
  readonly flowLogs: pulumi.Input<string> | null;
  /** What has to be there before logs are delivered. */
  readonly delivery: readonly pulumi.Resource[];
  /** Pool of IP Address Manager that has the range; null without it. */
  readonly pool: pulumi.Input<string> | null;
}

const ANYWHERE = "0.0.0.0/0";

/**
 * One VPC: subnets in tiers and zones, what routes their traffic, and its flow log. What AWS makes
 * along with a VPC, a group, an ACL and a table, is emptied: nothing works by default. VPC and subnets
 * are protected: another range would replace them, with all that lives there.
 */
export class Vpc extends pulumi.ComponentResource {
  public readonly vpcId: pulumi.Output<string>;
  public readonly subnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  public readonly subnetArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Route tables by name: `private-a`, `isolated`. */
  public readonly tableIds: Readonly<Record<string, pulumi.Output<string>>>;

  private readonly region: string;
  private readonly parent = { parent: this };

  constructor(
    private readonly name: string,
    private readonly args: VpcArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:network:Vpc", name, {}, opts);
    const { vpc } = args;
    this.region = vpc.region;
    const made = this.makeVpc();
    this.vpcId = made.id;
    this.emptyDefaults(made);
    const subnets = this.makeSubnets();
    this.subnetIds = mapped(subnets, ({ id }) => id);
    this.subnetArns = mapped(subnets, ({ arn }) => arn);
    const tables = this.makeTables();
    this.tableIds = mapped(tables, ({ id }) => id);
    this.makeInternet();
    this.makeAcls();
    this.makeFlowLog();
    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds });
  }

  private makeVpc(): aws.ec2.Vpc {
    const { vpc, pool } = this.args;
    return new aws.ec2.Vpc(
      `${this.name}-vpc`,
      {
        region: this.region,
        cidrBlock: vpc.cidr,
        ...(pool === null ? {} : { ipv4IpamPoolId: pool }),
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: { Name: vpc.name, "landing-zone:side": vpc.side },
      },
      {
        ...this.parent,
        protect: !vpc.release,
        // Another pool would replace the VPC; a pool takes in by itself what lies in its range.
        ignoreChanges: ["ipv4IpamPoolId", "ipv4NetmaskLength"],
      },
    );
  }

  /** https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
  private emptyDefaults(vpc: aws.ec2.Vpc): void {
    const tags = { Name: `${this.args.vpc.name}-default-unused` };
    const common = { region: this.region, tags };
    new aws.ec2.DefaultSecurityGroup(
      `${this.name}-default-group`,
      { ...common, vpcId: vpc.id, ingress: [], egress: [] },
      this.parent,
    );
    new aws.ec2.DefaultNetworkAcl(
      `${this.name}-default-acl`,
      { ...common, defaultNetworkAclId: vpc.defaultNetworkAclId, ingress: [], egress: [] },
      // AWS puts each new subnet there until it has its own.
      { ...this.parent, ignoreChanges: ["subnetIds"] },
    );
    new aws.ec2.DefaultRouteTable(
      `${this.name}-default-table`,
      { ...common, defaultRouteTableId: vpc.defaultRouteTableId, routes: [] },
      this.parent,
    );
  }

  private makeSubnets(): Readonly<Record<string, aws.ec2.Subnet>> {
    const { vpc } = this.args;
    const zones = aws.getAvailabilityZonesOutput(
      {
        region: this.region,
        state: "available",
        // No local zones: they are opted into.
        filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      },
      this.parent,
    );
    // A preview knows none while the account is not there yet.
    const zone = (index: number): pulumi.Output<string> =>
      zones.apply((found) => zoneAt(found, index, this.region));
    return Object.fromEntries(
      vpc.subnets.map((subnet) => [
        subnet.name,
        new aws.ec2.Subnet(
          `${this.name}-${subnet.name}`,
          {
            region: this.region,
            vpcId: this.vpcId,
            cidrBlock: subnet.cidr,
            availabilityZone: zone(subnet.zone),
            mapPublicIpOnLaunch: false,
            tags: { Name: `${vpc.name}-${subnet.name}`, "landing-zone:tier": subnet.tier },
          },
          {
            ...this.parent,
            protect: subnet.kept && !vpc.release,
            // A zone that AWS opens may come before others; subnets stay where they are.
            ignoreChanges: ["availabilityZone", "availabilityZoneId"],
          },
        ),
      ]),
    );
  }

  /** A table for each private subnet, so that each zone can have its own NAT gateway, and one for each other tier. */
  private makeTables(): Readonly<Record<string, aws.ec2.RouteTable>> {
    const { vpc } = this.args;
    const tables: Record<string, aws.ec2.RouteTable> = {};
    for (const { name, tier } of vpc.subnets) {
      const table = tier === "private" ? name : tier;
      tables[table] ??= new aws.ec2.RouteTable(
        `${this.name}-${table}-routes`,
        { region: this.region, vpcId: this.vpcId, tags: { Name: `${vpc.name}-${table}` } },
        this.parent,
      );
      new aws.ec2.RouteTableAssociation(
        `${this.name}-${name}-routed`,
        {
          region: this.region,
          subnetId: known(this.subnetIds, name),
          routeTableId: tables[table].id,
        },
        this.parent,
      );
    }
    return tables;
  }

  private makeInternet(): void {
    const { vpc } = this.args;
    if (vpc.internet === null) return;
    const gateway = new aws.ec2.InternetGateway(
      `${this.name}-internet`,
      { region: this.region, vpcId: this.vpcId, tags: { Name: vpc.name } },
      this.parent,
    );
    const out = new aws.ec2.Route(
      `${this.name}-public-internet`,
      {
        region: this.region,
        routeTableId: known(this.tableIds, "public"),
        destinationCidrBlock: ANYWHERE,
        gatewayId: gateway.id,
      },
      this.parent,
    );
    this.makeNat(out);
  }

  /** @param out What has to be there before a NAT gateway works. */
  private makeNat(out: aws.ec2.Route): void {
    const { vpc } = this.args;
    const privates = vpc.subnets.filter(({ tier }) => tier === "private");
    const zones =
      vpc.nat === "none" ? [] : vpc.nat === "one" ? [0] : privates.map(({ zone }) => zone);
    const gateways = zones.map((zone) => {
      const at = `nat-${zoneLetter(zone)}`;
      const tags = { Name: `${vpc.name}-${at}` };
      const address = new aws.ec2.Eip(
        `${this.name}-${at}-address`,
        { region: this.region, domain: "vpc", tags },
        this.parent,
      );
      return new aws.ec2.NatGateway(
        `${this.name}-${at}`,
        {
          region: this.region,
          allocationId: address.allocationId,
          subnetId: known(this.subnetIds, `public-${zoneLetter(zone)}`),
          connectivityType: "public",
          tags,
        },
        { ...this.parent, dependsOn: out },
      );
    });
    for (const { name, zone } of privates) {
      const gateway = gateways[vpc.nat === "one" ? 0 : zone];
      if (!gateway) continue;
      new aws.ec2.Route(
        `${this.name}-${name}-internet`,
        {
          region: this.region,
          routeTableId: known(this.tableIds, name),
          destinationCidrBlock: ANYWHERE,
          natGatewayId: gateway.id,
        },
        this.parent,
      );
    }
  }

  private makeAcls(): void {
    const { vpc, near } = this.args;
    const tiers = [...new Set(vpc.subnets.map(({ tier }) => tier))];
    for (const tier of tiers) {
      const context = { vpc: vpc.cidr, near, answers: answersArrive(vpc, tier) };
      const { ingress, egress } = aclOf(tier, context);
      new aws.ec2.NetworkAcl(
        `${this.name}-${tier}-acl`,
        {
          region: this.region,
          vpcId: this.vpcId,
          subnetIds: [...this.subnetsOf(tier)],
          ingress: ingress.map((rule) => ({ ...rule })),
          egress: egress.map((rule) => ({ ...rule })),
          tags: { Name: `${vpc.name}-${tier}` },
        },
        this.parent,
      );
    }
  }

  private makeFlowLog(): void {
    const { flowLogs, delivery } = this.args;
    if (flowLogs === null) return;
    new aws.ec2.FlowLog(
      `${this.name}-flow-log`,
      {
        region: this.region,
        vpcId: this.vpcId,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: flowLogs,
        logFormat: FLOW_LOG_FORMAT,
        destinationOptions: { ...FLOW_LOG_OPTIONS },
        maxAggregationInterval: 600,
        tags: { Name: this.args.vpc.name },
      },
      { ...this.parent, dependsOn: [...delivery] },
    );
  }

  private subnetsOf(tier: SubnetTier): readonly pulumi.Output<string>[] {
    return this.args.vpc.subnets
      .filter((subnet) => subnet.tier === tier)
      .map(({ name }) => known(this.subnetIds, name));
  }
}

function zoneAt(
  { names }: { readonly names?: readonly string[] },
  index: number,
  region: string,
): string {
  const name = names?.[index];
  if (name !== undefined) return name;
  if (pulumi.runtime.isDryRun()) return "";
  throw new Error(`${region} has no ${index + 1} availability zones: ${(names ?? []).join(", ")}`);
}

function mapped<From, To>(
  from: Readonly<Record<string, From>>,
  to: (one: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(from).map(([name, one]) => [name, to(one)]));
}

/** What a plan says to be there. */
function known<T>(of: Readonly<Record<string, T>>, name: string): T {
  const found = of[name];
  if (found === undefined) throw new Error(`the VPC has no ${name}`);
  return found;
}
