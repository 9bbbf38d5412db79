/** How flow logs lie in their bucket. The network's flow logs and the auditor's tables agree by it. */

/** Folder of VPC flow logs: the flow log's destination is the bucket's ARN, a slash and this. */
export const FLOW_LOG_PREFIX = "vpc";
/** Folder of what resolvers were asked, in the same way. */
export const RESOLVER_LOG_PREFIX = "resolver";

/** Function of the network account that reads flow logs there. */
export const FLOW_LOG_READER = "network";

/** A field of a flow log, and its type in the auditor's table. */
interface FlowLogField {
  readonly field: string;
  readonly type: "bigint" | "int" | "string";
}

const text = (field: string): FlowLogField => ({ field, type: "string" });
const count = (field: string): FlowLogField => ({ field, type: "bigint" });
const number = (field: string): FlowLogField => ({ field, type: "int" });

/**
 * Fields of a record, in order: the default ones of version 2, and what says which VPC and subnet,
 * which way, and who was meant behind NAT and load balancers. A record's value is `-` where AWS has
 * none, so numbers that can be missing are read as null.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const FLOW_LOG_FIELDS: readonly FlowLogField[] = [
  number("version"),
  text("account-id"),
  text("interface-id"),
  text("srcaddr"),
  text("dstaddr"),
  number("srcport"),
  number("dstport"),
  number("protocol"),
  count("packets"),
  count("bytes"),
  count("start"),
  count("end"),
  text("action"),
  text("log-status"),
  text("vpc-id"),
  text("subnet-id"),
  text("az-id"),
  text("pkt-srcaddr"),
  text("pkt-dstaddr"),
  text("flow-direction"),
  number("tcp-flags"),
];

/** The format, as `aws.ec2.FlowLog` has it in `logFormat`. */
export const FLOW_LOG_FORMAT = FLOW_LOG_FIELDS.map(({ field }) => `\${${field}}`).join(" ");

/**
 * Text files, a folder a day, no folders named `key=value`: what the tables of the auditor expect.
 * `aws.ec2.FlowLog` has them in `destinationOptions`.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
export const FLOW_LOG_OPTIONS = {
  fileFormat: "plain-text",
  hiveCompatiblePartitions: false,
  perHourPartition: false,
} as const;
