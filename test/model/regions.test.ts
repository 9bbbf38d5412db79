import assert from "node:assert/strict";
import {
  PARTITIONS,
  partitionOf,
  isOptIn,
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

  it("are on in every account, or on AWS's list of those that are not", () => {
    const on = PARTITIONS.flatMap(regionsOf).filter((region) => !isOptIn(region));
    // Those that AWS opened before 20 March 2019, and all of the other partitions.
    assert.deepEqual(on, [
      ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1"],
      ...["ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1"],
      ...["eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"],
      ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
      ...["us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1"],
    ]);
    assert.equal(isOptIn("mars-1"), false);
  });

  it("of nowhere have no partition", () => {
    assert.equal(partitionOf("mars-1"), undefined);
  });
});
