import { HUB_BUS_NAME } from "../names";

/** What tells people of root users and break-glass, in every account. */
export const MONITOR: readonly string[] = [
  ["cloudwatch", "alarm:landing-zone-*"],
  // Of PutPermission AWS knows no resource: nobody in the audit account has it but the landing zone.
  ["events", `event-bus/${HUB_BUS_NAME}*`],
  ["events", "rule/landing-zone-*"],
  ["events", `rule/${HUB_BUS_NAME}/*`],
  // Of a subscription AWS asks its topic's ARN; its own is below that.
  ["sns", "landing-zone-*"],
  ["sqs", "landing-zone-*"],
].map(([service = "", resource = ""]) => `arn:{{partition}}:${service}:*:*:${resource}`);

/** What only looks at it. Nobody receives from a queue: what is received is hidden from all others. */
export const MONITOR_READS = [
  "cloudwatch:Describe*",
  "cloudwatch:List*",
  "events:Describe*",
  "events:List*",
  "sns:Get*",
  "sns:List*",
  "sqs:Get*",
  "sqs:List*",
];
