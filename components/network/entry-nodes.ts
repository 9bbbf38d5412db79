import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document, minified } from "../../iam/document";
import { boundaryArn, SERVICE_PATH } from "../../iam/names";
import { ENTRY_TAG } from "../../iam/permissions";
import type { PlannedEntryNode } from "../../model/network/entry";
import { bound, boundDocument, type Bindings } from "../bindings";

/** Where a node is. */
interface NodePlace {
  readonly region: string;
  readonly vpc: pulumi.Input<string>;
  readonly subnet: pulumi.Input<string>;
}

/** What all nodes are made with. */
interface NodeMeans {
  readonly instanceProfile: pulumi.Output<string>;
  /** Placeholders of the network account. */
  readonly bindings: Bindings;
}

export interface EntryNodesArgs {
  readonly nodes: readonly PlannedEntryNode[];
  /** Ids of the VPC and subnet of nodes in VPCs of the plan, by the name of the VPC. */
  readonly places: Readonly<Record<string, Omit<NodePlace, "region">>>;
  /** Placeholders of the network account. */
  readonly bindings: Bindings;
}

const NAME = "entry";

/**
 * Nodes through which administrators forward ports into networks, by Session Manager: no open port, no
 * key, no public address. Several regions, so that one serves when another is down. AWS's newest image
 * is taken when a node is made, so that a new image replaces none.
 */
export class EntryNodes extends pulumi.ComponentResource {
  constructor(name: string, args: EntryNodesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:network:EntryNodes", name, {}, opts);
    const { bindings } = args;
    const instanceProfile = this.makeProfile(name, bindings);
    for (const node of args.nodes) {
      const { region, vpc, subnet } = node;
      const place = subnet === null ? args.places[vpc] : { vpc, subnet };
      if (!place) throw new Error(`there is no VPC ${vpc}`);
      this.makeNode(`${name}-${region}`, node, { region, ...place }, { instanceProfile, bindings });
    }
    this.registerOutputs({});
  }

  private makeProfile(name: string, bindings: Bindings): pulumi.Output<string> {
    const parent = { parent: this };
    const trust = document({
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        name: NAME,
        path: SERVICE_PATH,
        description: "Entry nodes of the network account",
        assumeRolePolicy: minified(trust),
        permissionsBoundary: bound(boundaryArn, bindings),
      },
      parent,
    );
    new aws.iam.RolePolicyAttachment(
      `${name}-role-agent`,
      {
        role: role.name,
        policyArn: bound(
          "arn:{{partition}}:iam::aws:policy/AmazonSSMManagedInstanceCore",
          bindings,
        ),
      },
      parent,
    );
    const profile = new aws.iam.InstanceProfile(
      `${name}-profile`,
      { name: NAME, path: SERVICE_PATH, role: role.name },
      parent,
    );
    return profile.name;
  }

  private makeNode(
    name: string,
    { reaches, endpoints }: PlannedEntryNode,
    { region, vpc, subnet }: NodePlace,
    { instanceProfile, bindings }: NodeMeans,
  ): void {
    const parent = { parent: this };
    const tags = { Name: "landing-zone-entry" };
    const everywhere = ["0.0.0.0/0"];
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        region,
        vpcId: vpc,
        namePrefix: "landing-zone-entry-",
        description: "Entry node: nothing comes in",
        ingress: [],
        egress: [
          {
            description: "Session Manager",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: everywhere,
          },
          {
            description: "What ports are forwarded to",
            protocol: "tcp",
            fromPort: 0,
            toPort: 65535,
            cidrBlocks: [...reaches],
          },
        ],
        tags,
      },
      parent,
    );
    if (endpoints.length > 0) {
      const place = { region, vpc, subnet };
      this.makeEndpoints(name, endpoints, place, { nodes: group.id, bindings });
    }
    const template = new aws.ec2.LaunchTemplate(
      `${name}-template`,
      {
        region,
        namePrefix: "landing-zone-entry-",
        imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        instanceType: "t4g.nano",
        iamInstanceProfile: { name: instanceProfile },
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
        },
        networkInterfaces: [
          {
            subnetId: subnet,
            securityGroups: [group.id],
            associatePublicIpAddress: "false",
            deleteOnTermination: "true",
          },
        ],
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { encrypted: "true", deleteOnTermination: "true" },
          },
        ],
        tags,
      },
      parent,
    );
    new aws.ec2.Instance(
      `${name}-node`,
      {
        region,
        launchTemplate: { id: template.id },
        tags: { ...tags, [ENTRY_TAG]: "true" },
        volumeTags: tags,
      },
      { parent: this, ignoreChanges: ["ami", "launchTemplate.version"] },
    );
  }

  private makeEndpoints(
    name: string,
    endpoints: PlannedEntryNode["endpoints"],
    { region, vpc, subnet }: NodePlace,
    { nodes, bindings }: { readonly nodes: pulumi.Output<string>; readonly bindings: Bindings },
  ): void {
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-endpoints-group`,
      {
        region,
        vpcId: vpc,
        namePrefix: "landing-zone-entry-endpoints-",
        description: "Endpoints of Session Manager: entry nodes alone",
        ingress: [
          {
            description: "Entry node",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            securityGroups: [nodes],
          },
        ],
        egress: [],
        tags: { Name: "landing-zone-entry-endpoints" },
      },
      parent,
    );
    for (const { service, policy } of endpoints) {
      new aws.ec2.VpcEndpoint(
        `${name}-endpoint-${service}`,
        {
          region,
          vpcId: vpc,
          subnetIds: [subnet],
          securityGroupIds: [group.id],
          serviceName: `com.amazonaws.${region}.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          policy: boundDocument(policy, bindings),
          tags: { Name: `landing-zone-entry-${service}` },
        },
        parent,
      );
    }
  }
}
