import { LIMITS } from "../limits";
import { plannedTrail } from "../audit/trail";
import { show } from "../problem";
import type { Rule } from "./rule";

const S3_OBJECTS = "AWS::S3::Object";

/** Data events that the trail can log, once each. */
export const trailEvents: Rule = {
  reads: ["audit", "organization.name", "organization.partition"],
  *check({ audit, organization }) {
    const { name, partition } = organization;
    const { dataEvents, insights, leaveOut } = audit.trail;
    const logs = `arn:${partition}:s3:::${name}-logs`;
    const seen = new Set<string>();
    for (const [index, events] of dataEvents.entries()) {
      const path = ["audit", "trail", "dataEvents", index];
      const key = JSON.stringify([events.resources, events.readOnly, events.arns.toSorted()]);
      if (seen.has(key)) yield { path, message: "the same events twice", fix: "take one out" };
      seen.add(key);
      for (const [place, arn] of events.arns.entries()) {
        const at = [...path, "arns", place];
        if (!arn.startsWith(`arn:${partition}:`)) {
          yield {
            path: at,
            message: `found ${show(arn)}, which is not of the partition ${partition}`,
            fix: `begin it with arn:${partition}:`,
          };
        } else if (events.resources === S3_OBJECTS && !arn.startsWith(`arn:${partition}:s3:::`)) {
          yield {
            path: at,
            message: `found ${show(arn)}; objects have ARNs like arn:${partition}:s3:::bucket/key`,
            fix: "write a bucket's ARN and what its keys begin with",
          };
        } else if (events.resources === S3_OBJECTS && arn.startsWith(logs)) {
          yield {
            path: at,
            message: "the log buckets are left out: the trail would log itself without end",
            fix: "take it out; S3's access logs say who reads the log buckets",
          };
        }
      }
    }
    for (const [of, values] of Object.entries({ insights, leaveOut })) {
      for (const [index, value] of values.entries()) {
        if ((values as readonly string[]).indexOf(value) === index) continue;
        yield {
          path: ["audit", "trail", of, index],
          message: `"${value}" is there twice`,
          fix: "take one out",
        };
      }
    }
    const { selectors } = plannedTrail(audit.trail, name);
    const count = selectors
      .flatMap(({ fields }) => fields)
      .flatMap(({ equals = [], notEquals = [], startsWith = [], notStartsWith = [] }) => [
        ...[...equals, ...notEquals, ...startsWith, ...notStartsWith],
      ]).length;
    const most = LIMITS.trailSelectorValues.value;
    if (count > most) {
      yield {
        path: ["audit", "trail", "dataEvents"],
        atKey: true,
        message: `these are ${count} values of event selectors, with those of the landing zone; CloudTrail takes ${most}`,
        fix: "name fewer ARNs, by shorter beginnings",
      };
    }
  },
};
