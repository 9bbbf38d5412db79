import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EntryNodes } from "../../components/network/entry-nodes";
import { planOfText, testBindings } from "./plans";
import { named, registrationsOf } from "./registrations";

const plan = planOfText(`
organization:
  name: tiny
  homeRegion: eu-west-1
  regions: [eu-central-1]
  managementAccountId: "111111111111"
  email: "a+{account}@tiny.example"
network:
  entry:
    - { region: eu-west-1, vpc: vpc-00000001, subnet: subnet-00000001, reaches: [10.0.0.0/8] }
    - { region: eu-central-1, vpc: vpc-00000002, subnet: subnet-00000002, reaches: [10.1.0.0/16], endpoints: false }
`);

describe("EntryNodes", () => {
  const made = (): ReturnType<typeof registrationsOf> =>
    registrationsOf(() => {
      new EntryNodes(
        "entry",
        { nodes: plan.entry, places: {}, bindings: testBindings(plan, "network") },
        { provider: new aws.Provider("network", { region: "eu-west-1" }) },
      );
    });

  it("is a node in each region, with endpoints where they are asked for", async () => {
    const registrations = await made();
    const lines = registrations
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .map(
        ({ type, name, parent, provider, inputs }) =>
          `${type.slice(type.lastIndexOf(":") + 1)} ${name} in ${parent || "-"} by ${provider || "-"} ${typeof inputs.region === "string" ? inputs.region : ""}`,
      )
      .sort();
    assert.deepEqual(lines, [
      "EntryNodes entry in - by - ",
      "Instance entry-eu-central-1-node in entry by network eu-central-1",
      "Instance entry-eu-west-1-node in entry by network eu-west-1",
      "InstanceProfile entry-profile in entry by network ",
      "LaunchTemplate entry-eu-central-1-template in entry by network eu-central-1",
      "LaunchTemplate entry-eu-west-1-template in entry by network eu-west-1",
      "Role entry-role in entry by network ",
      "RolePolicyAttachment entry-role-agent in entry by network ",
      "SecurityGroup entry-eu-central-1-group in entry by network eu-central-1",
      "SecurityGroup entry-eu-west-1-endpoints-group in entry by network eu-west-1",
      "SecurityGroup entry-eu-west-1-group in entry by network eu-west-1",
      "VpcEndpoint entry-eu-west-1-endpoint-ssm in entry by network eu-west-1",
      "VpcEndpoint entry-eu-west-1-endpoint-ssmmessages in entry by network eu-west-1",
    ]);
  });

  it("lets nothing in, has no public address, and no more than its agent and ranges out", async () => {
    const registrations = await made();
    const group = named(registrations, "entry-eu-west-1-group").inputs;
    assert.deepEqual(group.ingress, []);
    const out = group.egress as { readonly toPort: number; readonly cidrBlocks: string[] }[];
    assert.deepEqual(
      out.map(({ toPort, cidrBlocks }) => [toPort, cidrBlocks]),
      [
        [443, ["0.0.0.0/0"]],
        [65535, ["10.0.0.0/8"]],
      ],
    );
    const template = named(registrations, "entry-eu-west-1-template").inputs;
    assert.deepEqual(
      [
        (template.networkInterfaces as { associatePublicIpAddress: string }[]).map(
          (one) => one.associatePublicIpAddress,
        ),
        (template.metadataOptions as { httpTokens: string }).httpTokens,
        (template.blockDeviceMappings as { ebs: { encrypted: string } }[]).map(
          ({ ebs }) => ebs.encrypted,
        ),
      ],
      [["false"], "required", ["true"]],
    );
  });

  it("has a role below the service path, inside the boundary", async () => {
    const { inputs } = named(await made(), "entry-role");
    assert.deepEqual(
      [inputs.path, inputs.permissionsBoundary],
      ["/service/", "arn:aws:iam::333333333333:policy/landing-zone/boundary"],
    );
  });
});
