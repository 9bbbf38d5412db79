import { noCustomerData, noCustomerDataBut } from "./customer-data";
import type { Level } from "./level";

const CONFIGURATION = ["SecurityAudit", "job-function/ViewOnlyAccess"];

/** Reads configuration, and no customer data. */
export const audit: Level = { managed: CONFIGURATION, statements: [noCustomerData] };

/** Reads configuration, and the objects of these buckets (ARNs) of the audit account. */
export function auditLogs(bucketArns: readonly string[]): Level {
  return {
    managed: CONFIGURATION,
    statements: [
      {
        Sid: "ReadNamedBuckets",
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
        Resource: bucketArns,
      },
      {
        Sid: "ReadTheirObjects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectAttributes", "s3:GetObjectVersion"],
        Resource: bucketArns.map((arn) => `${arn}/*`),
      },
      {
        Sid: "DecryptTheirObjects",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "arn:{{partition}}:kms:*:{{account:self}}:key/*",
        Condition: { StringLike: { "kms:ViaService": "s3.*" } },
      },
      ...noCustomerDataBut(bucketArns),
    ],
  };
}
