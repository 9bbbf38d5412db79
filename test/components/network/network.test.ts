import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { networkCounts } from "../../../model/network/resources";
import type { Plan } from "../../../model/plan";
import { makeNetwork } from "../../../parts/network";
import type { Making } from "../../../parts/making";
import { inputOf, lines } from "../lines";
import { planOfText, testBindings } from "../plans";
import { countsOf, named, registrationsOf, ZONES, type Registration } from "../registrations";

const ORGANIZATION = `
organization:
  name: tiny
  homeRegion: eu-west-1
  regions: [eu-central-1]
  managementAccountId: "111111111111"
  email: "a+{account}@tiny.example"
accounts:
  - { name: web, type: production }
  - { name: web-test, type: nonproduction }
`;

/** The network part of a program alone. */
async function made(network: string): Promise<{
  readonly plan: Plan;
  readonly registrations: readonly Registration[];
}> {
  const plan = planOfText(`${ORGANIZATION}network:\n${network}`);
  const registrations = await registrationsOf(
    () => {
      const provider = new aws.Provider("network", { region: "eu-west-1" });
      const making = {
        at: () => ({ bindings: testBindings(plan, "network"), opts: { provider } }),
        functionRoles: {},
        organizationId: "o-exampleorg1",
        unitIds: Object.fromEntries(plan.units.map(({ path }) => [path, `ou-of-${path}`])),
      } as unknown as Making;
      makeNetwork(plan, making, []);
    },
    { calls: ZONES },
  );
  return { plan, registrations };
}

const below = (registrations: readonly Registration[], parent: string): readonly string[] =>
  lines(registrations).filter((line) => line.includes(`in ${parent} `));

