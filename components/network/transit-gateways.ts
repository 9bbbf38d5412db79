import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SIDES } from "../../model/network/addresses";
import type { PlannedTransit, PlannedGateway } from "../../model/network/transit";
import type { PlannedVpc } from "../../model/network/plan";
import type { Vpc } from "./vpc";

export interface TransitGatewaysArgs {
  readonly transit: PlannedTransit;
  readonly vpcs: readonly {
    readonly vpc: PlannedVpc;
    readonly made: Pick<Vpc, "vpcId" | "subnetIds" | "tableIds">;
  }[];
}

/** Table of what arrives from other regions. */
const ARRIVALS = "arrivals";

/**
 * A transit gateway in each region, and what connects them. Nothing is associated or propagated by
 * default: a side's attachments have the side's table, and the table has the side's ranges alone.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
export class TransitGateways extends pulumi.ComponentResource {
  private readonly parent = { parent: this };
  private readonly gateways: Record<string, aws.ec2transitgateway.TransitGateway> = {};
  /** Ids of tables by region and side. */
  private readonly tables: Record<string, pulumi.Output<string>> = {};
  /** Ids of peerings, by the region whose table uses them and the one that they lead to. */
  private readonly peerings: Record<string, pulumi.Output<string>> = {};

  constructor(
    private readonly name: string,
    private readonly args: TransitGatewaysArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("landingzone:network:TransitGateways", name, {}, opts);
    const { transit } = args;
    const hasPeers = transit.peerings.length > 0;
    for (const gateway of transit.gateways) {
      this.makeGateway(gateway, hasPeers);
      for (const { vpc } of gateway.attached) this.attach(vpc, hasPeers);
    }
    for (const { from, to } of transit.peerings) this.makePeers(from, to);
    this.makeRoutes();
    this.registerOutputs({});
  }

  private makeGateway({ region, asn }: PlannedGateway, hasPeers: boolean): void {
    const tags = { Name: "landing-zone" };
    const gateway = new aws.ec2transitgateway.TransitGateway(
      `${this.name}-${region}`,
      {
        region,
        description: "Networks of the landing zone",
        amazonSideAsn: asn,
        autoAcceptSharedAttachments: "disable",
        defaultRouteTableAssociation: "disable",
        defaultRouteTablePropagation: "disable",
        dnsSupport: "enable",
        vpnEcmpSupport: "disable",
        tags,
      },
      // Its number is not the place of its region, once it is there.
      { ...this.parent, ignoreChanges: ["amazonSideAsn"] },
    );
    this.gateways[region] = gateway;
    for (const table of [...SIDES, ...(hasPeers ? [ARRIVALS] : [])]) {
      const { id } = new aws.ec2transitgateway.RouteTable(
        `${this.name}-${region}-${table}`,
        { region, transitGatewayId: gateway.id, tags: { Name: `landing-zone-${table}` } },
        this.parent,
      );
      this.tables[`${region} ${table}`] = id;
    }
  }

  private attach(name: string, hasPeers: boolean): void {
    const { vpc, made } = this.vpc(name);
    const { region, side } = vpc;
    const attachment = new aws.ec2transitgateway.VpcAttachment(
      `${this.name}-${name}`,
      {
        region,
        transitGatewayId: this.gateway(region).id,
        vpcId: made.vpcId,
        subnetIds: vpc.subnets.flatMap((subnet) =>
          subnet.tier === "transit" ? (made.subnetIds[subnet.name] ?? []) : [],
        ),
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
        tags: { Name: name },
      },
      this.parent,
    );
    const at = { region, transitGatewayAttachmentId: attachment.id };
    new aws.ec2transitgateway.RouteTableAssociation(
      `${this.name}-${name}-goes-by`,
      { ...at, transitGatewayRouteTableId: this.table(region, side) },
      this.parent,
    );
    for (const table of [side, ...(hasPeers ? [ARRIVALS] : [])]) {
      new aws.ec2transitgateway.RouteTablePropagation(
        `${this.name}-${name}-known-to-${table}`,
        { ...at, transitGatewayRouteTableId: this.table(region, table) },
        this.parent,
      );
    }
    this.routeFrom(name, attachment);
  }

  /** Routes of the VPC itself. They need the attachment: AWS refuses them without. */
  private routeFrom(name: string, attachment: aws.ec2transitgateway.VpcAttachment): void {
    const { vpc, made } = this.vpc(name);
    const privates = vpc.subnets.filter(({ tier }) => tier === "private");
    for (const route of this.args.transit.vpcRoutes.filter((one) => one.vpc === name)) {
      for (const subnet of privates) {
        const routeTableId = made.tableIds[subnet.name];
        if (routeTableId === undefined) throw new Error(`${name} has no table ${subnet.name}`);
        new aws.ec2.Route(
          `${this.name}-${name}-${subnet.name}-to-${route.to}`,
          {
            region: vpc.region,
            routeTableId,
            destinationCidrBlock: route.cidr,
            transitGatewayId: this.gateway(vpc.region).id,
          },
          { ...this.parent, dependsOn: attachment },
        );
      }
    }
  }

  /** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html */
  private makePeers(from: string, to: string): void {
    const tags = { Name: `${from}-${to}` };
    const asked = new aws.ec2transitgateway.PeeringAttachment(
      `${this.name}-${from}-${to}`,
      {
        region: from,
        transitGatewayId: this.gateway(from).id,
        peerRegion: to,
        peerTransitGatewayId: this.gateway(to).id,
        tags,
      },
      this.parent,
    );
    const accepted = new aws.ec2transitgateway.PeeringAttachmentAccepter(
      `${this.name}-${from}-${to}-accepted`,
      { region: to, transitGatewayAttachmentId: asked.id, tags },
      this.parent,
    );
    // Neither side routes by it before it is accepted; both know it by the same id.
    const id = accepted.transitGatewayAttachmentId;
    for (const [region, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const associated = new aws.ec2transitgateway.RouteTableAssociation(
        `${this.name}-${region}-from-${other}`,
        {
          region,
          transitGatewayAttachmentId: id,
          transitGatewayRouteTableId: this.table(region, ARRIVALS),
        },
        { ...this.parent, dependsOn: accepted },
      );
      this.peerings[`${region} ${other}`] = associated.transitGatewayAttachmentId;
    }
  }

  private makeRoutes(): void {
    for (const { region, side, vpc, cidr, through } of this.args.transit.routes) {
      const peering = through === null ? undefined : this.peerings[`${region} ${through}`];
      if (through !== null && !peering) throw new Error(`${region} is no peer of ${through}`);
      new aws.ec2transitgateway.Route(
        `${this.name}-${region}-${side}-${through === null ? "not-to" : "to"}-${vpc}`,
        {
          region,
          transitGatewayRouteTableId: this.table(region, side),
          destinationCidrBlock: cidr,
          ...(peering ? { transitGatewayAttachmentId: peering } : { blackhole: true }),
        },
        this.parent,
      );
    }
  }

  private vpc(name: string): TransitGatewaysArgs["vpcs"][number] {
    const found = this.args.vpcs.find(({ vpc }) => vpc.name === name);
    if (!found) throw new Error(`there is no VPC ${name}`);
    return found;
  }

  private gateway(region: string): aws.ec2transitgateway.TransitGateway {
    const found = this.gateways[region];
    if (!found) throw new Error(`${region} has no transit gateway`);
    return found;
  }

  private table(region: string, name: string): pulumi.Output<string> {
    const found = this.tables[`${region} ${name}`];
    if (!found) throw new Error(`the gateway of ${region} has no table ${name}`);
    return found;
  }
}
