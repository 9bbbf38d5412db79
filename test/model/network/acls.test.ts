import assert from "node:assert/strict";
import { aclOf, type Acl, type AclRule } from "../../../model/network/acls";
import { contains, parseCidr } from "../../../model/network/cidr";
import type { SubnetTier } from "../../../model/network/addresses";

const VPC = "10.0.0.0/18";
const ALL = "10.0.0.0/8";
const TIERS: readonly SubnetTier[] = ["public", "private", "isolated", "transit"];

/** Does the first rule that matches let a packet of TCP in? */
function letsIn(rules: readonly AclRule[], address: string, port: number): boolean {
  const packet = parseCidr(`${address}/32`);
  assert.ok(packet);
  const hit = [...rules]
    .sort((a, b) => a.ruleNo - b.ruleNo)
    .find(({ protocol, fromPort, toPort, cidrBlock }) => {
      const range = parseCidr(cidrBlock);
      assert.ok(range);
      const matches = protocol === "-1" || (protocol === "6" && fromPort <= port && port <= toPort);
      return matches && contains(range, packet);
    });
  return hit?.action === "allow";
}

const acl = (tier: SubnetTier, near = VPC, answers = true): Acl =>
  aclOf(tier, { vpc: VPC, near, answers });

const OUTSIDE = "198.51.100.7";

describe("network ACLs", () => {
  it("let no shell in from outside, on any tier", () => {
    for (const tier of TIERS) {
      for (const port of [22, 3389]) {
        assert.equal(letsIn(acl(tier, ALL).ingress, OUTSIDE, port), false, `${tier} ${port}`);
        assert.equal(letsIn(acl(tier).ingress, "10.0.1.1", port), true, `${tier} ${port} near`);
      }
    }
  });

  for (const [tier, web, answer, neighbour] of [
    ["public", true, true, false],
    ["private", false, true, true],
    ["isolated", false, true, false],
    ["transit", false, false, true],
  ] as const) {
    it(`${tier}: who comes in, where answers arrive and routes lead to other VPCs`, () => {
      const { ingress } = acl(tier, ALL);
      assert.equal(letsIn(ingress, OUTSIDE, 443), web);
      assert.equal(letsIn(ingress, OUTSIDE, 5432), answer);
      assert.equal(letsIn(ingress, "10.16.0.1", 443), neighbour || web);
      assert.equal(letsIn(ingress, "10.0.1.1", 443), true);
    });
  }

  it("let nothing in from outside where no answers arrive, nor out of isolated subnets", () => {
    for (const tier of ["private", "isolated", "transit"] as const) {
      const { ingress } = acl(tier, VPC, false);
      for (const port of [80, 443, 5432, 65535]) {
        assert.equal(letsIn(ingress, OUTSIDE, port), false, `${tier} ${port}`);
        assert.equal(letsIn(ingress, "10.64.0.1", port), false, `${tier} ${port}`);
      }
    }
    assert.equal(letsIn(acl("isolated", VPC, false).egress, OUTSIDE, 443), false);
    assert.equal(letsIn(acl("isolated").egress, OUTSIDE, 443), true);
    assert.equal(letsIn(acl("isolated").egress, OUTSIDE, 25), false);
    assert.equal(letsIn(acl("private", VPC, false).egress, OUTSIDE, 443), true);
  });

  it("have fewer rules than AWS takes, each with a number of its own", () => {
    for (const tier of TIERS) {
      const { ingress, egress } = acl(tier, ALL);
      for (const rules of [ingress, egress]) {
        assert.ok(rules.length <= 20);
        assert.equal(new Set(rules.map(({ ruleNo }) => ruleNo)).size, rules.length);
      }
    }
  });
});
