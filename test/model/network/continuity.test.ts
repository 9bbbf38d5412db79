import assert from "node:assert/strict";
import { networkRefusals, networksOutput, readNetworks } from "../../../model/network/continuity";
import { plannedNetwork, type PlannedNetwork } from "../../../model/network/plan";
import { ORGANIZATION, stackOf } from "../../stacks";

const networkOf = (vpcs: string): PlannedNetwork =>
  plannedNetwork(
    stackOf(
      `${ORGANIZATION.replace("homeRegion: eu-west-1", "homeRegion: eu-west-1\n  regions: [eu-central-1]")}network:\n  vpcs: [${vpcs}]\n`,
    ),
    [],
  );
const shop = (more = ""): string => `{ name: shop, types: [production], zones: 2${more} }`;
const other = (more = ""): string => `{ name: other, types: [production], zones: 1${more} }`;

const refusals = (before: string, after: string): readonly string[] =>
  networkRefusals(networkOf(after), readNetworks(networksOutput(networkOf(before))));

describe("what a run must not do to networks that exist", () => {
  for (const [what, before, after, expected] of [
    ["nothing changes", shop(), shop(), []],
    ["one is added at the end", shop(), `${shop()}, ${other()}`, []],
    ["a zone is added", shop(), shop().replace("zones: 2", "zones: 3"), []],
    ["NAT comes", shop(), shop(", nat: one"), []],
    ["NAT goes, and its public subnets", shop(", nat: one"), shop(), []],
    ["the range is written down", shop(), shop(", cidr: 10.0.0.0/18"), []],
    ["one goes that was released", shop(", release: true"), "", []],
    [
      "an earlier one goes",
      `${other(", release: true")}, ${shop()}`,
      shop(),
      [
        /^the range of the VPC shop changes from 10\.0\.64\.0\/18 to 10\.0\.0\.0\/18.*Write cidr: 10\.0\.64\.0\/18/,
      ],
    ],
    [
      "an earlier one goes, and the other is written down",
      `${other(", release: true")}, ${shop()}`,
      shop(", cidr: 10.0.64.0/18"),
      [],
    ],
    ["one goes", shop(), "", [/^the VPC shop \(10\.0\.0\.0\/18\) is no longer in the file/]],
    [
      "it moves",
      shop(),
      shop(", region: eu-central-1"),
      [/^the VPC shop moves from eu-west-1 to eu-central-1/],
    ],
    [
      "it becomes another side's, and so gets another range",
      shop(),
      shop().replace("production", "sandbox"),
      [/^the range of the VPC shop changes from 10\.0\.0\.0\/18 to 10\.8\.0\.0\/18/],
    ],
    [
      "a zone goes",
      shop(),
      shop().replace("zones: 2", "zones: 1"),
      [/^the VPC shop would lose the subnets private-b and isolated-b/],
    ],
    [
      "a tier goes",
      shop(),
      shop(", tiers: [private]"),
      [/lose the subnets isolated-a and isolated-b/],
    ],
    [
      "subnets become smaller",
      shop(),
      shop(", prefixes: { isolated: 26 }"),
      [
        /^the range of the subnet isolated-a of shop changes from 10\.0\.32\.0\/22 to 10\.0\.32\.0\/26.*as it was: 22\.$/,
        /^the range of the subnet isolated-b/,
      ],
    ],
  ] as const) {
    it(`${what}: ${expected.length === 0 ? "goes on" : "refused"}`, () => {
      const found = refusals(before, after);
      assert.equal(found.length, expected.length, found.join("\n"));
      for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
    });
  }

  it("outputs of runs before there were networks say nothing, and others of no shape are errors", () => {
    assert.deepEqual(readNetworks(undefined), []);
    for (const output of [{}, [1], [{ name: "shop" }], "shop", null]) {
      assert.throws(() => readNetworks(output), /not a list of VPCs/);
    }
  });
});
