import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AnomalyMonitor } from "./anomaly-monitor";

export interface CostAnomaliesArgs {
  readonly region: pulumi.Input<string>;
  /** Smallest impact that somebody is told of, in USD. */
  readonly minimum: number;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}

/**
 * Unusual costs of a service, told by e-mail once a day: AWS takes addresses for no shorter time.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html
 */
export class CostAnomalies extends pulumi.ComponentResource {
  constructor(name: string, args: CostAnomaliesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:management:CostAnomalies", name, {}, opts);
    const { region, minimum, notify } = args;
    const monitor = new AnomalyMonitor(`${name}-monitor`, { region }, { parent: this });
    new aws.costexplorer.AnomalySubscription(
      `${name}-subscription`,
      {
        name: "landing-zone",
        frequency: "DAILY",
        monitorArnLists: [monitor.arn],
        subscribers: notify.map((address) => ({ type: "EMAIL", address })),
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(minimum)],
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
