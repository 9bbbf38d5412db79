import { watchedBuckets } from "../../iam/audit/sources";
import { accessLogBucketName, bucketArn } from "../../iam/names";
import type { Stack } from "../schema";

/** What the organization's trail logs. */
export interface PlannedTrail {
  readonly selectors: readonly TrailSelector[];
  readonly insights: readonly string[];
}

/** Events that are logged: those of which all fields are as said. */
export interface TrailSelector {
  readonly name: string;
  readonly fields: readonly TrailField[];
}

/**
 * A field of an event, and its values, with placeholders.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export interface TrailField {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
}

/** Services whose management events may be left out. No others can be. */
const LEFT_OUT = { kms: "kms.amazonaws.com", "rds-data": "rdsdata.amazonaws.com" } as const;

/** Types of what the trail itself writes, and reads again when it is asked. */
const S3_OBJECTS = "AWS::S3::Object";

export function plannedTrail(
  { dataEvents, insights, leaveOut }: Stack["audit"]["trail"],
  organization: string,
): PlannedTrail {
  const sources = leaveOut.map((service) => LEFT_OUT[service]);
  const management: TrailSelector = {
    name: "Management events",
    fields: [
      { field: "eventCategory", equals: ["Management"] },
      ...(sources.length === 0 ? [] : [{ field: "eventSource", notEquals: sources }]),
    ],
  };
  return {
    selectors: [
      management,
      ...dataEvents.map((events, index) => dataSelector(events, index, organization)),
    ],
    insights: [...new Set(insights)],
  };
}

/**
 * Data events of a type of resource. What is written into the log buckets is left out: each file of
 * the trail would be an event in its next one, without end.
 */
function dataSelector(
  { resources, readOnly, arns }: Stack["audit"]["trail"]["dataEvents"][number],
  index: number,
  organization: string,
): TrailSelector {
  const logs = [...watchedBuckets(organization), accessLogBucketName(organization)];
  const arn: TrailField = {
    field: "resources.ARN",
    ...(arns.length === 0 ? {} : { startsWith: arns }),
    ...(resources === S3_OBJECTS
      ? { notStartsWith: logs.map((name) => `${bucketArn(name)}/`) }
      : {}),
  };
  return {
    name: `Data events ${index + 1}: ${resources}`,
    fields: [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: [resources] },
      ...(readOnly === undefined ? [] : [{ field: "readOnly", equals: [String(readOnly)] }]),
      ...(Object.keys(arn).length > 1 ? [arn] : []),
    ],
  };
}
