import { FORWARDER, STACK_SETS, type GuardrailCase } from "../../../iam/guardrails/guardrail";
import type { PlannedMonitoring } from "../../../model/monitoring/plan";

/**
 * What CloudFormation's handlers call for a queue and its policy, and for a rule and its targets.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html
 */
const QUEUE_CALLS = [
  ...["CreateQueue", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListQueueTags"],
  ...["SetQueueAttributes", "TagQueue", "UntagQueue"],
].map((name) => `sqs:${name}`);
const RULE_CALLS = [
  ...["DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "ListTargetsByRule"],
  ...["PutRule", "PutTargets", "RemoveTargets", "TagResource", "UntagResource"],
].map((name) => `events:${name}`);

/** Calls by which StackSets stamp what hands events on, and what EventBridge then calls. */
export function forwardingCalls({ spoke, regions }: PlannedMonitoring): readonly GuardrailCase[] {
  const role = "arn:{{partition}}:iam::{{account:self}}:role/landing-zone/forward-events";
  return regions.flatMap((region) => {
    const keys = { "aws:RequestedRegion": region };
    const arn = (service: string, resource: string): string =>
      `arn:{{partition}}:${service}:${region}:{{account:self}}:${resource}`;
    const calls = (actions: readonly string[], on: string, more = {}): readonly GuardrailCase[] =>
      actions.map((action) => ({
        what: `${action} on ${on}`,
        by: STACK_SETS,
        action,
        on,
        keys: { ...keys, ...more },
      }));
    return [
      ...calls(QUEUE_CALLS, arn("sqs", spoke.name)),
      ...calls(RULE_CALLS, arn("events", `rule/${spoke.name}`)),
      ...calls(["iam:PassRole"], role, { "iam:PassedToService": "events.amazonaws.com" }),
      // Whichever region AWS takes the call to be in.
      {
        what: `an event of ${region} is handed on`,
        by: FORWARDER,
        action: "events:PutEvents",
        on: spoke.target,
        keys,
      },
    ];
  });
}
