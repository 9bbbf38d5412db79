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
 * before, and all keys before Cost Explorer is on: such a key waits, and the first run a day later asks
 * again, so that runs until then have nothing to do.
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

type CostTagsOutputs = CostTagsInputs & {
  readonly pending: readonly string[];
  /** When AWS was asked last, in milliseconds since 1970. */
  readonly askedAt: number;
};

const A_DAY = 24 * 60 * 60 * 1000;

/** Is there something to ask AWS for, now (milliseconds since 1970)? */
export function isToBeAsked(
  { keys, pending, askedAt }: Omit<CostTagsOutputs, "region">,
  wanted: readonly string[],
  now: number,
): boolean {
  const isTime = pending.length > 0 && now - askedAt >= A_DAY;
  return isTime || JSON.stringify(keys) !== JSON.stringify(wanted);
}

const provider: pulumi.dynamic.ResourceProvider<CostTagsInputs, CostTagsOutputs> = {
  async create(inputs) {
    const pending = await activateTags(inputs);
    return { id: "cost-tags", outs: { ...inputs, pending, askedAt: Date.now() } };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async diff(_id, olds, news) {
    return { changes: isToBeAsked(olds, news.keys, Date.now()) };
  },
  async update(_id, olds, news) {
    const fresh = news.keys.filter((key) => !olds.keys.includes(key) || olds.pending.includes(key));
    const pending = await activateTags({ ...news, keys: fresh });
    return { outs: { ...news, pending, askedAt: Date.now() } };
  },
  // No delete: reports of others may use the tags.
};

/** Tags by which costs are shown. */
export class CostTags extends pulumi.dynamic.Resource {
  /** Keys that AWS does not know yet. */
  declare public readonly pending: pulumi.Output<readonly string[]>;

  constructor(name: string, args: CostTagsArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      { ...args, pending: undefined, askedAt: undefined },
      opts,
      "landingzone",
      "CostTags",
    );
  }
}
