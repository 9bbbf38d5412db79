import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedIpam } from "../../model/network/plan";

export interface IpamArgs {
  readonly ipam: PlannedIpam;
  /** Range of all networks. */
  readonly cidr: string;
}

/**
 * IP Address Manager: a pool of all networks and one for each region below it. Ranges are those of the
 * plan; the manager watches that nobody takes them twice, and says what is in use.
 * https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html
 */
export class Ipam extends pulumi.ComponentResource {
  /** Ids of the pools by region, known once the pool has its range. */
  public readonly poolIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, { ipam, cidr }: IpamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:network:Ipam", name, {}, opts);
    const parent = { parent: this };
    const region = ipam.home;
    const manager = new aws.ec2.VpcIpam(
      `${name}-manager`,
      {
        region,
        description: "Networks of the landing zone",
        tier: "advanced",
        operatingRegions: [...new Set([region, ...ipam.pools.map((pool) => pool.region)])].map(
          (regionName) => ({ regionName }),
        ),
        tags: { Name: "landing-zone" },
      },
      parent,
    );
    const pool = (
      of: string,
      range: string,
      above: Partial<Pick<aws.ec2.VpcIpamPoolArgs, "locale" | "sourceIpamPoolId">>,
    ): pulumi.Output<string> => {
      const made = new aws.ec2.VpcIpamPool(
        `${name}-${of}`,
        {
          region,
          addressFamily: "ipv4",
          ipamScopeId: manager.privateDefaultScopeId,
          ...above,
          // VPCs that were there before the manager become allocations.
          autoImport: above.locale !== undefined,
          tags: { Name: `landing-zone-${of}` },
        },
        parent,
      );
      const filled = new aws.ec2.VpcIpamPoolCidr(
        `${name}-${of}-range`,
        { region, ipamPoolId: made.id, cidr: range },
        parent,
      );
      return filled.ipamPoolId;
    };
    const all = pool("all", cidr, {});
    this.poolIds = Object.fromEntries(
      ipam.pools.map((one) => [
        one.region,
        pool(one.region, one.cidr, { locale: one.region, sourceIpamPoolId: all }),
      ]),
    );
    this.registerOutputs({ poolIds: this.poolIds });
  }
}
