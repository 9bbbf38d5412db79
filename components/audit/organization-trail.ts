import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedTrail, TrailField } from "../../model/audit/trail";
import { bound, type Bindings } from "../bindings";

export interface OrganizationTrailArgs {
  readonly trailName: string;
  /** Bucket of the audit account. */
  readonly bucketName: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly trail: PlannedTrail;
  /** Placeholders of what the trail logs. */
  readonly bindings: Bindings;
}

/** The organization's trail: every account, every region, into the audit account. */
export class OrganizationTrail extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;

  constructor(name: string, args: OrganizationTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:audit:OrganizationTrail", name, {}, opts);
    const { selectors, insights } = args.trail;
    const trail = new aws.cloudtrail.Trail(
      `${name}-trail`,
      {
        name: args.trailName,
        s3BucketName: args.bucketName,
        kmsKeyId: args.keyArn,
        isOrganizationTrail: true,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        enableLogging: true,
        advancedEventSelectors: selectors.map((selector) => ({
          name: selector.name,
          fieldSelectors: selector.fields.map((field) => fieldSelector(field, args.bindings)),
        })),
        ...(insights.length === 0
          ? {}
          : { insightSelectors: insights.map((insightType) => ({ insightType })) }),
      },
      { parent: this, protect: true },
    );
    this.arn = trail.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function fieldSelector(
  { field, ...values }: TrailField,
  bindings: Bindings,
): aws.types.input.cloudtrail.TrailAdvancedEventSelectorFieldSelector {
  const filled = Object.entries(values).map(([operator, all]: [string, readonly string[]]) => [
    operator,
    all.map((value) => bound(value, bindings)),
  ]);
  return { field, ...Object.fromEntries(filled) } as { field: string };
}
