import * as pulumi from "@pulumi/pulumi";

export interface CostTagsArgs {
  /** Any region of the partition: costs are looked at in one of AWS's choice. */
  readonly region: pulumi.Input<string>;
  /** Keys of tags. */
  readonly keys: readonly string[];
}

interface CostTagsInputs {
  readonly region: string;
  readonly keys: readonly string[];
}

/**
 * Has costs shown by tags. AWS knows a key up to a day after something first carries it, and refuses it
 * before, and all keys before Cost Explorer is on: such a key waits, and the next run asks again.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 *
 * The functions here are serialized and run in another process: they import nothing of ours.
 * @returns The keys that AWS does not know yet.
 */
export async function activateTags({ region, keys }: CostTagsInputs): Promise<readonly string[]> {
  const { CostExplorerClient, UpdateCostAllocationTagsStatusCommand } =
    await import("@aws-sdk/client-cost-explorer");
  const client = new CostExplorerClient({ region });
  const pending: string[] = [];
  for (const TagKey of keys) {
    const refusal = await client
      .send(
        new UpdateCostAllocationTagsStatusCommand({
          CostAllocationTagsStatus: [{ TagKey, Status: "Active" }],
        }),
      )
      .then(
        ({ Errors: [first] = [] }) => first && `${first.Code ?? ""}: ${first.Message ?? ""}`,
        (error: unknown) => {
          const { name = "", message = "" } = error as { name?: string; message?: string };
          return `${name}: ${message}`;
        },
      );
    if (refusal === undefined) continue;
    if (!/not ?found|not enabled for cost explorer/i.test(refusal)) {
      throw new Error(`the tag ${TagKey}: ${refusal}`);
    }
    pending.push(TagKey);
  }
  return pending;
}

type CostTagsOutputs = CostTagsInputs & { readonly pending: readonly string[] };

const provider: pulumi.dynamic.ResourceProvider<CostTagsInputs, CostTagsOutputs> = {
  async create(inputs) {
    const pending = await activateTags(inputs);
    return { id: "cost-tags", outs: { ...inputs, pending } };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async diff(_id, olds, news) {
    const changes =
      olds.pending.length > 0 || JSON.stringify(olds.keys) !== JSON.stringify(news.keys);
    return { changes };
  },
  async update(_id, olds, news) {
    const fresh = news.keys.filter((key) => !olds.keys.includes(key) || olds.pending.includes(key));
    const pending = await activateTags({ ...news, keys: fresh });
    return { outs: { ...news, pending } };
  },
  // No delete: reports of others may use the tags.
};

/** Tags by which costs are shown. */
export class CostTags extends pulumi.dynamic.Resource {
  /** Keys that AWS does not know yet. */
  declare public readonly pending: pulumi.Output<readonly string[]>;

  constructor(name: string, args: CostTagsArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args, pending: undefined }, opts, "landingzone", "CostTags");
  }
}