describe("networks register exactly their children", () => {
  it("a small VPC, closed: subnets in two tiers, endpoints that cost nothing, a share", async () => {
    const { plan, registrations } = await made(
      "  vpcs: [{ name: shop, types: [production], zones: 2 }]\n",
    );
    assert.deepEqual(lines(registrations), [
      "ClosedRegions closed in - by -",
      "DefaultNetworkAcl vpc-shop-default-acl in vpc-shop by network",
      "DefaultRouteTable vpc-shop-default-table in vpc-shop by network",
      "DefaultSecurityGroup vpc-shop-default-group in vpc-shop by network",
      "Endpoints endpoints-shop in - by -",
      "FlowLog vpc-shop-flow-log in vpc-shop by network",
      "NetworkAcl vpc-shop-isolated-acl in vpc-shop by network",
      "NetworkAcl vpc-shop-private-acl in vpc-shop by network",
      "PrincipalAssociation share-shop-workloads/production in share-shop by network",
      "QueryLogs query-logs in - by -",
      "ResolverQueryLogConfig query-logs-eu-west-1 in query-logs by network",
      "ResolverQueryLogConfigAssociation query-logs-shop in query-logs by network",
      "ResourceAssociation share-shop-isolated-a in share-shop by network",
      "ResourceAssociation share-shop-isolated-b in share-shop by network",
      "ResourceAssociation share-shop-private-a in share-shop by network",
      "ResourceAssociation share-shop-private-b in share-shop by network",
      "ResourceShare share-shop-share in share-shop by network",
      "RouteTable vpc-shop-isolated-routes in vpc-shop by network",
      "RouteTable vpc-shop-private-a-routes in vpc-shop by network",
      "RouteTable vpc-shop-private-b-routes in vpc-shop by network",
      "RouteTableAssociation vpc-shop-isolated-a-routed in vpc-shop by network",
      "RouteTableAssociation vpc-shop-isolated-b-routed in vpc-shop by network",
      "RouteTableAssociation vpc-shop-private-a-routed in vpc-shop by network",
      "RouteTableAssociation vpc-shop-private-b-routed in vpc-shop by network",
      "Subnet vpc-shop-isolated-a in vpc-shop by network protected",
      "Subnet vpc-shop-isolated-b in vpc-shop by network protected",
      "Subnet vpc-shop-private-a in vpc-shop by network protected",
      "Subnet vpc-shop-private-b in vpc-shop by network protected",
      "SubnetShare share-shop in - by -",
      "Vpc vpc-shop in - by -",
      "Vpc vpc-shop-vpc in vpc-shop by network protected",
      "VpcBlockPublicAccessOptions closed-eu-central-1 in closed by network",
      "VpcBlockPublicAccessOptions closed-eu-west-1 in closed by network",
      "VpcEndpoint endpoints-shop-dynamodb in endpoints-shop by network",
      "VpcEndpoint endpoints-shop-s3 in endpoints-shop by network",
    ]);
    assert.deepEqual(countsOf(registrations), without(networkCounts(plan)));
  });

  it("NAT by one gateway, or one a zone, and public subnets that nobody else is in", async () => {
    const one = await made(
      "  vpcs: [{ name: shop, types: [production], zones: 2, nat: one, endpoints: [] }]\n",
    );
    const each = await made(
      "  vpcs: [{ name: shop, types: [production], zones: 2, nat: per-zone, endpoints: [] }]\n",
    );
    const kinds = /^(Eip|NatGateway|InternetGateway|Route) /;
    assert.deepEqual(
      below(one.registrations, "vpc-shop").filter((line) => kinds.test(line)),
      [
        "Eip vpc-shop-nat-a-address in vpc-shop by network",
        "InternetGateway vpc-shop-internet in vpc-shop by network",
        "NatGateway vpc-shop-nat-a in vpc-shop by network",
        "Route vpc-shop-private-a-internet in vpc-shop by network",
        "Route vpc-shop-private-b-internet in vpc-shop by network",
        "Route vpc-shop-public-internet in vpc-shop by network",
      ],
    );
    const gateways = (all: readonly Registration[]): readonly unknown[] =>
      ["a", "b"].map((zone) => named(all, `vpc-shop-private-${zone}-internet`).inputs.natGatewayId);
    assert.deepEqual(gateways(one.registrations), Array(2).fill("id-of-vpc-shop-nat-a"));
    assert.deepEqual(gateways(each.registrations), [
      "id-of-vpc-shop-nat-a",
      "id-of-vpc-shop-nat-b",
    ]);
    for (const { plan, registrations } of [one, each]) {
      assert.deepEqual(countsOf(registrations), without(networkCounts(plan)));
      for (const { type, name, inputs, protect } of registrations) {
        if (type !== "aws:ec2/subnet:Subnet") continue;
        assert.equal(inputs.mapPublicIpOnLaunch, false, name);
        // NAT may be switched off again; what services are in stays.
        assert.equal(protect, !name.includes("-public-"), name);
      }
      const exclusion = named(registrations, "closed-but-shop").inputs;
      assert.equal(exclusion.internetGatewayExclusionMode, "allow-egress");
      const shared = registrations.filter(({ type }) => type.includes("ResourceAssociation"));
      assert.ok(shared.every(({ name }) => !name.includes("public")));
    }
  });

  it("two regions and two sides: gateways, tables of each side, a peering, and as many as are counted", async () => {
    const { plan, registrations } = await made(`
  transitGateway: true
  ipam: true
  vpcs:
    - { name: shop, types: [production], zones: 2, nat: one }
    - { name: shop-test, types: [nonproduction], zones: 1 }
    - { name: shop-far, region: eu-central-1, types: [production], zones: 2, endpoints: [s3, ssm], tiers: [public, private], sharePublic: true }
  entry:
    - { region: eu-west-1, vpc: shop, reaches: [10.0.0.0/13] }
    - { region: eu-central-1, vpc: vpc-00000002, subnet: subnet-00000002, reaches: [10.0.0.0/13], endpoints: false }
`);
    const counts = countsOf(registrations);
    const entry = registrations.filter(
      ({ parent }) => parent === "entry" || parent.startsWith("entry-"),
    );
    const own = countsOf(registrations.filter((one) => !entry.includes(one)));
    assert.deepEqual(own, without(networkCounts(plan)));
    assert.equal(counts["aws:ec2/instance:Instance"], 2);
    assert.deepEqual(below(registrations, "transit"), [
      "PeeringAttachment transit-eu-west-1-eu-central-1 in transit by network",
      "PeeringAttachmentAccepter transit-eu-west-1-eu-central-1-accepted in transit by network",
      "Route transit-eu-central-1-production-not-to-shop-test in transit by network",
      "Route transit-eu-central-1-production-to-shop in transit by network",
      "Route transit-eu-central-1-rest-not-to-shop in transit by network",
      "Route transit-eu-central-1-rest-not-to-shop-far in transit by network",
      "Route transit-eu-central-1-rest-to-shop-test in transit by network",
      "Route transit-eu-west-1-production-not-to-shop-test in transit by network",
      "Route transit-eu-west-1-production-to-shop-far in transit by network",
      "Route transit-eu-west-1-rest-not-to-shop in transit by network",
      "Route transit-eu-west-1-rest-not-to-shop-far in transit by network",
      "Route transit-shop-far-private-a-to-shop in transit by network",
      "Route transit-shop-far-private-b-to-shop in transit by network",
      "Route transit-shop-private-a-to-shop-far in transit by network",
      "Route transit-shop-private-b-to-shop-far in transit by network",
      "RouteTable transit-eu-central-1-arrivals in transit by network",
      "RouteTable transit-eu-central-1-production in transit by network",
      "RouteTable transit-eu-central-1-rest in transit by network",
      "RouteTable transit-eu-west-1-arrivals in transit by network",
      "RouteTable transit-eu-west-1-production in transit by network",
      "RouteTable transit-eu-west-1-rest in transit by network",
      "RouteTableAssociation transit-eu-central-1-from-eu-west-1 in transit by network",
      "RouteTableAssociation transit-eu-west-1-from-eu-central-1 in transit by network",
      "RouteTableAssociation transit-shop-far-goes-by in transit by network",
      "RouteTableAssociation transit-shop-goes-by in transit by network",
      "RouteTableAssociation transit-shop-test-goes-by in transit by network",
      "RouteTablePropagation transit-shop-far-known-to-arrivals in transit by network",
      "RouteTablePropagation transit-shop-far-known-to-production in transit by network",
      "RouteTablePropagation transit-shop-known-to-arrivals in transit by network",
      "RouteTablePropagation transit-shop-known-to-production in transit by network",
      "RouteTablePropagation transit-shop-test-known-to-arrivals in transit by network",
      "RouteTablePropagation transit-shop-test-known-to-rest in transit by network",
      "TransitGateway transit-eu-central-1 in transit by network",
      "TransitGateway transit-eu-west-1 in transit by network",
      "VpcAttachment transit-shop in transit by network",
      "VpcAttachment transit-shop-far in transit by network",
      "VpcAttachment transit-shop-test in transit by network",
    ]);
    for (const { type, name, inputs } of registrations) {
      if (type !== "aws:ec2transitgateway/transitGateway:TransitGateway") continue;
      const { defaultRouteTableAssociation, defaultRouteTablePropagation } = inputs;
      assert.deepEqual(
        [
          defaultRouteTableAssociation,
          defaultRouteTablePropagation,
          inputs.autoAcceptSharedAttachments,
        ],
        ["disable", "disable", "disable"],
        name,
      );
    }
    assert.equal(
      named(registrations, "vpc-shop-far-vpc").inputs.ipv4IpamPoolId,
      "id-of-ipam-eu-central-1",
    );
    const node = named(registrations, "entry-eu-west-1-template").inputs;
    assert.equal(
      (node.networkInterfaces as { subnetId: string }[])[0]?.subnetId,
      "id-of-vpc-shop-private-a",
    );
  });
});

