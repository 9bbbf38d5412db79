import assert from "node:assert/strict";
import {
  PARTITIONS,
  partitionOf,
  regionsOf,
  signInHost,
  type Partition,
} from "../../model/regions";
import { messagesOf, ORGANIZATION } from "../stacks";

const cases: readonly (readonly [Partition, string, string])[] = [
  ["aws", "eu-west-1", "signin.aws.amazon.com"],
  ["aws-us-gov", "us-gov-west-1", "signin.amazonaws-us-gov.com"],
  ["aws-cn", "cn-north-1", "signin.amazonaws.cn"],
];

describe("regions", () => {
  for (const [partition, region, host] of cases) {
    it(`${region} is in ${partition}, and no other`, () => {
      assert.equal(partitionOf(region), partition);
      assert.equal(signInHost(partition), host);
      const holders = PARTITIONS.filter((other) => regionsOf(other).includes(region));
      assert.deepEqual(holders, [partition]);
    });

    it(`${region} can be the home of a stack in ${partition}`, () => {
      const text = ORGANIZATION.replace("eu-west-1", `${region}\n  partition: ${partition}`);
      assert.deepEqual(messagesOf(text), []);
    });
  }

  it("are all different, and look like regions", () => {
    const all = PARTITIONS.flatMap(regionsOf);
    assert.equal(new Set(all).size, all.length);
    for (const region of all) assert.match(region, /^[a-z]{2}(-gov)?-[a-z]+-\d$/);
  });

  it("of nowhere have no partition", () => {
    assert.equal(partitionOf("mars-1"), undefined);
  });
});
