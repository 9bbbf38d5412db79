import { document, type Conditions, type PolicyDocument, type Statement } from "../document";
import { bucketArn, iamArn } from "../names";

export interface BucketContext {
  /** Short name of the organization. */
  readonly organization: string;
  /** Region of the trail. */
  readonly homeRegion: string;
  /** Function that reads the logs. */
  readonly reader: string;
  /** Role by which the landing zone enters the audit account. */
  readonly accessRole: string;
}

/** ARNs of a bucket and of its objects. */
function bucketAndObjects(name: string): readonly string[] {
  const bucket = bucketArn(name);
  return [bucket, `${bucket}/*`];
}

interface BucketRules {
  readonly name: string;
  /** Role by which the landing zone enters the audit account. */
  readonly accessRole: string;
  /** Who writes, and what the writer looks at before. */
  readonly writers: readonly Statement[];
  /** ARNs of roles of the audit account that write, beside AWS's services. */
  readonly roles?: readonly string[];
}

/**
 * What writing objects takes. Buckets of logs know no access control lists, so that the last of them
 * gives an object to the bucket's owner and to nobody else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export const OBJECT_WRITES = ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"];

/**
 * Policy of a log bucket. Whatever somebody's own permissions say, also an administrator's of the
 * audit account:
 *
 * - nobody deletes, not even the landing zone, and nobody goes around Object Lock;
 * - nobody but AWS's services, and roles that are named, writes an object;
 * - nobody but the landing zone changes the bucket: its policy, its lifecycle, its lock;
 * - nothing comes without TLS.
 *
 * The root user of the audit account can still put another policy or take this one away: AWS keeps that way
 * open. A guardrail closes it for root users of members, and leaves it to central root access.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function logBucketDocument({
  name,
  accessRole,
  writers,
  roles = [],
}: BucketRules): PolicyDocument {
  const Resource = bucketAndObjects(name);
  const noService = { Bool: { "aws:PrincipalIsAWSService": "false" } };
  const not = (...arns: readonly string[]): Conditions => ({
    ArnNotEquals: { "aws:PrincipalArn": arns },
  });
  return document(
    ...writers,
    {
      Sid: "NobodyDeletes",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteBucket",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
      ],
      Resource,
    },
    {
      Sid: "OnlyWritersWrite",
      Effect: "Deny",
      Principal: "*",
      Action: OBJECT_WRITES,
      Resource,
      Condition: roles.length === 0 ? noService : { ...noService, ...not(...roles) },
    },
    {
      Sid: "OnlyLandingZoneChanges",
      Effect: "Deny",
      Principal: "*",
      NotAction: ["s3:Get*", "s3:List*", ...OBJECT_WRITES],
      Resource,
      Condition: not(iamArn("audit", `role/${accessRole}`)),
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
