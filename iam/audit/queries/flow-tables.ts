import { flowLogBucketName } from "../../names";
import { FLOW_LOG_FIELDS, FLOW_LOG_PREFIX, RESOLVER_LOG_PREFIX } from "../flow-logs";
import { DAY, REGION, type Column, type LogTable } from "./table";

const TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";

/** Words of SQL that a column is not called by. */
const INSTEAD: Readonly<Record<string, string>> = { start: "started", end: "ended" };

/** The column of a flow log's field. */
function columnOf(field: string): string {
  return INSTEAD[field] ?? field.replaceAll("-", "_");
}

function folder(organization: string, prefix: string, logs: string): string {
  return `s3://${flowLogBucketName(organization)}/${prefix}/AWSLogs/{{account:network}}/${logs}`;
}

/**
 * Who talked to whom in the networks.
 * https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-partition-projection.html
 */
export function flowTable(organization: string, kept: number): LogTable {
  return {
    name: "flow_logs",
    description: "Who talked to whom in the networks, and what was refused",
    columns: FLOW_LOG_FIELDS.map(({ field, type }): Column => ({ name: columnOf(field), type })),
    partitions: [
      { name: REGION, values: { type: "regions" } },
      { name: DAY, values: { type: "days", kept } },
    ],
    location: `${folder(organization, FLOW_LOG_PREFIX, "vpcflowlogs")}/\${${REGION}}/\${${DAY}}`,
    format: {
      inputFormat: TEXT_INPUT,
      serde: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
      serdeParameters: { "field.delim": " ", "serialization.format": " " },
      parameters: { "skip.header.line.count": "1", compressionType: "gzip" },
    },
  };
}

/**
 * What the networks' resolvers were asked. A query says which VPC.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html
 */
export function resolverTable(organization: string, kept: number): LogTable {
  const text = (name: string): Column => ({ name, type: "string" });
  return {
    name: "resolver_logs",
    description: "What the resolvers of the networks were asked, by VPC",
    columns: [
      ...["version", "account_id", "region", "vpc_id", "query_timestamp", "query_name"].map(text),
      ...["query_type", "query_class", "rcode"].map(text),
      { name: "answers", type: "array<struct<Rdata:string,Type:string,Class:string>>" },
      ...["srcaddr", "srcport", "transport"].map(text),
      { name: "srcids", type: "struct<instance:string,resolver_endpoint:string>" },
      ...["firewall_rule_action", "firewall_rule_group_id", "firewall_domain_list_id"].map(text),
    ],
    partitions: [
      { name: "vpc", values: { type: "injected" } },
      { name: DAY, values: { type: "days", kept } },
    ],
    location: `${folder(organization, RESOLVER_LOG_PREFIX, "vpcdnsquerylogs")}/\${vpc}/\${${DAY}}`,
    format: {
      inputFormat: TEXT_INPUT,
      serde: "org.openx.data.jsonserde.JsonSerDe",
      serdeParameters: { "ignore.malformed.json": "true" },
      parameters: { classification: "json", compressionType: "gzip" },
    },
  };
}
