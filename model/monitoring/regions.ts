import type { Partition } from "../regions";
import type { Stack } from "../schema";

/**
 * Regions in which sign-ins to the global page, and calls to global services, are recorded, wherever
 * people are. Sign-ins of root users were seen in the three of the United States; those of IAM users
 * are in the first four, depending on what the browser remembers. All of them are on in every account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const SIGN_IN_REGIONS: Readonly<Record<Partition, readonly string[]>> = {
  aws: ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2", "us-west-2"],
  "aws-us-gov": ["us-gov-west-1"],
  "aws-cn": ["cn-north-1"],
};

/**
 * Regions that are watched: EventBridge sees the events of its own region alone. The home region is the
 * first.
 */
export function watchedRegions({
  homeRegion,
  regions,
  partition,
}: Pick<Stack["organization"], "homeRegion" | "regions" | "partition">): readonly string[] {
  return [...new Set([homeRegion, ...regions, ...SIGN_IN_REGIONS[partition]])];
}
