import type { Conditions, PolicyDocument, Statement } from "../document";
import {
  accessLogBucketName,
  bucketArn,
  configBucketName,
  flowLogBucketName,
  functionRoleArn,
  iamArn,
  logBucketName,
  queryBucketName,
  RECORDER_NAME,
} from "../names";
import { logBucketDocument, type BucketContext } from "./bucket";
import { FLOW_LOG_PREFIX, FLOW_LOG_READER, RESOLVER_LOG_PREFIX } from "./flow-logs";
import { OF_NETWORK, OF_RECORDERS, ofLogBuckets, ofTrail, type Source } from "./sources";

/** Services give the objects to the bucket's owner. */
const TO_THE_OWNER = { "s3:x-amz-acl": "bucket-owner-full-control" };

function looks(Sid: string, name: string, { service, condition }: Source): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["s3:GetBucketAcl", "s3:ListBucket"],
    Resource: bucketArn(name),
    Condition: condition,
  };
}

function puts(
  Sid: string,
  Resource: readonly string[],
  { service, condition }: Source,
  more: Conditions[string] = TO_THE_OWNER,
): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "s3:PutObject",
    Resource,
    Condition: { ...condition, StringEquals: { ...more, ...condition.StringEquals } },
  };
}

/**
 * The organization trail's bucket: written by that trail alone.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy
 */
export function logBucketPolicy(context: BucketContext): PolicyDocument {
  const name = logBucketName(context.organization);
  const trail = ofTrail(context);
  return logBucketDocument({
    name,
    accessRole: context.accessRole,
    writers: [
      { ...looks("TrailLooks", name, trail), Action: "s3:GetBucketAcl" },
      puts(
        "TrailWrites",
        ["{{account:management}}", "{{organization:id}}"].map(
          (of) => `${bucketArn(name)}/AWSLogs/${of}/*`,
        ),
        trail,
      ),
    ],
  });
}

/**
 * The bucket of AWS Config: written by recorders of the organization's accounts, each into its own
 * account's folder. Config comes as the service and says for which account, but for the audit account's
 * own recorder, whose role it uses for a bucket of the same account.
 *
 * Not tried on AWS: the variable. AWS documents the key for these requests, with one value, and lets
 * such keys be variables of resources; without the key the variable matches nothing.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function configBucketPolicy({ organization, accessRole }: BucketContext): PolicyDocument {
  const name = configBucketName(organization);
  return logBucketDocument({
    name,
    accessRole,
    roles: [functionRoleArn("audit", RECORDER_NAME)],
    writers: [
      looks("ConfigLooks", name, OF_RECORDERS),
      puts(
        "ConfigWrites",
        [`${bucketArn(name)}/AWSLogs/\${aws:SourceAccount}/Config/*`],
        OF_RECORDERS,
      ),
    ],
  });
}

/** The network function of the network account reads flow logs, and nothing else. */
function networkReads(name: string): readonly Statement[] {
  const Principal = { AWS: iamArn("network", "root") };
  const byReader = {
    ArnEquals: { "aws:PrincipalArn": functionRoleArn("network", FLOW_LOG_READER) },
  };
  return [
    {
      Sid: "NetworkLists",
      Effect: "Allow",
      Principal,
      Action: "s3:ListBucket",
      Resource: bucketArn(name),
      Condition: { ...byReader, StringLike: { "s3:prefix": `${FLOW_LOG_PREFIX}/*` } },
    },
    {
      Sid: "NetworkReads",
      Effect: "Allow",
      Principal,
      Action: "s3:GetObject",
      Resource: `${bucketArn(name)}/${FLOW_LOG_PREFIX}/*`,
      Condition: byReader,
    },
  ];
}

/**
 * The bucket of flow logs and query logs: written by log delivery for the network account. The flow
 * logs are made in another account than the bucket, so AWS leaves this policy as it is.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export function flowLogBucketPolicy({ organization, accessRole }: BucketContext): PolicyDocument {
  const name = flowLogBucketName(organization);
  const folders = [FLOW_LOG_PREFIX, RESOLVER_LOG_PREFIX].map(
    (prefix) => `${bucketArn(name)}/${prefix}/AWSLogs/{{account:network}}/*`,
  );
  return logBucketDocument({
    name,
    accessRole,
    writers: [
      looks("DeliveryLooks", name, OF_NETWORK),
      puts("DeliveryWrites", folders, OF_NETWORK),
      ...networkReads(name),
    ],
  });
}

/** The bucket in which S3 writes down who read the others. */
export function accessLogBucketPolicy({ organization, accessRole }: BucketContext): PolicyDocument {
  const name = accessLogBucketName(organization);
  return logBucketDocument({
    name,
    accessRole,
    writers: [puts("S3Writes", [`${bucketArn(name)}/*`], ofLogBuckets(organization), {})],
  });
}

/** The bucket of answers: the auditor writes there, by way of Athena, and nobody else. */
export function queryBucketPolicy(context: BucketContext): PolicyDocument {
  return logBucketDocument({
    name: queryBucketName(context.organization),
    accessRole: context.accessRole,
    roles: [functionRoleArn("audit", context.reader)],
    writers: [],
  });
}
