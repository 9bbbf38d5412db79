import { logBucketName } from "../../names";
import { ACCOUNT, DAY, REGION, type Column, type LogTable } from "./table";

const ISSUER = "struct<type:string,principalId:string,arn:string,accountId:string,userName:string>";

/**
 * Who made a call.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
const USER_IDENTITY = `struct<${[
  "type:string",
  "principalId:string",
  "arn:string",
  "accountId:string",
  "invokedBy:string",
  "accessKeyId:string",
  "userName:string",
  "identityProvider:string",
  "sessionContext:struct<attributes:struct<mfaAuthenticated:string,creationDate:string>," +
    `sessionIssuer:${ISSUER},sourceIdentity:string>`,
].join(",")}>`;

const text = (name: string): Column => ({ name, type: "string" });

/**
 * Fields of an event. What differs from call to call, such as its parameters, is JSON in a string.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const COLUMNS: readonly Column[] = [
  text("eventVersion"),
  { name: "userIdentity", type: USER_IDENTITY },
  text("eventTime"),
  text("eventSource"),
  text("eventName"),
  text("awsRegion"),
  text("sourceIPAddress"),
  text("userAgent"),
  text("errorCode"),
  text("errorMessage"),
  text("requestParameters"),
  text("responseElements"),
  text("additionalEventData"),
  text("requestID"),
  text("eventID"),
  text("readOnly"),
  { name: "resources", type: "array<struct<arn:string,accountId:string,type:string>>" },
  text("eventType"),
  text("managementEvent"),
  text("recipientAccountId"),
  text("serviceEventDetails"),
  text("sharedEventID"),
  text("vpcEndpointId"),
  text("eventCategory"),
];

/**
 * What the organization's trail logs.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-org-wide-trail.html
 */
export function trailTable(organization: string, kept: number): LogTable {
  return {
    name: "cloudtrail",
    description: "What was done in all accounts and regions, by the organization's trail",
    columns: COLUMNS,
    partitions: [
      { name: ACCOUNT, values: { type: "accounts" } },
      { name: REGION, values: { type: "regions" } },
      { name: DAY, values: { type: "days", kept } },
    ],
    location: `s3://${logBucketName(organization)}/AWSLogs/{{organization:id}}/\${${ACCOUNT}}/CloudTrail/\${${REGION}}/\${${DAY}}`,
    format: {
      inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      serde: "org.apache.hive.hcatalog.data.JsonSerDe",
      serdeParameters: {},
      parameters: { classification: "cloudtrail", compressionType: "gzip" },
    },
  };
}
