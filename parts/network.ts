import * as pulumi from "@pulumi/pulumi";
import { bound } from "../components/bindings";
import { ClosedRegions } from "../components/network/closed-regions";
import { Endpoints } from "../components/network/endpoints";
import { EntryNodes } from "../components/network/entry-nodes";
import { Ipam } from "../components/network/ipam";
import { QueryLogs } from "../components/network/query-logs";
import { SubnetShare } from "../components/network/subnet-share";
import { TransitGateways } from "../components/network/transit-gateways";
import { Vpc } from "../components/network/vpc";
import type { PlannedNetwork, PlannedVpc } from "../model/network/plan";
import { isSharedWith } from "../model/network/subnets";
import type { Plan } from "../model/plan";
import type { Making } from "./making";

interface MadeVpc {
  readonly vpc: PlannedVpc;
  readonly made: Vpc;
}

/**
 * Networks of the network account, and the ways into them.
 * @param delivery What has to be there before the audit account takes their logs.
 */
export function makeNetwork(
  plan: Plan,
  making: Making,
  delivery: readonly pulumi.Resource[],
): void {
  const { network } = plan;
  const { bindings, opts } = making.at("network");
  const vpcs = makeVpcs(network, making, delivery);
  for (const { vpc, made } of vpcs) {
    if (vpc.endpoints.length > 0) {
      new Endpoints(`endpoints-${vpc.name}`, { vpc, made, bindings }, opts);
    }
    if (isSharedWith(vpc)) {
      const { subnetArns } = made;
      const unitArns = unitArnsOf(vpc, making);
      new SubnetShare(`share-${vpc.name}`, { vpc, subnetArns, unitArns }, opts);
    }
  }
  const { transit } = network;
  if (transit.gateways.length > 0) new TransitGateways("transit", { transit, vpcs }, opts);
  if (network.queryLogs !== null && vpcs.length > 0) {
    const logged = vpcs.map(({ vpc: { name, region }, made: { vpcId } }) => ({
      name,
      region,
      vpcId,
    }));
    const destination = bound(network.queryLogs, bindings);
    new QueryLogs("query-logs", { destination, delivery, vpcs: logged }, opts);
  }
  if (network.closed.length > 0) {
    const open = vpcs.map(({ vpc, made: { vpcId } }) => ({ vpc, vpcId }));
    new ClosedRegions("closed", { regions: network.closed, open }, opts);
  }
  makeEntry(plan, making, vpcs);
}

function makeVpcs(
  network: PlannedNetwork,
  { at }: Making,
  delivery: readonly pulumi.Resource[],
): readonly MadeVpc[] {
  const { bindings, opts } = at("network");
  const { ipam, cidr } = network;
  const pools = ipam ? new Ipam("ipam", { ipam, cidr }, opts).poolIds : {};
  const connected = network.transit.gateways.length > 0;
  return network.vpcs.map((vpc) => {
    const args = {
      vpc,
      near: connected ? cidr : vpc.cidr,
      flowLogs: network.flowLogs === null ? null : bound(network.flowLogs, bindings),
      delivery,
      pool: pools[vpc.region] ?? null,
    };
    return { vpc, made: new Vpc(`vpc-${vpc.name}`, args, opts) };
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html */
function unitArnsOf(
  { units }: PlannedVpc,
  { at, organizationId, unitIds }: Making,
): Readonly<Record<string, pulumi.Output<string>>> {
  const { partition, ...ids } = at("network").bindings;
  const management = ids["account:management"];
  return Object.fromEntries(
    units.map((unit) => [
      unit,
      pulumi.interpolate`arn:${partition}:organizations::${management}:ou/${organizationId}/${unitIds[unit] ?? ""}`,
    ]),
  );
}

/** Ways into networks, for administrators. */
function makeEntry(
  { entry: nodes }: Plan,
  { at, functionRoles }: Making,
  vpcs: readonly MadeVpc[],
): void {
  if (nodes.length === 0) return;
  const { bindings, opts } = at("network");
  const places = Object.fromEntries(
    vpcs.flatMap(({ vpc, made }) => {
      const first = vpc.subnets.find(({ tier }) => tier === "private");
      const subnet = first && made.subnetIds[first.name];
      return subnet ? [[vpc.name, { vpc: made.vpcId, subnet }]] : [];
    }),
  );
  // Their role has the boundary, which is made with the function roles.
  const bounded = { ...opts, dependsOn: functionRoles.network ?? [] };
  new EntryNodes("entry", { nodes, places, bindings }, bounded);
}
