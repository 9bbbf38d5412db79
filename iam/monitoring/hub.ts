import { document, type PolicyDocument } from "../document";
import { FORWARD_EVENTS_NAME, functionRoleArn, HUB_BUS_NAME } from "../names";
import type { EventPattern } from "./event-pattern";
import { KINDS, patternOf, type EventKind, type Kind } from "./kinds";
import { hubBusArn, undelivered } from "./spoke";
import { inputTemplate, textOf, type MailText } from "./texts";

export const AUDIENCES = ["customer", "security", "operations", "break-glass"] as const;
/** Who is told; each has a topic. */
export type Audience = (typeof AUDIENCES)[number];

/** Who is told of what. */
export const TOLD: Readonly<Record<Kind, readonly Audience[]>> = {
  "root-activity": ["customer", "security", "operations"],
  "root-session": ["security", "operations", "break-glass"],
  "break-glass-user": ["security", "operations", "break-glass"],
  "break-glass-role": ["security", "operations", "break-glass"],
};

/** Who is told when mails cannot be sent. */
const TOLD_OF_FAILURES: readonly Audience[] = ["security", "operations"];

/** The bus of the audit account to which all accounts forward, and what tells people of it. */
export interface Hub {
  readonly region: string;
  readonly busName: string;
  readonly busArn: string;
  readonly busPolicy: PolicyDocument;
  readonly rules: readonly HubRule[];
  readonly topics: readonly HubTopic[];
  /** What could not be sent to a topic. */
  readonly queue: { readonly name: string; readonly arn: string; readonly policy: PolicyDocument };
  readonly alarms: readonly HubAlarm[];
}

export interface HubRule {
  /** Kind of the events, and name of the rule on the hub's bus. */
  readonly name: Kind;
  readonly description: string;
  readonly pattern: EventPattern;
  readonly told: readonly Audience[];
  /** Paths into the event, by the names that the template has between < and >. */
  readonly inputPaths: MailText["paths"];
  readonly inputTemplate: string;
}

export interface HubTopic {
  readonly audience: Audience;
  readonly name: string;
  readonly arn: string;
  readonly policy: PolicyDocument;
}

/** Rings when its metric is above zero in any five minutes. */
export interface HubAlarm {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: "Maximum" | "Sum";
  readonly dimensions: Readonly<Record<string, string>>;
  readonly told: readonly Audience[];
}

const QUEUE = "landing-zone-hub";

export function hubOf(region: string, kinds: readonly EventKind[]): Hub {
  const queueArn = own("sqs", region, QUEUE);
  return {
    region,
    busName: HUB_BUS_NAME,
    busArn: hubBusArn(region),
    busPolicy: busPolicy(region),
    rules: kinds.map((kind) => hubRule(kind)),
    topics: AUDIENCES.map((audience) => hubTopic(audience, region)),
    queue: {
      name: QUEUE,
      arn: queueArn,
      policy: undelivered(
        queueArn,
        KINDS.map((kind) => ruleArn(kind, region)),
      ),
    },
    alarms: alarms(),
  };
}

/** ARN of something of the account itself. */
function own(service: string, region: string, resource: string): string {
  return `arn:{{partition}}:${service}:${region}:{{account:self}}:${resource}`;
}

/** The ARN of a rule names its bus, if that is not the default one. */
function ruleArn(kind: Kind, region: string): string {
  return own("events", region, `rule/${HUB_BUS_NAME}/${kind}`);
}

const alarmArn = (name: string, region: string): string =>
  own("cloudwatch", region, `alarm:${name}`);

const topicName = (audience: Audience): string => `landing-zone-${audience}`;

/**
 * Every account of the organization sends, by the role that forwards and by nothing else: guardrails
 * keep that name for the landing zone, and its trust lets EventBridge alone in, for one rule. The
 * policy asks nothing of the event, since EventBridge also asks it when a target is made, without one;
 * the hub's rules do. EventBridge has no address without TLS.
 * https://docs.aws.amazon.com/general/latest/gr/ev.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 */
function busPolicy(region: string): PolicyDocument {
  return document({
    Sid: "ForwardedInThisOrganization",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: hubBusArn(region),
    Condition: {
      ArnLike: { "aws:PrincipalArn": functionRoleArn("*", FORWARD_EVENTS_NAME) },
      StringEquals: { "aws:PrincipalOrgID": "{{organization:id}}" },
    },
  });
}

function hubRule(kind: EventKind): HubRule {
  const { name, what } = kind;
  const text = textOf(name);
  return {
    name,
    description: `Tells people that ${what}`,
    pattern: patternOf(kind),
    told: TOLD[name],
    inputPaths: text.paths,
    inputTemplate: inputTemplate(text),
  };
}

/**
 * A topic takes from the rules that tell its people, and from the alarms, alone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
function hubTopic(audience: Audience, region: string): HubTopic {
  const name = topicName(audience);
  const arn = own("sns", region, name);
  const publishing = (
    Sid: string,
    service: string,
    sources: readonly string[],
  ): PolicyDocument["Statement"][number] => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: arn,
    Condition: {
      ArnEquals: { "aws:SourceArn": sources },
      StringEquals: { "aws:SourceAccount": "{{account:self}}" },
    },
  });
  const rules = KINDS.filter((kind) => TOLD[kind].includes(audience));
  const ringing = alarms().filter(({ told }) => told.includes(audience));
  return {
    audience,
    name,
    arn,
    policy: document(
      publishing(
        "TheseRulesAlone",
        "events.amazonaws.com",
        rules.map((kind) => ruleArn(kind, region)),
      ),
      ...(ringing.length > 0
        ? [
            publishing(
              "TheseAlarmsAlone",
              "cloudwatch.amazonaws.com",
              ringing.map((alarm) => alarmArn(alarm.name, region)),
            ),
          ]
        : []),
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ),
  };
}

/**
 * What shows that somebody is not told. FailedInvocations counts what EventBridge gave up, whether the
 * queue took it or not.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
function alarms(): readonly HubAlarm[] {
  const steps = "Steps: docs/runbooks/root-activity.md, Undelivered.";
  return [
    {
      name: `${QUEUE}-undelivered`,
      description: `Mails of the landing zone were not sent; they wait in the queue ${QUEUE} of the audit account for 14 days. ${steps}`,
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      dimensions: { QueueName: QUEUE },
      told: TOLD_OF_FAILURES,
    },
    ...KINDS.map((kind): HubAlarm => ({
      name: `${QUEUE}-${kind}-failed`,
      description: `The hub's rule ${kind} in the audit account could not tell somebody. ${steps}`,
      namespace: "AWS/Events",
      metric: "FailedInvocations",
      statistic: "Sum",
      dimensions: { EventBusName: HUB_BUS_NAME, RuleName: kind },
      told: TOLD_OF_FAILURES,
    })),
  ];
}
