import type { InventoryRow } from "../inventory/row";

const MONITOR = ["D4", "A3"];

/** What hands events on, in management by the provider, and in members by StackSets. */
const FORWARDING: readonly InventoryRow[] = [
  {
    account: "management",
    type: "aws:iam/role:Role",
    what: "Forwarding role",
    reason: "EventBridge sends to the hub by it, for one rule alone",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "management",
    type: "aws:iam/rolePolicy:RolePolicy",
    what: "Permissions of the forwarding role",
    reason: "It sends to the hub's bus, and does nothing else",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "management",
    type: "aws:cloudwatch/eventRule:EventRule",
    what: "Forwarding rule",
    reason: "In each watched region, it sees root users and break-glass",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "management",
    type: "aws:cloudwatch/eventTarget:EventTarget",
    what: "Way to the hub",
    reason: "In each watched region, to the bus of the audit account",
    cost: "by use",
    price:
      "1 USD for each million events that are handed on, https://aws.amazon.com/eventbridge/pricing/",
    serves: MONITOR,
  },
  {
    account: "management",
    type: "aws:sqs/queue:Queue",
    what: "Queue of undelivered events",
    reason: "In each watched region, it keeps for 14 days what did not reach the hub",
    cost: "by use",
    price:
      "0.40 USD for each million requests, the first million of a month free, https://aws.amazon.com/sqs/pricing/",
    serves: MONITOR,
  },
  {
    account: "management",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    what: "Policy of that queue",
    reason: "The forwarding rule alone writes into it",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "every member",
    type: "AWS::IAM::Role",
    what: "Forwarding role",
    reason: "EventBridge sends to the hub by it, for one rule alone",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "every member",
    type: "AWS::Events::Rule",
    what: "Forwarding rule and way to the hub",
    reason: "In each watched region, it sees root users and break-glass, and hands them on",
    cost: "by use",
    price:
      "1 USD for each million events that are handed on, https://aws.amazon.com/eventbridge/pricing/",
    serves: MONITOR,
  },
  {
    account: "every member",
    type: "AWS::SQS::Queue",
    what: "Queue of undelivered events",
    reason: "In each watched region, it keeps for 14 days what did not reach the hub",
    cost: "by use",
    price:
      "0.40 USD for each million requests, the first million of a month free, https://aws.amazon.com/sqs/pricing/",
    serves: MONITOR,
  },
  {
    account: "every member",
    type: "AWS::SQS::QueuePolicy",
    what: "Policy of that queue",
    reason: "The forwarding rule alone writes into it",
    cost: "free",
    serves: MONITOR,
  },
];

/** The hub, in the audit account's home region. */
const HUB: readonly InventoryRow[] = [
  {
    account: "audit",
    type: "aws:cloudwatch/eventBus:EventBus",
    what: "Hub bus",
    reason: "All accounts send to it what people are told of",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    what: "Policy of the hub bus",
    reason: "Forwarding roles of this organization alone send to it",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:cloudwatch/eventRule:EventRule",
    what: "Hub rules",
    reason: "One for each kind of what people are told of",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:cloudwatch/eventTarget:EventTarget",
    what: "Who is told of each kind",
    reason: "It makes a readable mail of the event, for each team that is told",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:sns/topic:Topic",
    what: "Topics of the teams",
    reason: "Customer, security, operations, and those of break-glass",
    cost: "by use",
    price:
      "2 USD for each 100,000 mails, the first 1,000 of a month free, https://aws.amazon.com/sns/pricing/",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:sns/topicPolicy:TopicPolicy",
    what: "Policies of the topics",
    reason: "The hub's rules and alarms alone publish",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:sns/topicSubscription:TopicSubscription",
    what: "Addresses of the teams",
    reason: "One for each address, which its owner confirms",
    cost: "free",
    serves: MONITOR,
    off: "rootActivity.notify",
  },
  {
    account: "audit",
    type: "aws:sqs/queue:Queue",
    what: "Queue of unsent mails",
    reason: "It keeps for 14 days what no topic took",
    cost: "by use",
    price:
      "0.40 USD for each million requests, the first million of a month free, https://aws.amazon.com/sqs/pricing/",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    what: "Policy of that queue",
    reason: "The hub's rules alone write into it",
    cost: "free",
    serves: MONITOR,
  },
  {
    account: "audit",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    what: "Alarms of unsent mails",
    reason: "Security and operations are told when somebody is not told",
    cost: "cents",
    price:
      "0.10 USD a month for each of 5 alarms, the first 10 of an account free, https://aws.amazon.com/cloudwatch/pricing/",
    serves: MONITOR,
  },
];

/** Who is told when root users, and break-glass, are used. */
export const MONITORING_INVENTORY: readonly InventoryRow[] = [...FORWARDING, ...HUB];
