import { FLOW_LOG_PREFIX } from "../audit/flow-logs";
import type { Statement } from "../document";
import { noCustomerData, noCustomerDataBut } from "./customer-data";
import type { Level } from "./level";
import { network } from "./network";
import { byEntryNodes } from "./network-entry";

/** What the network account has that its network function works with. */
export interface NetworkAccount {
  /** Are there nodes through which ports are forwarded? */
  readonly entry: boolean;
  /** ARN of the audit account's bucket of flow logs; null where none are written. */
  readonly flowLogBucket: string | null;
}

/** The level network, in the network account: what it has there besides, and reads of its flow logs. */
export function networkInCore({ entry, flowLogBucket }: NetworkAccount): Level {
  const others = network.statements.filter((statement) => statement !== noCustomerData);
  return {
    managed: network.managed,
    statements: [
      ...others,
      ...(entry ? byEntryNodes : []),
      ...(flowLogBucket === null ? [noCustomerData] : readingFlowLogs(flowLogBucket)),
    ],
  };
}

/**
 * Reads objects of one folder of one bucket of the audit account, whose policies name this role, and
 * keeps away from all other objects, whatever their own policies say. The key of the logs decrypts for
 * S3 alone, and for this bucket alone.
 */
function readingFlowLogs(bucket: string): readonly Statement[] {
  const folder = `${bucket}/${FLOW_LOG_PREFIX}`;
  const ofBucket = { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] };
  const byS3 = { "kms:ViaService": "s3.*" };
  return [
    {
      Sid: "ListFlowLogs",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": `${FLOW_LOG_PREFIX}/*` } },
    },
    {
      Sid: "ReadFlowLogFiles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${folder}/*`,
    },
    {
      Sid: "DecryptFlowLogs",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "arn:{{partition}}:kms:*:{{account:audit}}:key/*",
      Condition: { StringLike: { ...ofBucket, ...byS3 } },
    },
    ...noCustomerDataBut([folder], null),
    {
      Sid: "DecryptNothingElse",
      Effect: "Deny",
      Action: "kms:Decrypt",
      NotResource: "arn:{{partition}}:kms:*:{{account:audit}}:key/*",
    },
    {
      Sid: "DecryptNoOtherBucket",
      Effect: "Deny",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringNotLike: ofBucket },
    },
    {
      Sid: "DecryptByS3Alone",
      Effect: "Deny",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringNotLike: byS3 },
    },
  ];
}
