import { deny, type Guardrail } from "./guardrail";

const volume = "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:volume/vol-0123";
const cluster = "arn:{{partition}}:rds:eu-west-1:{{account:self}}:cluster:a";

/**
 * Where a request says whether what it makes is encrypted. S3, DynamoDB, SQS and others encrypt
 * whatever they keep. A single database instance's request has no such key: for those, AWS Config's
 * rule finds what is not encrypted.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export const requireEncryption: Guardrail = {
  name: "require-encryption",
  kind: "scp",
  sentence: "Volumes, file systems and database clusters are encrypted",
  why: "Disks, snapshots and backups of them are read without asking whoever has the data's own permissions.",
  statements: () => [
    deny(["ec2:CreateVolume", "ec2:RunInstances"], { Bool: { "ec2:Encrypted": "false" } }),
    deny("elasticfilesystem:CreateFileSystem", {
      Bool: { "elasticfilesystem:Encrypted": "false" },
    }),
    deny("rds:CreateDBCluster", { Bool: { "rds:StorageEncrypted": "false" } }),
  ],
  denies: () => [
    {
      what: "a volume in the clear",
      action: "ec2:CreateVolume",
      on: volume,
      keys: { "ec2:Encrypted": "false" },
    },
    {
      what: "an instance with a volume in the clear",
      action: "ec2:RunInstances",
      on: volume,
      keys: { "ec2:Encrypted": "false" },
    },
    {
      what: "a file system in the clear",
      action: "elasticfilesystem:CreateFileSystem",
      keys: { "elasticfilesystem:Encrypted": "false" },
    },
    {
      what: "a database cluster in the clear",
      action: "rds:CreateDBCluster",
      on: cluster,
      keys: { "rds:StorageEncrypted": "false" },
    },
  ],
  allows: () => [
    {
      what: "an encrypted volume",
      action: "ec2:CreateVolume",
      on: volume,
      keys: { "ec2:Encrypted": "true" },
    },
    {
      what: "an instance",
      action: "ec2:RunInstances",
      on: "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:instance/*",
    },
    {
      what: "an encrypted file system",
      action: "elasticfilesystem:CreateFileSystem",
      keys: { "elasticfilesystem:Encrypted": "true" },
    },
    {
      what: "an encrypted database cluster",
      action: "rds:CreateDBCluster",
      on: cluster,
      keys: { "rds:StorageEncrypted": "true" },
    },
  ],
};
