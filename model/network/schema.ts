import { z } from "zod";
import { hints, nameOf, text } from "../schema-values";

export const cidr = text(
  /^(\d{1,3}\.){3}\d{1,3}\/(8|9|[12]\d|3[0-2])$/,
  18,
  "a range of IPv4 addresses, of /8 at most",
  "write it like 10.20.0.0/16",
);

const entryNode = z
  .strictObject({
    region: nameOf("a governed region", "eu-west-1").describe("Region of the node"),
    vpc: text(
      /^vpc-[0-9a-f]{8,17}$/,
      21,
      "the id of a VPC of the network account",
      "write it like vpc-0123456789abcdef0",
    ).describe("VPC of the node"),
    subnet: text(
      /^subnet-[0-9a-f]{8,17}$/,
      24,
      "the id of a private subnet of that VPC",
      "write it like subnet-0123456789abcdef0",
    ).describe("Private subnet of the node"),
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

export const network = z
  .strictObject({
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
