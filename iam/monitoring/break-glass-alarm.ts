import { document, type PolicyDocument } from "../document";
import { BREAK_GLASS_NAME, BREAK_GLASS_PATH, functionRoleArn, iamArn } from "../names";

/** Name of the rule and of the topic of the alarm, in each account and region. */
export const ALARM_NAME = "landing-zone-break-glass";

/**
 * An event pattern of EventBridge, as plain data with placeholders.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly EventPattern[] | readonly string[] | string;
}

/** What an alarm says, and where in the event its words come from. */
export interface AlarmText {
  /** Paths into the event by the name that stands in the text between < and >. */
  readonly paths: Readonly<Record<string, string>>;
  /** Lines of the mail. */
  readonly lines: readonly string[];
}

/**
 * Sign-ins have two spellings: that of AWS's page, and that of events that were seen.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const DETAIL_TYPES = [
  "AWS API Call via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Signin via CloudTrail",
];

/**
 * Whatever the break-glass users do in their own account. A sign-in that failed has no ARN, and says
 * the user's name alone.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function breakGlassUsersPattern(users: readonly string[]): EventPattern {
  return {
    "detail-type": DETAIL_TYPES,
    detail: {
      $or: [
        { userIdentity: { arn: [{ prefix: iamArn("self", `user${BREAK_GLASS_PATH}`) }] } },
        { eventName: ["ConsoleLogin"], userIdentity: { type: ["IAMUser"], userName: users } },
      ],
    },
  };
}

/**
 * Whoever assumes the break-glass role, or tries to, in its own account, by a call or by the
 * console's switch.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function breakGlassRolePattern(): EventPattern {
  return {
    "detail-type": DETAIL_TYPES,
    detail: {
      $or: [
        {
          eventSource: ["sts.amazonaws.com"],
          eventName: ["AssumeRole"],
          requestParameters: { roleArn: [functionRoleArn("self", BREAK_GLASS_NAME)] },
        },
        {
          eventSource: ["signin.amazonaws.com"],
          eventName: ["SwitchRole"],
          userIdentity: { arn: [{ prefix: `${sessionsOf(BREAK_GLASS_NAME)}/` }] },
        },
      ],
    },
  };
}

/** The ARN of a role's session has the role's name and not its path. */
function sessionsOf(role: string): string {
  return `arn:{{partition}}:sts::{{account:self}}:assumed-role/${role}`;
}

/** What every event of CloudTrail says. */
const COMMON = {
  account: "$.account",
  action: "$.detail.eventName",
  error: "$.detail.errorMessage",
  from: "$.detail.sourceIPAddress",
  region: "$.detail.awsRegion",
  service: "$.detail.eventSource",
  time: "$.detail.eventTime",
};

const WHAT_AND_WHEN = [
  "What: <action> of <service>, in <region>. Error, if there was one: <error>",
  "From: <from>",
  "When: <time>",
];

const ASK = "What to do: ask at once who opened the safe, and why.";
const THEN = "Then read in the organization's trail what was done.";

export function breakGlassUsersText(): AlarmText {
  return {
    paths: {
      ...COMMON,
      answer: "$.detail.responseElements.ConsoleLogin",
      user: "$.detail.userIdentity.userName",
    },
    lines: [
      "Somebody used, or tried to use, the break-glass user <user> of the access account <account>.",
      ...WHAT_AND_WHEN,
      "Sign-in, if it was one: <answer>",
      `${ASK} If nobody did, take away the password and the device of <user>, entering the access account from management. ${THEN}`,
    ],
  };
}

export function breakGlassRoleText(): AlarmText {
  return {
    paths: {
      ...COMMON,
      caller: "$.detail.userIdentity.accountId",
      identity: "$.detail.userIdentity.arn",
      session: "$.detail.requestParameters.roleSessionName",
    },
    lines: [
      "Somebody became, or tried to become, administrator of the management account <account> by the break-glass role.",
      "Who: <session> <identity>, of account <caller>",
      ...WHAT_AND_WHEN,
      `${ASK} If nobody did, revoke the sessions of the role break-glass in the management account, and take away the passwords of the break-glass users. ${THEN}`,
    ],
  };
}

/**
 * The text as EventBridge takes it: each line a string of JSON.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function inputTemplate({ lines }: AlarmText): string {
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

/**
 * Policy of an alarm's topic: EventBridge publishes for exactly this rule of this account.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
export function alarmTopicPolicy(region: string): PolicyDocument {
  const arn = (service: string, resource: string): string =>
    `arn:{{partition}}:${service}:${region}:{{account:self}}:${resource}`;
  return document({
    Sid: "ThisRuleAlone",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sns:Publish",
    Resource: arn("sns", ALARM_NAME),
    Condition: {
      ArnEquals: { "aws:SourceArn": arn("events", `rule/${ALARM_NAME}`) },
      StringEquals: { "aws:SourceAccount": "{{account:self}}" },
    },
  });
}
