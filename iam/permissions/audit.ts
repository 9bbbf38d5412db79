import { DATABASE, WORKGROUP } from "../audit/queries/table";
import type { Statement } from "../document";
import { noCustomerData, noCustomerDataBut } from "./customer-data";
import type { Level } from "./level";

const CONFIGURATION = ["SecurityAudit", "job-function/ViewOnlyAccess"];

/** Reads configuration, and no customer data. */
export const audit: Level = { managed: CONFIGURATION, statements: [noCustomerData] };

/** What the auditor of the audit account reads. */
export interface AuditorReads {
  /** ARNs of buckets of the audit account whose objects it reads. */
  readonly buckets: readonly string[];
  /** Asks by Athena in a region, and finds answers in a bucket (ARN); null: it does not. */
  readonly asks: { readonly region: string; readonly answers: string } | null;
}

/** The workgroup of the auditor, in which alone it asks. */
export function workgroupArn(region: string): string {
  return `arn:{{partition}}:athena:${region}:{{account:audit}}:workgroup/${WORKGROUP}`;
}

/** Reads configuration, and the objects of some buckets of the audit account, also by asking them. */
export function auditLogs({ buckets, asks }: AuditorReads): Level {
  return {
    managed: CONFIGURATION,
    statements: [
      {
        Sid: "ReadNamedBuckets",
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
        Resource: buckets,
      },
      {
        Sid: "ReadTheirObjects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectAttributes", "s3:GetObjectVersion"],
        Resource: buckets.map((arn) => `${arn}/*`),
      },
      {
        Sid: "DecryptTheirObjects",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "arn:{{partition}}:kms:*:{{account:self}}:key/*",
        Condition: { StringLike: { "kms:ViaService": "s3.*" } },
      },
      ...(asks ? asking(asks) : []),
      ...noCustomerDataBut(buckets, asks ? workgroupArn(asks.region) : null),
    ],
  };
}

/**
 * Athena reads files and writes answers as whoever asks: it reaches no bucket that the auditor does
 * not, and writes nowhere but where these statements say. Tables are the landing zone's: to make one
 * takes a write to Glue, to ask other sources than S3 a Lambda function; the auditor has neither.
 * https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html
 */
function asking({ region, answers }: NonNullable<AuditorReads["asks"]>): readonly Statement[] {
  const glue = (resource: string): string =>
    `arn:{{partition}}:glue:${region}:{{account:audit}}:${resource}`;
  return [
    {
      Sid: "AskInWorkgroup",
      Effect: "Allow",
      Action: [
        "athena:BatchGetNamedQuery",
        "athena:BatchGetQueryExecution",
        "athena:GetNamedQuery",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryResultsStream",
        "athena:GetQueryRuntimeStatistics",
        "athena:GetWorkGroup",
        "athena:ListNamedQueries",
        "athena:ListQueryExecutions",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      Resource: workgroupArn(region),
    },
    {
      Sid: "SeeTables",
      Effect: "Allow",
      Action: ["glue:GetDatabase", "glue:GetTable", "glue:GetTables"],
      Resource: [glue("catalog"), glue(`database/${DATABASE}`), glue(`table/${DATABASE}/*`)],
    },
    {
      Sid: "WriteAnswers",
      Effect: "Allow",
      Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
      Resource: `${answers}/*`,
    },
    {
      Sid: "EncryptAnswers",
      Effect: "Allow",
      Action: "kms:GenerateDataKey",
      Resource: `arn:{{partition}}:kms:${region}:{{account:audit}}:key/*`,
      Condition: {
        StringLike: {
          "kms:EncryptionContext:aws:s3:arn": [answers, `${answers}/*`],
          "kms:ViaService": "s3.*",
        },
      },
    },
  ];
}
