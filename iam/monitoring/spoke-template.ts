import { inTemplate } from "../render";
import { parameter, roleResource, type StampTemplate } from "../stamp-template";
import { forwardRoleArn, KEPT_SECONDS, RETRIES, WITH_READS, type Spoke } from "./spoke";

/** The role by which EventBridge forwards; it is global, and its account has it once. */
export function forwardRoleTemplate({ role }: Spoke): StampTemplate {
  return templateOf(role.description, (used) => ({ Role: roleResource(role, null, used) }));
}

/** Rule and queue of one region. */
export function spokeTemplate(spoke: Spoke): StampTemplate {
  return templateOf(spoke.description, (used) => ({
    Queue: {
      Type: "AWS::SQS::Queue",
      // The trail has what is in it, and a queue that stayed would be in the way of the next one.
      DeletionPolicy: "Delete",
      UpdateReplacePolicy: "Delete",
      Properties: {
        QueueName: spoke.name,
        MessageRetentionPeriod: KEPT_SECONDS,
        SqsManagedSseEnabled: true,
      },
    },
    QueuePolicy: {
      Type: "AWS::SQS::QueuePolicy",
      Properties: {
        Queues: [{ Ref: "Queue" }],
        PolicyDocument: inTemplate(spoke.queuePolicy, used),
      },
    },
    Rule: {
      Type: "AWS::Events::Rule",
      DependsOn: "QueuePolicy",
      Properties: {
        Name: spoke.name,
        Description: spoke.description,
        State: WITH_READS,
        EventPattern: inTemplate(spoke.pattern, used),
        Targets: [
          {
            Id: TARGET,
            Arn: inTemplate(spoke.target, used),
            RoleArn: inTemplate(forwardRoleArn, used),
            DeadLetterConfig: { Arn: { "Fn::GetAtt": ["Queue", "Arn"] } },
            RetryPolicy: {
              MaximumEventAgeInSeconds: RETRIES.maximumEventAgeInSeconds,
              MaximumRetryAttempts: RETRIES.maximumRetryAttempts,
            },
          },
        ],
      },
    },
  }));
}

/** Id of the rule's only target. */
export const TARGET = "hub";

function templateOf(
  description: string,
  resources: (used: Set<string>) => Readonly<Record<string, object>>,
): StampTemplate {
  const used = new Set<string>();
  const Resources = resources(used);
  const parameters = [...used].sort();
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: description,
    Parameters: Object.fromEntries(parameters.map((name) => [name, parameter(name)])),
    Resources,
  };
  return { body: JSON.stringify(template), parameters };
}