describe("what networks are given", () => {
  const NETWORK = "  vpcs: [{ name: shop, types: [production], endpoints: [s3, kms], nat: one }]\n";

  it("nothing by default: group, ACL and table of AWS are empty", async () => {
    const { registrations } = await made(NETWORK);
    const { ingress, egress } = named(registrations, "vpc-shop-default-group").inputs;
    assert.deepEqual([ingress, egress], [[], []]);
    const acl = named(registrations, "vpc-shop-default-acl").inputs;
    assert.deepEqual([acl.ingress, acl.egress], [[], []]);
    assert.deepEqual(named(registrations, "vpc-shop-default-table").inputs.routes, []);
  });

  it("endpoints with the organization's id in their policy, and a group for the VPC alone", async () => {
    const { registrations } = await made(NETWORK);
    const policy = inputOf(registrations, "endpoints-shop-kms", "policy");
    assert.deepEqual(policy, {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OwnPrincipalsOwnResources",
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: {
            StringEquals: {
              "aws:PrincipalOrgID": "o-exampleorg1",
              "aws:ResourceOrgID": "o-exampleorg1",
            },
          },
        },
      ],
    });
    const { ingress, egress } = named(registrations, "endpoints-shop-group").inputs;
    assert.deepEqual(egress, []);
    assert.deepEqual(ingress, [
      {
        description: "The VPC",
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: ["10.0.0.0/18"],
      },
    ]);
    const { vpcEndpointType, subnetIds, privateDnsEnabled } = named(
      registrations,
      "endpoints-shop-kms",
    ).inputs;
    const zones = ["a", "b", "c"].map((zone) => `id-of-vpc-shop-private-${zone}`);
    assert.deepEqual([vpcEndpointType, subnetIds, privateDnsEnabled], ["Interface", zones, true]);
    const gateway = named(registrations, "endpoints-shop-s3").inputs;
    assert.deepEqual(gateway.routeTableIds, [
      ...["a", "b", "c"].map((zone) => `id-of-vpc-shop-private-${zone}-routes`),
      "id-of-vpc-shop-isolated-routes",
    ]);
  });

  it("logs of all traffic into the audit account, in the form that its tables read", async () => {
    const { registrations } = await made(NETWORK);
    const { trafficType, logDestinationType, logDestination, logFormat } = named(
      registrations,
      "vpc-shop-flow-log",
    ).inputs;
    assert.deepEqual(
      { trafficType, logDestinationType, logDestination },
      {
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: "arn:aws:s3:::tiny-logs-flow-222222222222/vpc",
      },
    );
    assert.match(String(logFormat), /^\$\{version\} \$\{account-id\}/);
    assert.equal(
      named(registrations, "query-logs-eu-west-1").inputs.destinationArn,
      "arn:aws:s3:::tiny-logs-flow-222222222222/resolver",
    );
  });

  it("shares with units of the organization, and with nobody outside", async () => {
    const { registrations } = await made(NETWORK);
    assert.equal(named(registrations, "share-shop-share").inputs.allowExternalPrincipals, false);
    assert.equal(
      named(registrations, "share-shop-workloads/production").inputs.principal,
      "arn:aws:organizations::111111111111:ou/o-exampleorg1/ou-of-workloads/production",
    );
  });

  it("no protection any more, once it is released", async () => {
    const { registrations } = await made(
      "  vpcs: [{ name: shop, types: [production], release: true }]\n",
    );
    assert.deepEqual(
      registrations.filter(({ protect }) => protect).map(({ name }) => name),
      [],
    );
  });
});

/** Counts above 0. */
function without(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
