import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SNAPSHOT_FREQUENCY } from "../../iam/detection/recorder";
import type { PlannedConfig } from "../../model/detection/plan";
import { bound, type Bindings } from "../bindings";
import { reservedRole } from "../reserved-role";

export interface RecorderArgs {
  readonly config: PlannedConfig;
  readonly bindings: Bindings;
}

/**
 * AWS Config's recorder in the management account, in every governed region: the same that a StackSet
 * stamps into members. Neither recorder nor channel works without the other, and the recorder is
 * started last.
 */
export class Recorder extends pulumi.ComponentResource {
  constructor(name: string, args: RecorderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:detection:Recorder", name, {}, opts);
    const { config, bindings } = args;
    const { role } = reservedRole(name, { role: config.recorderRole, bindings }, { parent: this });
    config.regions.forEach((region, index) => {
      const recorder = new aws.cfg.Recorder(
        `${name}-${region}`,
        {
          name: config.recorder,
          region,
          roleArn: role.arn,
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: index === 0 },
        },
        { parent: this },
      );
      const channel = new aws.cfg.DeliveryChannel(
        `${name}-${region}-channel`,
        {
          name: config.recorder,
          region,
          s3BucketName: bound(config.bucketName, bindings),
          snapshotDeliveryProperties: { deliveryFrequency: SNAPSHOT_FREQUENCY },
        },
        { parent: this, dependsOn: recorder },
      );
      new aws.cfg.RecorderStatus(
        `${name}-${region}-status`,
        { name: recorder.name, region, isEnabled: true },
        { parent: this, dependsOn: channel },
      );
    });
    this.registerOutputs({});
  }
}
