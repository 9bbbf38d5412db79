"""Sends what the hub registers to moto, by boto3, which checks names and types first.

Standard input: the account, and its resources by Pulumi's type token, with their inputs. Standard output:
what moto then says of them. ARNs that the test's cloud made up are filled in with moto's.
"""

import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402

given = json.load(sys.stdin)
arns = {}


def filled(value):
    if isinstance(value, list):
        return [filled(one) for one in value]
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items()}
    return arns[value] if isinstance(value, str) and value.startswith("arn:of:") else value


def aws(value):
    """Property names of Pulumi are those of AWS but for their first letter."""
    return {key[0].upper() + key[1:]: one for key, one in value.items()}


def of(token):
    return [(one["name"], filled(one["inputs"])) for one in given["resources"] if one["type"] == token]


def client(service):
    [region] = {one["inputs"]["region"] for one in given["resources"]}
    token = boto3.client("sts", region_name=region).assume_role(
        RoleArn=f"arn:aws:iam::{given['account']}:role/OrganizationAccountAccessRole",
        RoleSessionName="hub",
    )["Credentials"]
    return boto3.client(
        service,
        region_name=region,
        aws_access_key_id=token["AccessKeyId"],
        aws_secret_access_key=token["SecretAccessKey"],
        aws_session_token=token["SessionToken"],
    )


with mock_aws():
    events, sns, sqs, cloudwatch = map(client, ("events", "sns", "sqs", "cloudwatch"))
    [(_, bus)] = of("aws:cloudwatch/eventBus:EventBus")
    events.create_event_bus(Name=bus["name"], Description=bus["description"])
    [(_, policy)] = of("aws:cloudwatch/eventBusPolicy:EventBusPolicy")
    events.put_permission(EventBusName=policy["eventBusName"], Policy=policy["policy"])
    for name, inputs in of("aws:sns/topic:Topic"):
        arns[f"arn:of:{name}"] = sns.create_topic(Name=inputs["name"])["TopicArn"]
    for _, inputs in of("aws:sns/topicPolicy:TopicPolicy"):
        sns.set_topic_attributes(
            TopicArn=inputs["arn"], AttributeName="Policy", AttributeValue=inputs["policy"]
        )
    for _, inputs in of("aws:sns/topicSubscription:TopicSubscription"):
        sns.subscribe(
            TopicArn=inputs["topic"], Protocol=inputs["protocol"], Endpoint=inputs["endpoint"]
        )
    [(name, queue)] = of("aws:sqs/queue:Queue")
    url = sqs.create_queue(
        QueueName=queue["name"],
        Attributes={
            "MessageRetentionPeriod": str(queue["messageRetentionSeconds"]),
            "SqsManagedSseEnabled": str(queue["sqsManagedSseEnabled"]).lower(),
        },
    )["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    arns[f"arn:of:{name}"] = attributes["QueueArn"]
    [(_, policy)] = of("aws:sqs/queuePolicy:QueuePolicy")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy["policy"]})
    for _, inputs in of("aws:cloudwatch/eventRule:EventRule"):
        rule = aws(inputs)
        rule.pop("Region")
        events.put_rule(**rule)
    for _, inputs in of("aws:cloudwatch/eventTarget:EventTarget"):
        transformer = inputs["inputTransformer"]
        retry = inputs["retryPolicy"]
        answer = events.put_targets(
            Rule=inputs["rule"],
            EventBusName=inputs["eventBusName"],
            Targets=[
                {
                    "Id": inputs["targetId"],
                    "Arn": inputs["arn"],
                    "DeadLetterConfig": aws(inputs["deadLetterConfig"]),
                    "RetryPolicy": {
                        "MaximumEventAgeInSeconds": retry["maximumEventAgeInSeconds"],
                        "MaximumRetryAttempts": retry["maximumRetryAttempts"],
                    },
                    "InputTransformer": {
                        "InputPathsMap": transformer["inputPaths"],
                        "InputTemplate": transformer["inputTemplate"],
                    },
                }
            ],
        )
        assert answer["FailedEntryCount"] == 0, answer
    for _, inputs in of("aws:cloudwatch/metricAlarm:MetricAlarm"):
        alarm = aws(inputs)
        alarm.pop("Region")
        alarm["AlarmName"] = alarm.pop("Name")
        dimensions = alarm.pop("Dimensions")
        cloudwatch.put_metric_alarm(
            Dimensions=[{"Name": key, "Value": one} for key, one in dimensions.items()], **alarm
        )

    described = events.describe_event_bus(Name=bus["name"])
    rules = {}
    for rule in events.list_rules(EventBusName=bus["name"])["Rules"]:
        targets = events.list_targets_by_rule(Rule=rule["Name"], EventBusName=bus["name"])
        rules[rule["Name"]] = {
            "arn": rule["Arn"],
            "state": rule["State"],
            "pattern": json.loads(rule["EventPattern"]),
            "targets": {
                one["Id"]: {
                    "arn": one["Arn"],
                    "deadLetter": one["DeadLetterConfig"]["Arn"],
                    "retry": one["RetryPolicy"],
                    "transformer": one["InputTransformer"],
                }
                for one in targets["Targets"]
            },
        }
    topics = {}
    for topic in sns.list_topics()["Topics"]:
        arn = topic["TopicArn"]
        subscriptions = sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
        topics[arn] = {
            "policy": json.loads(sns.get_topic_attributes(TopicArn=arn)["Attributes"]["Policy"]),
            "mails": sorted(one["Endpoint"] for one in subscriptions),
        }
    of_queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    alarms = {
        alarm["AlarmName"]: {"arn": alarm["AlarmArn"], "told": alarm["AlarmActions"]}
        for alarm in cloudwatch.describe_alarms()["MetricAlarms"]
    }
    json.dump(
        {
            "bus": {"arn": described["Arn"], "policy": json.loads(described["Policy"])},
            "rules": rules,
            "topics": topics,
            "queue": {"arn": of_queue["QueueArn"], "policy": json.loads(of_queue["Policy"])},
            "alarms": alarms,
        },
        sys.stdout,
    )
