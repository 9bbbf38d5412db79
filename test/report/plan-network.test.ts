import assert from "node:assert/strict";
import { networkText } from "../../report/plan-network";
import { withNetworks } from "../networks";
import { edited, EXAMPLE, planOf } from "../stacks";

describe("the networks of a plan, as text", () => {
  it("are not said where there are none", () => {
    assert.deepEqual(networkText(planOf(EXAMPLE)), []);
  });

  it("have their ranges, subnets, ways out, endpoints and who builds in them", () => {
    const [vpcs, between, room] = networkText(planOf(withNetworks(EXAMPLE)));
    assert.equal(
      vpcs?.slice(0, vpcs.indexOf("  shop-far")),
      `Networks of the network account, in 10.0.0.0/8:
  shop in eu-west-1: 10.0.0.0/18 (chosen; pin it with cidr: 10.0.0.0/18), production
    public    10.0.48.0/23  10.0.50.0/23  507 addresses each
    private   10.0.0.0/21  10.0.8.0/21    2,043 addresses each  shared
    isolated  10.0.32.0/22  10.0.36.0/22  1,019 addresses each  shared
    transit   10.0.56.0/28  10.0.58.0/28  11 addresses each
    one NAT gateway; nothing is reached from the internet
    endpoints of s3, dynamodb, ssm and ssmmessages, for this organization alone
    shared with the units workloads/production
  shop-test in eu-west-1: 10.8.0.0/18 (chosen; pin it with cidr: 10.8.0.0/18), not production
    public   10.8.48.0/23  10.8.50.0/23  507 addresses each
    private  10.8.0.0/21  10.8.8.0/21    2,043 addresses each  shared
    transit  10.8.56.0/28  10.8.58.0/28  11 addresses each
    no NAT gateway; public subnets are reached from the internet
    endpoints of s3, for this organization alone
    shared with the units workloads/nonproduction and workloads/sandbox
`,
    );
    assert.equal(
      between,
      `What connects them:
  transit gateways in eu-west-1 and eu-central-1: each VPC reaches those of its side, and no other
  production: shop and shop-far
  not production: shop-test
  flow logs and query logs in the audit account
  internet gateways serve no other VPC in eu-west-1 and eu-central-1`,
    );
    assert.equal(
      room,
      `Room for more, as large as the last one there:
  eu-west-1     production      10.0.0.0/13   31 more VPCs of /18
  eu-west-1     not production  10.8.0.0/13   31 more VPCs of /18
  eu-central-1  production      10.16.0.0/13  31 more VPCs of /18
  eu-central-1  not production  10.24.0.0/13  32 more VPCs of /18`,
    );
  });

  it("say so where there is nothing", () => {
    const text = edited(
      withNetworks(EXAMPLE),
      [
        "  transitGateway: true\n  ipam: true\n",
        "  flowLogs: false\n  queryLogs: false\n  defaultVpcs: keep\n",
      ],
      [
        "{ name: shop-far, region: eu-central-1, types: [production], zones: 2 }",
        "{ name: shop-far, region: eu-central-1, types: [production], cidr: 10.200.0.0/18, endpoints: [], share: false }",
      ],
    );
    const [vpcs, between] = networkText(planOf(text));
    assert.match(
      vpcs ?? "",
      /shop-far in eu-central-1: 10\.200\.0\.0\/18, production\n.*\n.*\n {4}no way to the internet, and none from there\n {4}no endpoints of AWS services\n {4}shared with nobody$/,
    );
    assert.equal(
      between,
      `What connects them:
  nothing: no transit gateway
  no flow logs and no query logs in the audit account
  default VPCs are as they were`,
    );
  });
});
