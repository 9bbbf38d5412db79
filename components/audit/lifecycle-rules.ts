import type * as aws from "@pulumi/aws";
import type { Lifecycle } from "../../model/audit/lifecycle";

type Rule = aws.types.input.s3.BucketLifecycleConfigurationRule;

/** Days after which the parts of an upload that was never ended are cleared away. */
const UPLOAD_DAYS = 7;

/**
 * A bucket's lifecycle as S3 takes it. An object that expires becomes an old version, which goes
 * later; S3 deletes nothing that Object Lock holds. What marks an expired object goes with its last
 * version, by a rule of its own: S3 takes no days beside it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function rulesOf({ days, moves, oldVersionDays }: Lifecycle): Rule[] {
  return [
    {
      id: "age",
      status: "Enabled",
      filter: { prefix: "" },
      transitions: moves.map(({ afterDays, class: storageClass }) => ({
        days: afterDays,
        storageClass,
      })),
      expiration: { days },
      noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
    },
    {
      id: "leftovers",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { expiredObjectDeleteMarker: true },
      abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS },
    },
  ];
}
