import { z } from "zod";
import { hints, nameOf, text } from "../schema-values";
import { SMALLEST_SUBNET, TIERS, VPC_PREFIX, ZONE_PLACES } from "./addresses";

export const cidr = text(
  /^(\d{1,3}\.){3}\d{1,3}\/(8|9|[12]\d|3[0-2])$/,
  18,
  "a range of IPv4 addresses, of /8 at most",
  "write it like 10.20.0.0/16",
);

const VPC_ID = /^vpc-[0-9a-f]{8,17}$/;

/** Is it the id of a VPC, and not the name of one of the file? */
export function isVpcId(vpc: string): boolean {
  return VPC_ID.test(vpc);
}

const vpcName = text(
  // A name that looks like an id could not be told from one.
  /^(?!vpc-)[a-z][a-z0-9-]*$/,
  32,
  "a VPC name: a lowercase letter, then lowercase letters, digits and hyphens, at most 32 characters, and not vpc- in front",
  'rename it, e.g. "shop"',
);

const entryNode = z
  .strictObject({
    region: nameOf("a governed region", "eu-west-1").describe("Region of the node"),
    vpc: text(
      /^(vpc-[0-9a-f]{8,17}|(?!vpc-)[a-z][a-z0-9-]*)$/,
      32,
      "the name of a VPC of network.vpcs, or the id of another VPC of the network account",
      "write it like main, or like vpc-0123456789abcdef0",
    ).describe("VPC of the node: a name of `network.vpcs`, or an id"),
    subnet: text(
      /^subnet-[0-9a-f]{8,17}$/,
      24,
      "the id of a private subnet of that VPC",
      "write it like subnet-0123456789abcdef0",
    )
      .optional()
      .describe("Private subnet of the node; with a name of a VPC, its first private one"),
    reaches: z
      .array(cidr)
      .min(1)
      .register(hints, { allowed: "a list of address ranges", fix: "write e.g. [10.0.0.0/8]" })
      .describe("Addresses to which ports may be forwarded"),
    endpoints: z
      .boolean()
      .default(true)
      .describe("Make the endpoints of Session Manager in the subnet; false where it is reached"),
  })
  .register(hints, {
    allowed: "a node: a map with region, vpc, subnet and reaches",
    fix: "write e.g. { region: eu-west-1, vpc: vpc-0123456789abcdef0, subnet: subnet-0123456789abcdef0, reaches: [10.0.0.0/8] }",
  });

export type EntryNode = z.output<typeof entryNode>;

const subnetPrefix = (tier: string) =>
  z
    .int()
    .min(VPC_PREFIX.largest)
    .max(SMALLEST_SUBNET)
    .register(hints, {
      allowed: `the length of a prefix, ${VPC_PREFIX.largest} to ${SMALLEST_SUBNET}`,
      fix: "write e.g. 24",
    })
    .optional()
    .describe(`Size of each ${tier} subnet; all that there is room for by default`);

export const NAT = ["none", "one", "per-zone"] as const;

