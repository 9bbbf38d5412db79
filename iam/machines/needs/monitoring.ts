import type { Needs, NeedsByAccount } from "./needs";

/** Where break-glass is watched. */
const ALARMS: Readonly<Record<string, Needs>> = {
  "aws:cloudwatch/eventRule:EventRule": {
    reads: ["events:DescribeRule", "events:ListTagsForResource"],
    writes: [
      "events:DeleteRule",
      "events:DisableRule",
      "events:EnableRule",
      "events:PutRule",
      "events:TagResource",
      "events:UntagResource",
    ],
    on: ["arn:{{partition}}:events:*:{{account:self}}:rule/landing-zone-*"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    reads: ["events:ListTargetsByRule"],
    writes: ["events:PutTargets", "events:RemoveTargets"],
    on: ["arn:{{partition}}:events:*:{{account:self}}:rule/landing-zone-*"],
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
    on: ["arn:{{partition}}:sns:*:{{account:self}}:landing-zone-*"],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    reads: ["sns:GetTopicAttributes"],
    writes: ["sns:SetTopicAttributes"],
    on: ["arn:{{partition}}:sns:*:{{account:self}}:landing-zone-*"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    reads: ["sns:GetSubscriptionAttributes", "sns:ListSubscriptionsByTopic"],
    writes: ["sns:SetSubscriptionAttributes", "sns:Subscribe", "sns:Unsubscribe"],
    on: ["arn:{{partition}}:sns:*:{{account:self}}:landing-zone-*"],
  },
};

/** What watches, and tells people. */
export const MONITORING: NeedsByAccount = { management: ALARMS, access: ALARMS };
