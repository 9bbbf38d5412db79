import { GATEWAY_SERVICES, INTERFACE_SERVICES } from "../../iam/network/services";
import { isCoreAccount, typeNames } from "../catalogue";
import { known, repeated } from "../known-names";
import { largestSubnet, TIERS, VPC_PREFIX } from "../network/addresses";
import { parseCidr } from "../network/cidr";
import { governedRegions } from "../network/ranges";
import type { StackVpc } from "../network/schema";
import { tiersOf } from "../network/subnets";
import { show, type Finding, type Path } from "../problem";
import type { Stack } from "../schema";
import type { Rule } from "./rule";

/** VPCs: what they are called, where they are, whose they are, and that their parts fit together. */
export const networkVpcs: Rule = {
  reads: ["network", "organization.homeRegion", "organization.regions", "accountTypes.names"],
  *check(stack) {
    const { network } = stack;
    const types = typeNames(stack).filter((name) => !isCoreAccount(name));
    for (const [at, type] of network.productionTypes.entries()) {
      yield* known("account type", type, types, ["network", "productionTypes", at]);
    }
    yield* repeated(network.productionTypes, ["network", "productionTypes"]);
    const seen = new Set<string>();
    for (const [index, vpc] of network.vpcs.entries()) {
      const path = ["network", "vpcs", index];
      if (seen.has(vpc.name)) {
        yield {
          path: [...path, "name"],
          message: `there is another VPC ${show(vpc.name)}`,
          fix: "give it a name of its own, in whatever region it is",
        };
      }
      seen.add(vpc.name);
      yield* place(stack, vpc, path);
      yield* owners(stack, vpc, types, path);
      yield* parts(vpc, path);
      yield* endpoints(vpc, path);
    }
  },
};

function* place(stack: Stack, { region }: StackVpc, path: Path): Generator<Finding> {
  const governed = governedRegions(stack);
  if (region === undefined || governed.includes(region)) return;
  yield {
    path: [...path, "region"],
    message: `${show(region)} is no governed region: ${governed.join(", ")}`,
    fix: "choose one of these, or add the region to organization.regions",
  };
}

function* owners(
  { network }: Stack,
  vpc: StackVpc,
  types: readonly string[],
  path: Path,
): Generator<Finding> {
  for (const [at, type] of vpc.types.entries()) {
    yield* known("account type", type, types, [...path, "types", at]);
  }
  yield* repeated(vpc.types, [...path, "types"]);
  const [production, others] = [true, false].map((is) =>
    vpc.types.filter((type) => network.productionTypes.includes(type) === is),
  );
  if (production?.[0] === undefined || others?.[0] === undefined) return;
  yield {
    path: [...path, "types"],
    message: `${vpc.name} is for production (${production.join(", ")}) and for what is none (${others.join(", ")})`,
    fix: `make a VPC for each, or, if ${others.join(", ")} is production, add it to network.productionTypes`,
  };
}

function* parts(vpc: StackVpc, path: Path): Generator<Finding> {
  const { tiers } = tiersOf(vpc);
  yield* repeated(vpc.tiers ?? [], [...path, "tiers"]);
  for (const tier of ["public", "private"] as const) {
    if (vpc.nat === "none" || tiers.includes(tier)) continue;
    yield {
      path: [...path, "nat"],
      message: `NAT gateways are in public subnets and serve private ones, and ${vpc.name} has no ${tier} ones`,
      fix: `add ${tier} to tiers, or write nat: none`,
    };
  }
  if (vpc.sharePublic && !tiers.includes("public")) {
    yield {
      path: [...path, "sharePublic"],
      atKey: true,
      message: `${vpc.name} has no public subnets to share`,
      fix: "add public to tiers, or take sharePublic out",
    };
  }
  const size = parseCidr(vpc.cidr ?? "")?.prefix ?? vpc.prefix ?? VPC_PREFIX.byDefault;
  for (const tier of TIERS) {
    const prefix = vpc.prefixes[tier];
    if (prefix === undefined) continue;
    const at = [...path, "prefixes", tier];
    const largest = largestSubnet(size, tier);
    if (!tiers.includes(tier)) {
      yield {
        path: at,
        atKey: true,
        message: `${vpc.name} has no ${tier} subnets`,
        fix: `add ${tier} to tiers, or take this out`,
      };
    } else if (prefix < largest) {
      yield {
        path: at,
        message: `${tier} subnets of /${prefix} do not fit: in a VPC of /${size}, each has room for /${largest}`,
        fix: `write ${largest} or more, or give the VPC a larger range`,
      };
    }
  }
}

function* endpoints(vpc: StackVpc, path: Path): Generator<Finding> {
  const services = [...GATEWAY_SERVICES, ...INTERFACE_SERVICES].sort();
  for (const [at, service] of vpc.endpoints.entries()) {
    yield* known("service with endpoints", service, services, [...path, "endpoints", at]);
  }
  yield* repeated(vpc.endpoints, [...path, "endpoints"]);
  const { tiers } = tiersOf(vpc);
  const at = vpc.endpoints.findIndex((service) => INTERFACE_SERVICES.includes(service));
  const [first] = tiers;
  if (at >= 0 && first === "public" && tiers.length === 1) {
    yield {
      path: [...path, "endpoints", at],
      message: `endpoints are in private or isolated subnets, and ${vpc.name} has public ones alone`,
      fix: "add private or isolated to tiers, or take it out",
    };
  }
}
