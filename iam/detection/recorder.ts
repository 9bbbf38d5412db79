import { document, type PolicyDocument } from "../document";
import {
  AGGREGATOR_NAME,
  bucketArn,
  iamArn,
  managedPolicyArn,
  RECORDER_NAME,
  RESERVED_PATH,
} from "../names";
import type { StampedRole } from "../stamp-template";

/** Name of AWS Config's recorder and of its delivery channel, in every account and region. */
export const RECORDER = "landing-zone";

/** How often AWS Config writes a whole picture of the account, beside each change. */
export const SNAPSHOT_FREQUENCY = "TwentyFour_Hours";

const CONFIG = { Service: "config.amazonaws.com" };

/**
 * Role by which AWS Config looks at an account. It reads metadata. Recorders of this account alone may
 * use it (the confused deputy).
 *
 * Into a bucket of its own account, AWS Config delivers by this role and in no other way: the audit
 * account's recorder needs what `delivers` permits. Into a bucket of another account it delivers as its
 * own service principal where the role may not write, and the bucket's policy lets no role of another
 * account write. One StackSet makes the role of all members, so that all of them have the permission.
 * @param bucketName Bucket of the audit account; null in the management account, where the role writes nowhere.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 */
export function recorderRole(bucketName: string | null): StampedRole {
  return {
    name: RECORDER_NAME,
    description: "AWS Config looks at the account by this role",
    sessionHours: 1,
    trust: document({
      Effect: "Allow",
      Principal: CONFIG,
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "{{account:self}}" } },
    }),
    policies: {
      managed: [managedPolicyArn("service-role/AWS_ConfigRole")],
      inline: bucketName === null ? null : delivers(bucketName),
    },
  };
}

/**
 * Delivering into the account's own folder of a bucket, and its encryption by way of S3. That the
 * bucket is there, and whose it is, AWS's managed policy lets the role see.
 * https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html#iam-role-policies-S3-bucket
 * https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html#iam-role-policies-S3-kms-key
 */
function delivers(bucketName: string): PolicyDocument {
  const bucket = bucketArn(bucketName);
  return document(
    {
      Sid: "DeliversRecords",
      Effect: "Allow",
      // The object goes to the bucket's owner, which S3 takes for a change of its access control list.
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${bucket}/AWSLogs/{{account:self}}/Config/*`,
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    {
      Sid: "EncryptsRecords",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      // The key's id is unknown before it is made. With a bucket key S3 says the bucket alone.
      Resource: "arn:{{partition}}:kms:*:{{account:audit}}:key/*",
      Condition: {
        StringLike: {
          "kms:ViaService": "s3.*",
          "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`],
        },
      },
    },
  );
}

/**
 * Role by which AWS Config learns which accounts the organization has, in the audit account.
 *
 * Not verified: AWS's page about aggregators shows a trust without conditions. `aws:SourceAccount` is
 * documented for roles of recorders. Where AWS Config does not say it for an aggregator, AWS refuses
 * the aggregator when it is made, and nothing else; the role lists accounts alone, so that the
 * condition could then go.
 * https://docs.aws.amazon.com/config/latest/developerguide/set-up-aggregator-cli.html
 * https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html#iam-trust-policy
 */
export function aggregatorRole(): StampedRole {
  return {
    name: AGGREGATOR_NAME,
    description: "AWS Config asks by this role which accounts there are",
    sessionHours: 1,
    trust: document({
      Effect: "Allow",
      Principal: CONFIG,
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "{{account:self}}" } },
    }),
    policies: {
      managed: [managedPolicyArn("service-role/AWSConfigRoleForOrganizations")],
      inline: null,
    },
  };
}

/** The recorder's role in the account itself, whichever region asks. */
export const RECORDER_ROLE_ARN = iamArn("self", `role${RESERVED_PATH}${RECORDER_NAME}`);
