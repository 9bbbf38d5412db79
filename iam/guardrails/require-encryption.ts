import { deny, type Guardrail } from "./guardrail";

const volume = "arn:{{partition}}:ec2:eu-west-1:{{account:self}}:volume/vol-0123";
const database = "arn:{{partition}}:rds:eu-west-1:{{account:self}}:db:a";
const cluster = "arn:{{partition}}:rds:eu-west-1:{{account:self}}:cluster:a";

/**
 * Where a request says whether what it makes is encrypted. S3, DynamoDB, SQS and others encrypt
 * whatever they keep. Of a single database instance AWS's reference has the key for the resource and
 * not for the action: AWS Config's rule finds what is not encrypted where the key is not there.
 * Instances of these engines have the storage of their cluster.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
const OF_CLUSTERS = ["aurora*", "docdb", "neptune"];

export const requireEncryption: Guardrail = {
  name: "require-encryption",
  kind: "scp",
  sentence: "Volumes, file systems and databases are encrypted",
  why: "Disks, snapshots and backups of them are read without asking whoever has the data's own permissions.",
  statements: () => [
    deny(["ec2:CreateVolume", "ec2:RunInstances"], { Bool: { "ec2:Encrypted": "false" } }),
    deny("elasticfilesystem:CreateFileSystem", {
      Bool: { "elasticfilesystem:Encrypted": "false" },
    }),
    deny(["rds:CreateDBCluster", "rds:RestoreDBClusterFromS3"], {
      Bool: { "rds:StorageEncrypted": "false" },
    }),
    deny("rds:CreateDBInstance", {
      Bool: { "rds:StorageEncrypted": "false" },
      StringNotLike: { "rds:DatabaseEngine": OF_CLUSTERS },
    }),
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
    {
      what: "a database cluster in the clear, of files",
      action: "rds:RestoreDBClusterFromS3",
      on: cluster,
      keys: { "rds:StorageEncrypted": "false" },
    },
    {
      what: "a database instance in the clear",
      action: "rds:CreateDBInstance",
      on: database,
      keys: { "rds:StorageEncrypted": "false", "rds:DatabaseEngine": "postgres" },
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
      what: "an instance of a cluster, which is encrypted or not as a whole",
      action: "rds:CreateDBInstance",
      on: database,
      keys: { "rds:StorageEncrypted": "false", "rds:DatabaseEngine": "aurora-postgresql" },
    },
    {
      what: "an encrypted database cluster",
      action: "rds:CreateDBCluster",
      on: cluster,
      keys: { "rds:StorageEncrypted": "true" },
    },
  ],
};
