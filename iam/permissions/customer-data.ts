import type { Statement } from "../document";

/** Reads of objects' contents; apart from the rest because the auditor reads some buckets. */
const OBJECT_READS = ["s3:GetObject*"];

/** Reads of answers to queries; apart from the rest because the auditor reads its own. */
const ANSWER_READS = ["athena:GetQueryResults*"];

/**
 * Actions that hand out what customers and services stored: table items, messages, contacts,
 * secrets, credentials, parameters, query results, disk blocks, screens, decrypted text. AWS's
 * SecurityAudit and ViewOnlyAccess allow some of them. Metadata stays readable.
 */
const DATA_READS = [
  "aoss:APIAccessAll",
  "cassandra:Select",
  "chime:ListChannelMessages",
  "cloudwatch:GetSpaceCredentials*",
  "codepipeline:GetJobDetails",
  "codepipeline:GetThirdPartyJobDetails",
  "cognito-idp:AdminGetUser",
  "cognito-idp:DescribeIdentityProvider",
  "cognito-idp:DescribeUserPoolClient",
  "cognito-idp:ListUserPoolClientSecrets",
  "cognito-idp:ListUsers*",
  "cognito-sync:ListRecords",
  "connect:ListContactReferences",
  "connect:ListRealtimeContactAnalysisSegments*",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ebs:GetSnapshotBlock",
  "ec2:GetConsoleOutput",
  "ec2:GetConsoleScreenshot",
  "ec2:GetPasswordData",
  "es:ESHttp*",
  "kafka-cluster:ReadData",
  "kinesis:GetRecords",
  "kinesis:SubscribeToShard",
  "lambda:GetFunction",
  "lambda:GetLayerVersion",
  "lex:GetUtterancesView",
  "logs:Unmask",
  "mediaconnect:DescribeFlowSourceThumbnail",
  "neptune-db:ReadDataViaQuery",
  "quicksight:DescribeDashboardSnapshotJobResult",
  "rds-data:*",
  "rds:Download*",
  "redshift-data:*",
  "s3-object-lambda:GetObject*",
  "s3tables:GetTableData",
  "s3vectors:GetVectors",
  "s3vectors:ListVectors",
  "s3vectors:QueryVectors",
  "sagemaker:ListRecords",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "ses:ListContacts",
  "ses:ListMembersOfAddressList",
  "ses:ListSuppressedDestinations",
  "sns:ListPhoneNumbersOptedOut",
  "sqs:ReceiveMessage",
  "ssm:GetParameter*",
  "timestream:Select",
];

/** Actions that hand out data of customers, all of them. */
export const CUSTOMER_DATA: readonly string[] = [
  ...DATA_READS,
  ...ANSWER_READS,
  ...OBJECT_READS,
  "kms:Decrypt",
];

/** No data of customers and services, whatever the managed policies beside it come to allow. */
export const noCustomerData: Statement = {
  Sid: "NoCustomerData",
  Effect: "Deny",
  Action: CUSTOMER_DATA,
  Resource: "*",
};

/**
 * The same, but objects of these buckets (ARNs), and what is needed to decrypt them.
 * @param workgroupArn Workgroup whose answers are read; null: none are.
 */
export function noCustomerDataBut(
  bucketArns: readonly string[],
  workgroupArn: string | null,
): readonly Statement[] {
  const answers = workgroupArn === null ? { Resource: "*" } : { NotResource: workgroupArn };
  return [
    { Sid: "NoCustomerData", Effect: "Deny", Action: DATA_READS, Resource: "*" },
    { Sid: "NoOtherAnswers", Effect: "Deny", Action: ANSWER_READS, ...answers },
    {
      Sid: "NoOtherObjects",
      Effect: "Deny",
      Action: OBJECT_READS,
      NotResource: bucketArns.map((arn) => `${arn}/*`),
    },
  ];
}
