import * as pulumi from "@pulumi/pulumi";

export interface AnomalyMonitorArgs {
  /** Any region of the partition: costs are looked at in one of AWS's choice. */
  readonly region: pulumi.Input<string>;
}

interface AnomalyMonitorInputs {
  readonly region: string;
}

/**
 * Finds the payer's monitor of all services, or makes it. AWS allows one of them, and makes it itself
 * where somebody opens Cost Explorer: a resource that only makes fails there.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html
 *
 * The functions here are serialized and run in another process: they import nothing of ours.
 * @returns Its ARN.
 */
export async function findOrMakeMonitor({ region }: AnomalyMonitorInputs): Promise<string> {
  const { CostExplorerClient, CreateAnomalyMonitorCommand, GetAnomalyMonitorsCommand } =
    await import("@aws-sdk/client-cost-explorer");
  const client = new CostExplorerClient({ region });
  try {
    let NextPageToken: string | undefined;
    do {
      const page = await client.send(
        new GetAnomalyMonitorsCommand(NextPageToken === undefined ? {} : { NextPageToken }),
      );
      const found = (page.AnomalyMonitors ?? []).find(
        (one) => one.MonitorType === "DIMENSIONAL" && one.MonitorDimension === "SERVICE",
      );
      if (found?.MonitorArn !== undefined) return found.MonitorArn;
      NextPageToken = page.NextPageToken;
    } while (NextPageToken !== undefined);
    const { MonitorArn } = await client.send(
      new CreateAnomalyMonitorCommand({
        AnomalyMonitor: {
          MonitorName: "landing-zone",
          MonitorType: "DIMENSIONAL",
          MonitorDimension: "SERVICE",
        },
      }),
    );
    if (MonitorArn === undefined) throw new Error("AWS gave the monitor no ARN");
    return MonitorArn;
  } catch (error) {
    const { message = "" } = error as { message?: string };
    if (!/not enabled for cost explorer/i.test(message)) throw error;
    throw new Error(
      "Cost Explorer is not switched on, and no call switches it on: open it once in the management " +
        "account's console, under Billing and Cost Management, and run again after a day; or write " +
        "management.anomalies: false.",
      { cause: error },
    );
  }
}

const provider: pulumi.dynamic.ResourceProvider<
  AnomalyMonitorInputs,
  AnomalyMonitorInputs & { readonly arn: string }
> = {
  async create(inputs) {
    const arn = await findOrMakeMonitor(inputs);
    return { id: arn, outs: { ...inputs, arn } };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async diff() {
    return { changes: false };
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  async update(_id, olds, news) {
    return { outs: { ...news, arn: olds.arn } };
  },
  // No delete: it may be AWS's own, and others may be told of what it finds.
};

/** What watches the costs of all services in the whole organization for the unusual. */
export class AnomalyMonitor extends pulumi.dynamic.Resource {
  declare public readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AnomalyMonitorArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args, arn: undefined }, opts, "landingzone", "AnomalyMonitor");
  }
}
