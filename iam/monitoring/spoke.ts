import { document, type PolicyDocument } from "../document";
import { FORWARD_EVENTS_NAME, functionRoleArn, HUB_BUS_NAME } from "../names";
import type { StampedRole } from "../stamp-template";
import type { EventPattern } from "./event-pattern";
import { patternOf, type EventKind } from "./kinds";

/** Name of the rule, and of the queue of what it could not deliver, in each account and region. */
export const FORWARDING = `landing-zone-${FORWARD_EVENTS_NAME}`;

/** What hands events of one account on to the hub, in each watched region. The role is global. */
export interface Spoke {
  /** Name of rule and queue. */
  readonly name: string;
  readonly description: string;
  readonly role: StampedRole;
  readonly pattern: EventPattern;
  /** ARN of the hub's bus. */
  readonly target: string;
  readonly queuePolicy: PolicyDocument;
}

/**
 * AssumeRoot, AssumeRole and all calls that look are read-only for CloudTrail: rules see them in this
 * state alone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/**
 * How long EventBridge tries: as long as it can, a day.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const RETRIES = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 } as const;

/**
 * How long a queue keeps what was not delivered: as long as it can, 14 days.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
 */
export const KEPT_SECONDS = 1_209_600;

/** The hub's bus, in the home region of the audit account. */
export function hubBusArn(homeRegion: string): string {
  return `arn:{{partition}}:events:${homeRegion}:{{account:audit}}:event-bus/${HUB_BUS_NAME}`;
}

export function spokeOf(homeRegion: string, kinds: readonly EventKind[]): Spoke {
  return {
    name: FORWARDING,
    description: "Hands the use of root users and of break-glass on to the audit account",
    role: forwardRole(homeRegion),
    pattern: patternOf(...kinds),
    target: hubBusArn(homeRegion),
    queuePolicy: undelivered(`arn:{{partition}}:sqs:*:{{account:self}}:${FORWARDING}`, [RULE]),
  };
}

/** The rule, in whichever region. */
const RULE = `arn:{{partition}}:events:*:{{account:self}}:rule/${FORWARDING}`;

/**
 * EventBridge forwards by this role, for this rule alone. A bus in another account takes events of an
 * organization by roles alone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
function forwardRole(homeRegion: string): StampedRole {
  return {
    name: FORWARD_EVENTS_NAME,
    description:
      "EventBridge hands the use of root users and of break-glass on to the audit account",
    sessionHours: 1,
    trust: document({
      Sid: "ThisRuleAlone",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: { "aws:SourceArn": RULE },
        StringEquals: { "aws:SourceAccount": "{{account:self}}" },
      },
    }),
    policies: {
      managed: [],
      inline: document({
        Sid: "ToTheHub",
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: hubBusArn(homeRegion),
      }),
    },
  };
}

/** ARN of the role in the account itself. */
export const forwardRoleArn = functionRoleArn("self", FORWARD_EVENTS_NAME);

/**
 * Policy of a queue for what rules could not deliver: EventBridge sends, for exactly these rules.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html#eb-dlq-perms
 */
export function undelivered(queueArn: string, rules: readonly string[]): PolicyDocument {
  return document(
    {
      Sid: "TheseRulesAlone",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: {
        ArnLike: { "aws:SourceArn": rules },
        StringEquals: { "aws:SourceAccount": "{{account:self}}" },
      },
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
