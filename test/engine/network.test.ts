import assert from "node:assert/strict";
import { networkCounts } from "../../model/network/resources";
import { withNetworks } from "../networks";
import { skipWithoutPulumi } from "./harness";
import {
  changesOf,
  createdBy,
  edited,
  EXAMPLE,
  type LandingZone,
  landingZone,
  living,
  planOf,
  refused,
  succeeded,
  TIMEOUT_MS,
} from "./landing-zone";

const ALL = withNetworks(EXAMPLE);
const WITHOUT_FEATURES = edited(
  ALL,
  ["  transitGateway: true\n", ""],
  ["  ipam: true\n", "  flowLogs: false\n  queryLogs: false\n  defaultVpcs: keep\n"],
  ["nat: one, ", ""],
  ["endpoints: [s3, dynamodb, ssm, ssmmessages]", "endpoints: []"],
  ["zones: 2 }\n  entry", "zones: 2, share: false }\n  entry"],
);
const REORDERED = edited(ALL, [
  "    - { name: shop, types: [production], zones: 2, nat: one",
  "    - { name: first, types: [production], prefix: 17 }\n    - { name: shop, types: [production], zones: 2, nat: one",
]);
const SMALLER = edited(ALL, [
  "{ name: shop-far, region: eu-central-1, types: [production], zones: 2",
  "{ name: shop-far, region: eu-central-1, types: [production], zones: 1",
]);
const LINE = / {4}- \{ name: shop-far.*\n/;
const VANISHED = ALL.replace(LINE, "");
const RELEASED = edited(ALL, [
  "types: [production], zones: 2 }\n  entry",
  "types: [production], zones: 2, release: true }\n  entry",
]);

describe("networks on the engine", function () {
  this.timeout(TIMEOUT_MS);
  let zone: LandingZone;
  let close: (() => Promise<void>) | undefined;

  before(async function () {
    skipWithoutPulumi(this, "networks");
    zone = await landingZone({ stackFile: ALL });
    close = () => zone.close();
  });
  after(() => close?.());

  it("previews what is counted, while the network account is not there yet", async () => {
    const run = succeeded(await zone.preview());
    const created = createdBy(run);
    for (const [type, count] of Object.entries(networkCounts(planOf(ALL)))) {
      if (count > 0) assert.ok((created[type] ?? 0) >= count, `${type}: ${created[type] ?? 0}`);
    }
  });

  it("comes up, and a second run changes nothing", async () => {
    succeeded(await zone.up());
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
    const vpcs = living(zone, "ec2/vpc:Vpc").map(({ inputs }) => inputs.cidrBlock);
    assert.deepEqual([...vpcs].sort(), ["10.0.0.0/18", "10.16.0.0/18", "10.8.0.0/18"]);
    const zones = living(zone, "ec2/subnet:Subnet").map(({ inputs }) => inputs.availabilityZone);
    assert.deepEqual([...new Set(zones)].sort(), [
      "eu-central-1a",
      "eu-central-1b",
      "eu-west-1a",
      "eu-west-1b",
    ]);
  });

  const kept = (): readonly string[] =>
    [...living(zone, "ec2/vpc:Vpc"), ...living(zone, "ec2/subnet:Subnet")]
      .filter(
        ({ inputs }) => !/"landing-zone:tier":"(transit|public)"/.test(JSON.stringify(inputs)),
      )
      .map(({ id }) => id)
      .sort();
  let atFirst: readonly string[] = [];

  it("switches features off, and touches nothing that is protected", async () => {
    atFirst = kept();
    assert.equal(atFirst.length, 3 + 4 + 2 + 4);
    await zone.writeStackFile(WITHOUT_FEATURES);
    succeeded(await zone.up());
    assert.deepEqual(kept(), atFirst);
    for (const type of [
      "ec2transitgateway/transitGateway:TransitGateway",
      "ec2transitgateway/route:Route",
      "ec2/natGateway:NatGateway",
      "ec2/eip:Eip",
      "ec2/flowLog:FlowLog",
      "ec2/vpcIpam:VpcIpam",
      "ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
      "route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    ]) {
      assert.deepEqual(living(zone, type), [], type);
    }
  });

  it("switches them on again, and a further run changes nothing", async () => {
    await zone.writeStackFile(ALL);
    succeeded(await zone.up());
    assert.deepEqual(kept(), atFirst);
    assert.deepEqual(changesOf(succeeded(await zone.up())), []);
  });

  for (const [what, text, expected] of [
    [
      "would move a range",
      REORDERED,
      /the range of the VPC shop changes from 10\.0\.0\.0\/18 to 10\.0\.128\.0\/18.*Write cidr: 10\.0\.0\.0\/18/s,
    ],
    [
      "would take subnets away",
      SMALLER,
      /the VPC shop-far would lose the subnets isolated-b and private-b/,
    ],
    [
      "would take a VPC away",
      VANISHED,
      /the VPC shop-far \(10\.16\.0\.0\/18\) is no longer in the file.*release: true/s,
    ],
  ] as const) {
    it(`refuses a run that ${what}, before it changes anything`, async () => {
      await zone.writeStackFile(text);
      assert.match(await refused(zone, () => zone.up()), expected);
    });
  }

  it("lets a VPC go that was released a run before", async () => {
    await zone.writeStackFile(RELEASED);
    succeeded(await zone.up());
    await zone.writeStackFile(VANISHED);
    const run = succeeded(await zone.up());
    assert.deepEqual(
      changesOf(run).filter((change) => !change.startsWith("delete ")),
      // The manager looks after a region less.
      ["update ipam-manager: operatingRegions[1]"],
    );
    assert.deepEqual(
      living(zone, "ec2/vpc:Vpc")
        .map(({ inputs }) => inputs.cidrBlock)
        .sort(),
      ["10.0.0.0/18", "10.8.0.0/18"],
    );
  });
});
