import { AUDIENCES } from "../../iam/monitoring/hub";
import type { Plan } from "../plan";

/** How many resources of each type this part of the landing zone has. */
export function monitoringCounts({
  monitoring: { regions, hub, notify },
}: Plan): Readonly<Record<string, number>> {
  const told = hub.rules.reduce((sum, rule) => sum + rule.told.length, 0);
  const addresses = AUDIENCES.reduce((sum, audience) => sum + notify[audience].length, 0);
  return {
    "aws:cloudwatch/eventBus:EventBus": 1,
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": 1,
    "aws:cloudwatch/eventRule:EventRule": hub.rules.length + regions.length,
    "aws:cloudwatch/eventTarget:EventTarget": told + regions.length,
    "aws:cloudwatch/metricAlarm:MetricAlarm": hub.alarms.length,
    "aws:iam/role:Role": 1,
    "aws:iam/rolePolicy:RolePolicy": 1,
    "aws:sns/topic:Topic": hub.topics.length,
    "aws:sns/topicPolicy:TopicPolicy": hub.topics.length,
    "aws:sns/topicSubscription:TopicSubscription": addresses,
    "aws:sqs/queue:Queue": regions.length + 1,
    "aws:sqs/queuePolicy:QueuePolicy": regions.length + 1,
  };
}
