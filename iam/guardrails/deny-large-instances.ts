import { deny, type Guardrail } from "./guardrail";

const instance = "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:instance/i-0123";
const database = "arn:{{partition}}:rds:eu-west-1:{{account:self}}:cluster:a";

/** What is paid for in advance, or by the host. */
const COMMITMENTS = [
  "ec2:AllocateHosts",
  "ec2:PurchaseCapacityBlock",
  "ec2:PurchaseCapacityBlockExtension",
  "ec2:PurchaseHostReservation",
  "ec2:PurchaseReservedInstancesOffering",
  "ec2:PurchaseScheduledInstances",
  "elasticache:PurchaseReservedCacheNodesOffering",
  "es:PurchaseReservedInstanceOffering",
  "rds:PurchaseReservedDBInstancesOffering",
  "redshift:PurchaseReservedNodeOffering",
  "savingsplans:CreateSavingsPlan",
];

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
    const types = sizes.map((size) => (size.includes(".") ? size : `*.${size}`));
    return [
      {
        Effect: "Deny",
        Action: ["ec2:ModifyInstanceAttribute", "ec2:RunInstances"],
        Resource: "arn:{{partition}}:ec2:*:*:instance/*",
        Condition: { StringNotLike: { "ec2:InstanceType": types } },
      },
      deny("ec2:ModifyInstanceAttribute", {
        StringNotLike: { "ec2:Attribute/InstanceType": types },
        Null: { "ec2:Attribute/InstanceType": "false" },
      }),
      deny("rds:CreateDBCluster", {
        StringNotLike: { "rds:DatabaseClass": types.map((type) => `db.${type}`) },
        Null: { "rds:DatabaseClass": "false" },
      }),
      deny(COMMITMENTS),
    ];
  },
  denies: () => [
    {
      what: "the largest size",
      action: "ec2:RunInstances",
      on: instance,
      keys: { "ec2:InstanceType": "m7i.48xlarge" },
    },
    {
      what: "bare metal",
      action: "ec2:RunInstances",
      on: instance,
      keys: { "ec2:InstanceType": "m7i.metal-24xl" },
    },
    {
      what: "a small instance grows",
      action: "ec2:ModifyInstanceAttribute",
      on: instance,
      keys: { "ec2:InstanceType": "t3.micro", "ec2:Attribute/InstanceType": "m7i.48xlarge" },
    },
    {
      what: "a large database cluster",
      action: "rds:CreateDBCluster",
      on: database,
      keys: { "rds:DatabaseClass": "db.r7g.16xlarge" },
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
    { what: "a cluster without instances of its own", action: "rds:CreateDBCluster", on: database },
  ],
};
