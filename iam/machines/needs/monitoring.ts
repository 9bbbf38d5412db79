import { forwardRoleArn } from "../../monitoring/spoke";
import type { Needs, NeedsByAccount } from "./needs";

const RULES = ["arn:{{partition}}:events:*:{{account:self}}:rule/landing-zone-*"];
const QUEUES = ["arn:{{partition}}:sqs:*:{{account:self}}:landing-zone-*"];

/** What hands events on, in the management account, and in the audit account what it arrives at. */
const RULE: Needs = {
  reads: ["events:DescribeRule", "events:ListTagsForResource"],
  writes: [
    "events:DeleteRule",
    "events:DisableRule",
    "events:EnableRule",
    "events:PutRule",
    "events:TagResource",
    "events:UntagResource",
  ],
  on: RULES,
};

const TARGET: Needs = {
  reads: ["events:ListTargetsByRule"],
  writes: ["events:PutTargets", "events:RemoveTargets"],
  on: RULES,
};

const QUEUE: Needs = {
  reads: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"],
  writes: [
    "sqs:CreateQueue",
    "sqs:DeleteQueue",
    "sqs:SetQueueAttributes",
    "sqs:TagQueue",
    "sqs:UntagQueue",
  ],
  on: QUEUES,
};

const QUEUE_POLICY: Needs = {
  reads: ["sqs:GetQueueAttributes"],
  writes: ["sqs:SetQueueAttributes"],
  on: QUEUES,
};

const FORWARDING: Readonly<Record<string, Needs>> = {
  "aws:cloudwatch/eventRule:EventRule": RULE,
  "aws:cloudwatch/eventTarget:EventTarget": TARGET,
  "aws:sqs/queue:Queue": QUEUE,
  "aws:sqs/queuePolicy:QueuePolicy": QUEUE_POLICY,
};

const HUB: Readonly<Record<string, Needs>> = {
  ...FORWARDING,
  "aws:cloudwatch/eventBus:EventBus": {
    reads: ["events:DescribeEventBus", "events:ListTagsForResource"],
    writes: [
      "events:CreateEventBus",
      "events:DeleteEventBus",
      "events:TagResource",
      "events:UntagResource",
      "events:UpdateEventBus",
    ],
  },
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": {
    reads: ["events:DescribeEventBus"],
    writes: ["events:PutPermission", "events:RemovePermission"],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    reads: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
    writes: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
    ],
  },
  "aws:sns/topic:Topic": {
    reads: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
    writes: [
      "sns:CreateTopic",
      "sns:DeleteTopic",
      "sns:SetTopicAttributes",
      "sns:TagResource",
      "sns:UntagResource",
    ],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    reads: ["sns:GetTopicAttributes"],
    writes: ["sns:SetTopicAttributes"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    reads: ["sns:GetSubscriptionAttributes", "sns:ListSubscriptionsByTopic"],
    writes: ["sns:SetSubscriptionAttributes", "sns:Subscribe", "sns:Unsubscribe"],
  },
};

/** What watches, and tells people. */
export const MONITORING: NeedsByAccount = {
  management: {
    ...FORWARDING,
    "aws:cloudwatch/eventTarget:EventTarget": {
      ...TARGET,
      passes: { role: forwardRoleArn, to: "events.amazonaws.com" },
    },
  },
  audit: HUB,
};
