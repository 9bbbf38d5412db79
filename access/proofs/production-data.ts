import { CUSTOMER_DATA } from "../../iam/permissions";
import { somebodyOf } from "../principals";
import { personNode } from "../reach/nodes";
import { pathText } from "../reach/reach";
import { distinctRoles, says, tries } from "./actors";
import type { Proof } from "./proof";

const DEVELOPER = "developer";
const PRODUCTION = "production";

/** What changes data of customers in the stores that most have. */
const CHANGES = [
  "dynamodb:*Item",
  "dynamodb:PartiQL*",
  "kinesis:PutRecord*",
  "s3:DeleteObject*",
  "s3:PutObject",
  "s3:RestoreObject",
  "secretsmanager:PutSecretValue",
  "sqs:PurgeQueue",
  "sqs:SendMessage*",
];

/** What copies data to where others read it, or lets others in. */
const HANDS_OUT = [
  "backup:PutBackupVaultAccessPolicy",
  "backup:StartCopyJob",
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:PutResourcePolicy",
  "ec2:CreateStoreImageTask",
  "ec2:ExportImage",
  "ec2:ModifyImageAttribute",
  "ec2:ModifySnapshotAttribute",
  "kinesis:PutResourcePolicy",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "lambda:AddLayerVersionPermission",
  "rds:ModifyDB*SnapshotAttribute",
  "rds:StartExportTask",
  "redshift:AuthorizeDataShare",
  "redshift:AuthorizeSnapshotAccess",
  "redshift:PutResourcePolicy",
  "s3:PutAccessPointPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutObject*Acl",
  "s3:PutReplicationConfiguration",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
  "sqs:AddPermission",
  "sqs:SetQueueAttributes",
];

export const productionData: Proof = {
  name: "production-data",
  sentence:
    "Production data is closed to developers: they neither read, change nor hand it out by their role there, and there is no other way",
  *counterExamples({ world, reach }) {
    const patterns = [...CUSTOMER_DATA, ...CHANGES, ...HANDS_OUT];
    const actions = new Set(patterns.flatMap((pattern) => world.actions.matching(pattern)));
    for (const role of distinctRoles(world)) {
      if (role.role.function !== DEVELOPER || role.role.type !== PRODUCTION) continue;
      const asks = tries(world, role, role.account);
      for (const { name } of actions) {
        const found = asks(name);
        if (found !== null) yield says(role, name, found);
      }
    }
    for (const { node, path } of reach.from(
      personNode(world, somebodyOf(DEVELOPER), [DEVELOPER]),
    )) {
      if (node.actor.account?.class.type !== PRODUCTION) continue;
      const own = node.what === "function" && path.length === 1;
      if (!own) yield pathText(path);
    }
  },
};
