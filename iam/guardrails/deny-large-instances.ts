import { globMatches } from "../glob";
import { deny, type Guardrail, type GuardrailCase } from "./guardrail";

const instance = "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:instance/i-0123";
const group =
  "arn:{{partition}}:autoscaling:eu-west-1:{{account:self}}:autoScalingGroup:0123:autoScalingGroupName/a";
const cluster = "arn:{{partition}}:rds:eu-west-1:{{account:self}}:cluster:a";
const database = "arn:{{partition}}:rds:eu-west-1:{{account:self}}:db:a";

/** What is paid for in advance, or by the host, and starts whose size no request says. */
const COMMITMENTS = [
  "bedrock:CreateProvisionedModelThroughput",
  "cloudfront:CreateSavingsPlan",
  "dynamodb:PurchaseReservedCapacityOfferings",
  "ec2:AcceptReservedInstancesExchangeQuote",
  "ec2:AllocateHosts",
  "ec2:CreateCapacityReservation*",
  "ec2:Purchase*",
  "ec2:RequestSpotFleet",
  "ec2:RequestSpotInstances",
  "elasticache:Purchase*",
  "es:Purchase*",
  "memorydb:Purchase*",
  "rds:Purchase*",
  "redshift:AcceptReservedNodeExchange",
  "redshift:Purchase*",
  "savingsplans:CreateSavingsPlan",
  "shield:CreateSubscription",
];

/**
 * Auto Scaling starts instances by a role of its own, which no guardrail binds. It checks the right to
 * start them once, of whoever makes a group from one version of a template; a group that follows the
 * template's latest version would start whatever that becomes.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
const GROUPS = ["autoscaling:CreateAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup"];

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.Conditions.Examples.html */
const DATABASES = [
  "rds:CreateDBCluster",
  "rds:CreateDBInstance*",
  "rds:ModifyDBCluster",
  "rds:ModifyDBInstance",
  "rds:RestoreDB*",
];

const typesOf = (size: string): string => (size.includes(".") ? size : `*.${size}`);

/** Types of instances that nobody tries things with. */
const LARGE = ["m7i.48xlarge", "m7i.metal-24xl", "u7in-32tb.224xlarge"];

export const denyLargeInstances: Guardrail = {
  name: "deny-large-instances",
  kind: "scp",
  sentence: "Instances and database clusters are small, and nothing is bought in advance",
  why: "A sandbox is for trying things. A forgotten instance of the largest size costs more in a week-end than all else in a year.",
  parameter: {
    what: "sizes of instances that may be used",
    pattern: /^[a-z0-9.*?-]+$/,
    example: "large",
    default: ["nano", "micro", "small", "medium", "large", "xlarge"],
  },
  statements: (_context, sizes) => {
    const types = sizes.map(typesOf);
    return [
      {
        Effect: "Deny",
        Action: ["ec2:CreateFleet", "ec2:RunInstances"],
        Resource: "arn:{{partition}}:ec2:*:*:instance/*",
        Condition: { StringNotLike: { "ec2:InstanceType": types } },
      },
      deny("ec2:ModifyInstanceAttribute", {
        StringNotLike: { "ec2:Attribute/InstanceType": types },
        Null: { "ec2:Attribute/InstanceType": "false" },
      }),
      deny(GROUPS, { "ForAnyValue:StringNotLike": { "autoscaling:InstanceTypes": types } }),
      deny(GROUPS, { Bool: { "autoscaling:LaunchTemplateVersionSpecified": "false" } }),
      deny("autoscaling:CreateLaunchConfiguration", {
        StringNotLike: { "autoscaling:InstanceType": types },
      }),
      deny(DATABASES, {
        StringNotLike: { "rds:DatabaseClass": types.map((type) => `db.${type}`) },
        Null: { "rds:DatabaseClass": "false" },
      }),
      deny(COMMITMENTS),
    ];
  },
  denies: (_context, sizes) => [
    ...LARGE.filter((type) => !sizes.some((size) => globMatches(typesOf(size), type))).flatMap(
      (large): GuardrailCase[] => [
        {
          what: `the largest size: ${large}`,
          action: "ec2:RunInstances",
          on: instance,
          keys: { "ec2:InstanceType": large },
        },
        {
          what: `a small instance grows: ${large}`,
          action: "ec2:ModifyInstanceAttribute",
          on: instance,
          keys: { "ec2:InstanceType": "t3.micro", "ec2:Attribute/InstanceType": large },
        },
        {
          what: `a large database cluster: ${large}`,
          action: "rds:CreateDBCluster",
          on: cluster,
          keys: { "rds:DatabaseClass": `db.${large}` },
        },
        {
          what: `a large database instance: ${large}`,
          action: "rds:CreateDBInstance",
          on: database,
          keys: { "rds:DatabaseClass": `db.${large}` },
        },
        {
          what: `a database cluster grows: ${large}`,
          action: "rds:ModifyDBCluster",
          on: cluster,
          keys: { "rds:DatabaseClass": `db.${large}` },
        },
        {
          what: `a large database cluster, of a snapshot: ${large}`,
          action: "rds:RestoreDBClusterFromSnapshot",
          on: cluster,
          keys: { "rds:DatabaseClass": `db.${large}` },
        },
        {
          what: `a fleet of large instances: ${large}`,
          action: "ec2:CreateFleet",
          on: instance,
          keys: { "ec2:InstanceType": large },
        },
        {
          what: `a group whose template is overridden by large instances: ${large}`,
          action: "autoscaling:CreateAutoScalingGroup",
          on: group,
          keys: {
            "autoscaling:InstanceTypes": large,
            "autoscaling:LaunchTemplateVersionSpecified": "true",
          },
        },
        {
          what: `a large instance by a launch configuration: ${large}`,
          action: "autoscaling:CreateLaunchConfiguration",
          keys: { "autoscaling:InstanceType": large },
        },
      ],
    ),
    { what: "a fleet of spot instances", action: "ec2:RequestSpotFleet" },
    {
      what: "a group that follows its template",
      action: "autoscaling:UpdateAutoScalingGroup",
      on: group,
      keys: { "autoscaling:LaunchTemplateVersionSpecified": "false" },
    },
    { what: "instances for a year", action: "ec2:PurchaseReservedInstancesOffering" },
    { what: "a savings plan", action: "savingsplans:CreateSavingsPlan" },
  ],
  allows: () => [
    {
      what: "a small instance",
      action: "ec2:RunInstances",
      on: instance,
      keys: { "ec2:InstanceType": "t3.micro" },
    },
    {
      what: "its volume",
      action: "ec2:RunInstances",
      on: "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:volume/*",
    },
    {
      what: "an instance gets another security group",
      action: "ec2:ModifyInstanceAttribute",
      on: instance,
      keys: { "ec2:InstanceType": "t3.micro" },
    },
    { what: "a cluster without instances of its own", action: "rds:CreateDBCluster", on: cluster },
    {
      what: "a small database instance",
      action: "rds:CreateDBInstance",
      on: database,
      keys: { "rds:DatabaseClass": "db.t4g.micro" },
    },
    {
      what: "a group of one version of a template",
      action: "autoscaling:CreateAutoScalingGroup",
      on: group,
      keys: { "autoscaling:LaunchTemplateVersionSpecified": "true" },
    },
    {
      what: "a group gets another size",
      action: "autoscaling:SetDesiredCapacity",
      on: group,
    },
  ],
};
