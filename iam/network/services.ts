/**
 * AWS services that have VPC endpoints, by their name in `com.amazonaws.REGION.NAME`. Interface
 * endpoints are listed where their service takes an endpoint policy; without one, an endpoint would be
 * a way out for data.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */

/** Gateway endpoints: routes, free of charge. */
export const GATEWAY_SERVICES: readonly string[] = ["dynamodb", "s3"];

/** Interface endpoints: a network interface in each zone, charged by the hour. */
export const INTERFACE_SERVICES: readonly string[] = [
  "athena",
  "autoscaling",
  "cloudformation",
  "cloudtrail",
  "config",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "elasticloadbalancing",
  "events",
  "glue",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
];
