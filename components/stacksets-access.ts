import * as pulumi from "@pulumi/pulumi";

export interface StackSetsAccessArgs {
  /** Any region: the call is for the whole organization. */
  readonly region: pulumi.Input<string>;
}

/**
 * Switches on StackSets for the organization, once. The trusted service alone does not: without
 * this call every service-managed StackSet fails with "You must enable organizations access".
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ActivateOrganizationsAccess.html
 *
 * The functions below are serialized and run in another process: they import nothing of ours.
 */
const provider: pulumi.dynamic.ResourceProvider<StackSetsAccessInputs, StackSetsAccessInputs> = {
  async create(inputs) {
    const { CloudFormationClient, ActivateOrganizationsAccessCommand } =
      await import("@aws-sdk/client-cloudformation");
    const client = new CloudFormationClient({ region: inputs.region });
    await client.send(new ActivateOrganizationsAccessCommand({}));
    return { id: "stacksets-organizations-access", outs: inputs };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async diff() {
    return { changes: false };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async update(_id, _olds, news) {
    return { outs: news };
  },
  // No delete: switching it off would orphan the stacks of every StackSet in the organization.
};

interface StackSetsAccessInputs {
  readonly region: string;
}

/** StackSets may act in the organization's accounts. */
export class StackSetsAccess extends pulumi.dynamic.Resource {
  constructor(name: string, args: StackSetsAccessArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, opts, "landingzone", "StackSetsAccess");
  }
}
