import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Audience, Hub as PlannedHub, HubTopic } from "../../iam/monitoring/hub";
import { RETRIES, WITH_READS } from "../../iam/monitoring/spoke";
import type { PlannedNotify } from "../../model/monitoring/plan";
import { bound, boundDocument, type Bindings } from "../bindings";
import { undelivered } from "./undelivered";

export interface HubArgs {
  readonly hub: PlannedHub;
  /** E-mail addresses by who they are of. */
  readonly notify: PlannedNotify;
  /** Placeholders of the audit account. */
  readonly bindings: Bindings;
}

/** A topic that takes what its policy lets in. */
interface Topic {
  readonly arn: pulumi.Output<string>;
  readonly policy: aws.sns.TopicPolicy;
}
type Topics = ReadonlyMap<Audience, Topic>;

/**
 * The bus to which all accounts forward the use of root users and of break-glass, and what tells people
 * of it by mail. Each address is a subscription that its owner confirms. The topics are not encrypted by
 * a key: neither EventBridge nor CloudWatch may use AWS's own key for SNS, and the texts say nothing
 * that is in no mail.
 */
export class Hub extends pulumi.ComponentResource {
  constructor(name: string, args: HubArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:monitoring:Hub", name, {}, opts);
    const { hub, bindings } = args;
    const parent = { parent: this };
    const { region } = hub;
    const bus = new aws.cloudwatch.EventBus(
      `${name}-bus`,
      {
        name: hub.busName,
        region,
        description: "The use of root users and of break-glass, from all accounts",
      },
      parent,
    );
    new aws.cloudwatch.EventBusPolicy(
      `${name}-bus-policy`,
      { eventBusName: bus.name, region, policy: boundDocument(hub.busPolicy, bindings) },
      parent,
    );
    const topics = new Map(
      hub.topics.map((topic) => [topic.audience, this.topic(name, topic, args)]),
    );
    this.rules(name, bus, topics, args);
    this.alarms(name, topics, args);
    this.registerOutputs({});
  }

  private topic(name: string, topic: HubTopic, { hub, notify, bindings }: HubArgs): Topic {
    const parent = { parent: this };
    const own = `${name}-${topic.audience}`;
    const { region } = hub;
    const { arn } = new aws.sns.Topic(`${own}-topic`, { name: topic.name, region }, parent);
    const policy = new aws.sns.TopicPolicy(
      `${own}-topic-policy`,
      { arn, region, policy: boundDocument(topic.policy, bindings) },
      parent,
    );
    for (const address of notify[topic.audience]) {
      new aws.sns.TopicSubscription(
        `${own}-mail:${address}`,
        { topic: arn, protocol: "email", endpoint: address, region },
        parent,
      );
    }
    return { arn, policy };
  }

  private rules(
    name: string,
    bus: aws.cloudwatch.EventBus,
    topics: Topics,
    { hub, bindings }: HubArgs,
  ): void {
    const parent = { parent: this };
    const { region } = hub;
    const dead = undelivered(
      name,
      { queue: hub.queue.name, region, policy: hub.queue.policy, bindings },
      parent,
    );
    for (const planned of hub.rules) {
      const own = `${name}-${planned.name}`;
      const rule = new aws.cloudwatch.EventRule(
        `${own}-rule`,
        {
          name: planned.name,
          description: planned.description,
          eventBusName: bus.name,
          region,
          eventPattern: bound(JSON.stringify(planned.pattern), bindings),
          state: WITH_READS,
        },
        parent,
      );
      for (const audience of planned.told) {
        const topic = topicOf(topics, audience);
        new aws.cloudwatch.EventTarget(
          `${own}-to-${audience}`,
          {
            rule: rule.name,
            eventBusName: bus.name,
            targetId: audience,
            arn: topic.arn,
            region,
            deadLetterConfig: { arn: dead.queue.arn },
            retryPolicy: { ...RETRIES },
            inputTransformer: {
              inputPaths: { ...planned.inputPaths },
              inputTemplate: bound(planned.inputTemplate, bindings),
            },
          },
          { ...parent, dependsOn: [topic.policy, dead.policy] },
        );
      }
    }
  }

  private alarms(name: string, topics: Topics, { hub }: HubArgs): void {
    for (const alarm of hub.alarms) {
      const told = alarm.told.map((audience) => topicOf(topics, audience));
      new aws.cloudwatch.MetricAlarm(
        `${name}-alarm:${alarm.name}`,
        {
          name: alarm.name,
          alarmDescription: alarm.description,
          region: hub.region,
          namespace: alarm.namespace,
          metricName: alarm.metric,
          statistic: alarm.statistic,
          dimensions: { ...alarm.dimensions },
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          period: 300,
          evaluationPeriods: 1,
          // Neither metric is there while nothing has failed.
          treatMissingData: "notBreaching",
          alarmActions: told.map(({ arn }) => arn),
        },
        { parent: this, dependsOn: told.map(({ policy }) => policy) },
      );
    }
  }
}

function topicOf(topics: Topics, audience: Audience): Topic {
  const topic = topics.get(audience);
  if (!topic) throw new Error(`${audience} has no topic`);
  return topic;
}
