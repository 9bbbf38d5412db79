import type { PolicyOn } from "../policies-on";
import type { PlannedMonitoring } from "./plan";

/**
 * The policies of the hub's bus, topics and queue, and of the queues of core accounts; none where no
 * region is watched, which is before there is a landing zone.
 */
export function monitoringPolicies({
  regions,
  hub,
  spoke,
}: PlannedMonitoring): readonly PolicyOn[] {
  if (regions.length === 0) return [];
  const of = (
    account: PolicyOn["account"],
    name: string,
    arn: string,
    policy: PolicyOn["policy"],
  ): PolicyOn => ({ account, name, on: [arn], alias: null, policy });
  const queues = `arn:{{partition}}:sqs:*:{{account:self}}:${spoke.name}`;
  return [
    of("audit", "hub bus", hub.busArn, hub.busPolicy),
    ...hub.topics.map(({ audience, arn, policy }) =>
      of("audit", `topic of ${audience}`, arn, policy),
    ),
    of("audit", "hub queue", hub.queue.arn, hub.queue.policy),
    ...(["management", "audit", "network", "access"] as const).map((account) =>
      of(account, `queue of undelivered events in ${account}`, queues, spoke.queuePolicy),
    ),
  ];
}
