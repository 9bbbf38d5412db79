import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedAlarm } from "../../model/monitoring/alarms";
import { bound, boundDocument, type Bindings } from "../bindings";

export interface AlarmArgs {
  readonly alarm: PlannedAlarm;
  /** Placeholders of the alarm's account. */
  readonly bindings: Bindings;
}

/**
 * Tells people by mail when something happens in an account: in each region a rule, a topic that takes
 * from this rule alone, and a subscription for each address, which its owner confirms.
 *
 * The topic is not encrypted by a key: EventBridge may not use AWS's own key for SNS, and the texts
 * say nothing that is in no mail.
 */
export class Alarm extends pulumi.ComponentResource {
  constructor(name: string, args: AlarmArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:monitoring:Alarm", name, {}, opts);
    for (const region of args.alarm.regions) this.watch(name, region, args);
    this.registerOutputs({});
  }

  private watch(
    name: string,
    { name: region, topicPolicy }: PlannedAlarm["regions"][number],
    { alarm, bindings }: AlarmArgs,
  ): void {
    const parent = { parent: this };
    const own = `${name}-${region}`;
    const rule = new aws.cloudwatch.EventRule(
      `${own}-rule`,
      {
        name: alarm.name,
        description: alarm.description,
        region,
        eventPattern: bound(JSON.stringify(alarm.pattern), bindings),
        // AssumeRole only reads, for CloudTrail: rules see such calls in this state alone.
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      },
      parent,
    );
    const topic = new aws.sns.Topic(`${own}-topic`, { name: alarm.name, region }, parent);
    const policy = new aws.sns.TopicPolicy(
      `${own}-policy`,
      { arn: topic.arn, region, policy: boundDocument(topicPolicy, bindings) },
      parent,
    );
    new aws.cloudwatch.EventTarget(
      `${own}-target`,
      {
        rule: rule.name,
        targetId: "mail",
        arn: topic.arn,
        region,
        inputTransformer: {
          inputPaths: { ...alarm.inputPaths },
          inputTemplate: alarm.inputTemplate,
        },
      },
      { ...parent, dependsOn: policy },
    );
    for (const address of alarm.notify) {
      new aws.sns.TopicSubscription(
        `${own}-mail:${address}`,
        { topic: topic.arn, protocol: "email", endpoint: address, region },
        parent,
      );
    }
  }
}
