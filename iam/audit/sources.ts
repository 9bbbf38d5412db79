import type { Conditions } from "../document";
import {
  bucketArn,
  flowLogBucketName,
  configBucketName,
  logBucketName,
  queryBucketName,
  TRAIL_NAME,
} from "../names";
import type { BucketContext } from "./bucket";

/**
 * On whose behalf a service may write logs: without this, anybody's resource could be pointed at the
 * buckets (the confused deputy).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export interface Source {
  readonly service: string;
  readonly condition: Conditions;
}

/** The organization's one trail. */
export function ofTrail({ homeRegion }: Pick<BucketContext, "homeRegion">): Source {
  const trail = `arn:{{partition}}:cloudtrail:${homeRegion}:{{account:management}}:trail/${TRAIL_NAME}`;
  return {
    service: "cloudtrail.amazonaws.com",
    condition: { StringEquals: { "aws:SourceArn": trail } },
  };
}

/**
 * Recorders of the organization's accounts. Config says for which account it comes, so that its
 * organization is known; accounts that join later are of it at once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
export const OF_RECORDERS: Source = {
  service: "config.amazonaws.com",
  condition: { StringEquals: { "aws:SourceOrgID": "{{organization:id}}" } },
};

/**
 * Flow logs and query logs of the network account.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export const OF_NETWORK: Source = {
  service: "delivery.logs.amazonaws.com",
  condition: {
    StringEquals: { "aws:SourceAccount": "{{account:network}}" },
    ArnLike: { "aws:SourceArn": "arn:{{partition}}:logs:*:{{account:network}}:*" },
  },
};

/**
 * S3's own account of who read the log buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-bucket-policy
 */
export function ofLogBuckets(organization: string): Source {
  return {
    service: "logging.s3.amazonaws.com",
    condition: {
      StringEquals: { "aws:SourceAccount": "{{account:audit}}" },
      ArnEquals: { "aws:SourceArn": watchedBuckets(organization).map(bucketArn) },
    },
  };
}

/** Buckets of whose readers S3 tells: all but the one that it tells. */
export function watchedBuckets(organization: string): readonly string[] {
  return [logBucketName, configBucketName, flowLogBucketName, queryBucketName].map((name) =>
    name(organization),
  );
}
