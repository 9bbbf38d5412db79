import { known } from "../known-names";
import { governedRegions, regionOf } from "../network/ranges";
import { isVpcId, type EntryNode } from "../network/schema";
import { tiersOf } from "../network/subnets";
import { show, type Finding, type Path } from "../problem";
import type { Stack } from "../schema";
import type { Rule } from "./rule";

/** Entry nodes: one in a region, in regions in which something is done, in a VPC that is there. */
export const entryNodes: Rule = {
  reads: ["network", "organization.homeRegion", "organization.regions"],
  *check(stack) {
    const governed = governedRegions(stack);
    const seen = new Set<string>();
    for (const [index, node] of stack.network.entry.entries()) {
      const { region } = node;
      const at = ["network", "entry", index];
      const path = [...at, "region"];
      if (!governed.includes(region)) {
        yield {
          path,
          message: `${show(region)} is no governed region: ${governed.join(", ")}`,
          fix: "choose one of these, or add the region to organization.regions",
        };
      }
      if (seen.has(region)) {
        yield {
          path,
          message: `${show(region)} has an entry node already`,
          fix: "take one out: a second node serves in another region, when this one is down",
        };
      }
      seen.add(region);
      yield* isVpcId(node.vpc) ? byId(node, at) : byName(stack, node, at);
    }
  },
};

function* byId({ vpc, subnet }: EntryNode, at: Path): Generator<Finding> {
  if (subnet !== undefined) return;
  yield {
    path: [...at, "vpc"],
    message: `${vpc} is not of this file, and nothing says which of its subnets the node is in`,
    fix: "write subnet: with the id of a private subnet, or the name of a VPC of network.vpcs",
  };
}

function* byName(stack: Stack, node: EntryNode, at: Path): Generator<Finding> {
  const names = stack.network.vpcs.map(({ name }) => name);
  yield* known("VPC", node.vpc, names, [...at, "vpc"]);
  const vpc = stack.network.vpcs.find(({ name }) => name === node.vpc);
  if (!vpc) return;
  const region = regionOf(stack, vpc);
  if (region !== node.region) {
    yield {
      path: [...at, "vpc"],
      message: `${vpc.name} is in ${region}, and the node in ${node.region}`,
      fix: `write region: ${region}, or choose a VPC of ${node.region}`,
    };
  }
  if (node.subnet !== undefined) {
    yield {
      path: [...at, "subnet"],
      atKey: true,
      message: `the node is in the first private subnet of ${vpc.name}, whose id nobody has to know`,
      fix: "take subnet out",
    };
  }
  if (!tiersOf(vpc).tiers.includes("private")) {
    yield {
      path: [...at, "vpc"],
      message: `${vpc.name} has no private subnet for the node`,
      fix: "add private to its tiers, or choose another VPC",
    };
  }
}