const vpc = z
  .strictObject({
    name: vpcName.describe("Name, unique in the organization"),
    region: nameOf("a governed region", "eu-west-1")
      .optional()
      .describe("Region; the home region by default"),
    types: z
      .array(nameOf("an account type", "production"))
      .min(1)
      .register(hints, { allowed: "a list of account types", fix: "write e.g. [production]" })
      .describe("Account types whose accounts use it: subnets are shared with their units"),
    zones: z
      .int()
      .min(1)
      .max(ZONE_PLACES)
      .register(hints, {
        allowed: `a whole number from 1 to ${ZONE_PLACES}`,
        fix: "write e.g. 3",
      })
      .default(3)
      .describe("Availability zones"),
    prefix: z
      .int()
      .min(VPC_PREFIX.largest)
      .max(VPC_PREFIX.smallest)
      .register(hints, {
        allowed: `the length of a prefix, ${VPC_PREFIX.largest} to ${VPC_PREFIX.smallest}`,
        fix: `write e.g. ${VPC_PREFIX.byDefault}`,
      })
      .optional()
      .describe(
        `Size of the range that is chosen for it; ${VPC_PREFIX.byDefault} by default, 16,384 addresses`,
      ),
    cidr: cidr
      .optional()
      .describe("Its range, instead of the next free one; what pins a range for good"),
    nat: z
      .enum(NAT)
      .default("none")
      .describe("NAT gateways by which private subnets reach the internet"),
    tiers: z
      .array(z.enum(TIERS))
      .min(1)
      .register(hints, {
        allowed: "a list of public, private and isolated",
        fix: "write e.g. [private, isolated]",
      })
      .optional()
      .describe(
        "Tiers of subnets; private and isolated by default, and public for NAT gateways where there are any",
      ),
    prefixes: z
      .strictObject({
        public: subnetPrefix("public"),
        private: subnetPrefix("private"),
        isolated: subnetPrefix("isolated"),
      })
      .prefault({})
      .describe("Sizes of subnets"),
    endpoints: z
      .array(nameOf("an AWS service", "s3"))
      .register(hints, { allowed: "a list of services", fix: "write e.g. [s3, dynamodb, ssm]" })
      .default(["s3", "dynamodb"])
      .describe(
        "Endpoints of AWS services: s3 and dynamodb cost nothing, each other one by zone and hour",
      ),
    share: z
      .boolean()
      .default(true)
      .describe("Share private and isolated subnets with the units of `types`"),
    sharePublic: z.boolean().default(false).describe("Share public subnets, too"),
    release: z
      .boolean()
      .default(false)
      .describe("Protected no longer, so that it can be taken out of the file in a later run"),
  })
  .register(hints, {
    allowed: "a VPC: a map with name, types and what else is said of it",
    fix: "write e.g. { name: shop, types: [production], nat: one }",
  });

export type StackVpc = z.output<typeof vpc>;

export const network = z
  .strictObject({
    cidr: cidr
      .default("10.0.0.0/8")
      .describe("Range of all networks, with a block for each of 16 regions"),
    vpcs: z
      .array(vpc)
      .max(500)
      .register(hints, {
        allowed: "a list of VPCs, 500 at most",
        fix: "write e.g. [{ name: shop, types: [production] }]",
      })
      .default([])
      .describe("VPCs of the network account, in a lasting order: ranges are chosen by it"),
    productionTypes: z
      .array(nameOf("an account type", "production"))
      .register(hints, { allowed: "a list of account types", fix: "write e.g. [production]" })
      .default(["production"])
      .describe("Account types that are production: no route leads from their VPCs to others"),
    transitGateway: z
      .boolean()
      .default(false)
      .describe(
        "Connect VPCs by a transit gateway in each region: production with production, the rest with the rest",
      ),
    ipam: z
      .boolean()
      .default(false)
      .describe(
        "Keep the ranges in Amazon VPC IP Address Manager, which costs by the address in use",
      ),
    flowLogs: z
      .boolean()
      .default(true)
      .describe("Write flow logs of all VPCs into the audit account"),
    queryLogs: z
      .boolean()
      .default(true)
      .describe("Write what resolvers of all VPCs are asked into the audit account"),
    defaultVpcs: z
      .enum(["deny", "keep"])
      .optional()
      .describe(
        "deny: no internet gateway serves VPCs of the network account but those of `vpcs`, in all governed regions; keep: nothing is said of them. deny in a network account that the program makes, keep in one that was there before or that has entry nodes in VPCs of its own",
      ),
    entry: z
      .array(entryNode)
      .register(hints, {
        allowed: "a list of nodes",
        fix: "write e.g. [{ region: eu-west-1, vpc: vpc-0123456789abcdef0, subnet: subnet-0123456789abcdef0, reaches: [10.0.0.0/8] }]",
      })
      .default([])
      .describe(
        "Nodes of the network account through which the network function forwards ports, by Session Manager; two regions serve when one is down",
      ),
  })
  .prefault({})
  .describe("The network account");
