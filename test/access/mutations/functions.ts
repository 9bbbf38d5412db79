import {
  all,
  boundary,
  EVERYTHING,
  forgets,
  managed,
  only,
  permissions,
  plusActions,
  sameRoleIn,
  set,
  without,
  withOperator,
  withoutKey,
  type Mutation,
} from "./change";

/** What functions may do in accounts. */
export const FUNCTIONS: readonly Mutation[] = [
  {
    name: "an auditor who writes",
    change: permissions("auditor", "production", plusActions("ec2:CreateTags")),
    fails: {
      "auditor-only-reads": "auditor in web-production can ec2:CreateTags",
      "levels-keep-their-word": "auditor in web-production can ec2:CreateTags",
    },
  },
  {
    name: "an auditor whom resources' policies may let in",
    change: permissions("auditor", "production", without("NoCustomerData")),
    fails: {
      "auditor-only-reads": "auditor in web-production can s3:GetObjectAcl",
      "levels-keep-their-word":
        "auditor in web-production can aoss:APIAccessAll on what a resource's own policy opens",
    },
  },
  {
    name: "an auditor who reads objects",
    change: permissions(
      "auditor",
      "storage",
      all(without("NoCustomerData"), plusActions("s3:GetObject")),
    ),
    fails: {
      "auditor-only-reads": "auditor in documents can s3:GetObject",
      "levels-keep-their-word":
        "auditor in documents can aoss:APIAccessAll on what a resource's own policy opens",
    },
  },
  {
    name: "an auditor of the logs whom other buckets' policies may let in",
    change: permissions("auditor", "audit", without("NoOtherObjects")),
    fails: {
      "auditor-only-reads": "auditor in audit can s3:GetObjectAcl",
      "levels-keep-their-word":
        "auditor in audit can s3:GetObject on what a resource's own policy opens",
    },
  },
  {
    name: "an auditor of the logs who reads other buckets",
    change: permissions(
      "auditor",
      "audit",
      all(without("NoOtherObjects"), set("ReadTheirObjects", { Resource: "*" })),
    ),
    fails: {
      "auditor-only-reads": "auditor in audit can s3:GetObject",
      "levels-keep-their-word":
        "auditor in audit can s3:GetObject on what a resource's own policy opens",
    },
  },
  {
    name: "an auditor of the logs who decrypts everything",
    change: permissions(
      "auditor",
      "audit",
      withoutKey("DecryptTheirObjects", "StringLike", "kms:ViaService"),
    ),
    fails: {
      "auditor-only-reads": "auditor in audit can kms:Decrypt",
    },
  },
  {
    name: "an auditor of management who changes the organization",
    change: all(
      permissions("auditor", "management", plusActions("organizations:*")),
      boundary("auditor", "management", only(EVERYTHING)),
    ),
    fails: {
      "no-users-elsewhere":
        "auditor in management, given every permission inside its boundary can iam:AcceptDelegationRequest",
      "roles-enter-no-roles":
        "auditor in management can sts:AssumeRole on arn:aws:iam::111111111111:role/landing-zone/*",
      "boundary-holds":
        "auditor in management hands the organization to another account, by organizations:RegisterDelegatedAdministrator: everything in audit",
      "landing-zone-stays":
        "auditor in management, given every permission inside its boundary can iam:AttachRolePolicy on the landing zone's roles",
      "auditor-only-reads": "auditor in management can organizations:AcceptHandshake",
      "core-is-quiet": "auditor in management can organizations:AcceptHandshake",
      "levels-keep-their-word": "auditor in management can organizations:AcceptHandshake",
    },
  },
  {
    name: "an auditor of management who deploys StackSets",
    change: permissions(
      "auditor",
      "management",
      plusActions(["cloudformation:UpdateStackSet", "cloudformation:CreateStackInstances"]),
    ),
    fails: {
      "boundary-holds":
        "auditor in management deploys a StackSet into accounts, by cloudformation:CreateStackInstances: everything in audit",
      "landing-zone-stays": "auditor in management can cloudformation:CreateStackInstances",
      "auditor-only-reads": "auditor in management can cloudformation:CreateStackInstances",
      "core-is-quiet": "auditor in management can cloudformation:CreateStackInstances",
      "levels-keep-their-word": "auditor in management can cloudformation:CreateStackInstances",
    },
  },
  {
    name: "developers read objects in production",
    change: permissions(
      "developer",
      "production",
      all(forgets("NoCustomerData", "Action", "s3:GetObject*"), plusActions("s3:GetObject")),
    ),
    fails: {
      "production-data": "developer in web-production can s3:GetObject",
      "levels-keep-their-word":
        "developer in web-production can s3:GetObject on what a resource's own policy opens",
    },
  },
  {
    name: "developers read parameters in production, under a condition",
    change: permissions(
      "developer",
      "production",
      all(
        forgets("NoCustomerData", "Action", "ssm:GetParameter*"),
        set("ReadLogsAndMetrics", {
          Action: ["logs:Get*", "ssm:GetParameters"],
          Condition: { StringEquals: { "aws:ResourceTag/public": "true" } },
        }),
      ),
    ),
    fails: {
      "production-data": "developer in web-production can ssm:GetParameters",
      "levels-keep-their-word":
        "developer in web-production can ssm:GetParameter on what a resource's own policy opens",
    },
  },
  {
    name: "developers write objects in production",
    change: permissions("developer", "production", plusActions("s3:PutObject")),
    fails: {
      "production-data": "developer in web-production can s3:PutObject",
      "levels-keep-their-word": "developer in web-production can s3:PutObject",
    },
  },
  {
    name: "developers share snapshots of databases in production",
    change: permissions("developer", "production", plusActions("rds:ModifyDBSnapshotAttribute")),
    fails: {
      "production-data": "developer in web-production can rds:ModifyDBSnapshotAttribute",
      "levels-keep-their-word": "developer in web-production can rds:ModifyDBSnapshotAttribute",
    },
  },
  {
    name: "developers write bucket policies in production",
    change: permissions("developer", "production", plusActions("s3:PutBucketPolicy")),
    fails: {
      "production-data": "developer in web-production can s3:PutBucketPolicy",
      "levels-keep-their-word": "developer in web-production can s3:PutBucketPolicy",
    },
  },
  {
    name: "developers change the code of functions in production",
    change: permissions("developer", "production", plusActions("lambda:UpdateFunctionCode")),
    fails: {
      "production-data":
        "developer in web-production enters what runs there, by lambda:UpdateFunctionCode: roles below /service/ in web-production",
      "levels-keep-their-word":
        "developer in web-production enters what runs there, by lambda:UpdateFunctionCode: roles below /service/ in web-production",
    },
  },
  {
    name: "developers start tasks with other roles in production",
    change: permissions(
      "developer",
      "production",
      all(
        plusActions("ecs:RunTask"),
        plusActions("iam:PassRole", "arn:{{partition}}:iam::{{account:self}}:role/service/*"),
      ),
    ),
    fails: {
      "production-data":
        "developer in web-production passes the role to ecs-tasks.amazonaws.com (a role below /service/), by iam:PassRole and ecs:RunTask: roles below /service/ in web-production",
      "levels-keep-their-word":
        "developer in web-production passes the role to ecs-tasks.amazonaws.com (a role below /service/), by iam:PassRole and ecs:RunTask: roles below /service/ in web-production",
    },
  },
  {
    name: "developers who may do everything in production but read",
    change: managed("developer", "production", "AdministratorAccess"),
    fails: {
      "production-data": "developer in web-production can dynamodb:BatchWriteItem",
      "levels-keep-their-word":
        "developer in web-production assumes arn:aws:iam::<web-production>:role/service/*, by sts:AssumeRole: roles below /service/ in web-production",
    },
  },
  {
    name: "developers whom resources' policies may let in, in production",
    change: permissions("developer", "production", without("NoCustomerData")),
    fails: {
      "production-data": "developer in web-production can cloudwatch:GetSpaceCredentials",
      "levels-keep-their-word":
        "developer in web-production can aoss:APIAccessAll on what a resource's own policy opens",
    },
  },
  {
    name: "developers who stop what runs in production",
    change: permissions("developer", "production", plusActions("autoscaling:SetDesiredCapacity")),
    fails: {
      "levels-keep-their-word": "developer in web-production can autoscaling:SetDesiredCapacity",
    },
  },
  {
    name: "operations share snapshots of disks",
    change: permissions("operations", "production", plusActions("ec2:ModifySnapshotAttribute")),
    fails: {
      "levels-keep-their-word": "operations in web-production can ec2:ModifySnapshotAttribute",
    },
  },
  {
    name: "operations change who may assume services' roles",
    change: permissions(
      "operations",
      "nonproduction",
      plusActions(
        "iam:UpdateAssumeRolePolicy",
        "arn:{{partition}}:iam::{{account:self}}:role/service/*",
      ),
    ),
    fails: {
      "levels-keep-their-word": "operations in web-staging can iam:UpdateAssumeRolePolicy",
    },
  },
  {
    name: "who keeps buckets in order writes objects",
    change: permissions("operations", "storage", plusActions("s3:PutObject")),
    fails: {
      "levels-keep-their-word": "operations in documents can s3:PutObject",
    },
  },
  {
    name: "who keeps buckets in order opens them to the public",
    change: permissions("operations", "storage", plusActions("s3:PutBucketPublicAccessBlock")),
    fails: {
      "levels-keep-their-word": "operations in documents can s3:PutBucketPublicAccessBlock",
    },
  },
  {
    name: "network reads all logs",
    change: permissions("network", "production", set("ReadFlowLogs", { Resource: "*" })),
    fails: {
      "networks-stay-inside": "network in web-production can logs:FilterLogEvents",
    },
  },
  {
    name: "network shares databases",
    change: permissions(
      "network",
      "network",
      withoutKey("SharesInside", "StringLikeIfExists", "ram:RequestedResourceType"),
    ),
    fails: {
      "networks-stay-inside":
        "network in network can ram:CreateResourceShare on shares of databases",
    },
  },
  {
    name: "network shares with whomever, where nothing is said",
    change: permissions(
      "network",
      "network",
      withOperator("SharesInside", "Bool", "ram:RequestedAllowsExternalPrincipals", "BoolIfExists"),
    ),
    fails: {
      "networks-stay-inside":
        "network in network can ram:CreateResourceShare on shares with anybody, saying nothing of it",
    },
  },
  {
    name: "network opens sessions on nodes",
    change: permissions("network", "production", plusActions("ssm:StartSession")),
    fails: {
      "levels-keep-their-word":
        "network in web-production enters what runs there, by ssm:StartSession: roles below /service/ in web-production",
    },
  },
  {
    name: "network sends keys to nodes",
    change: permissions("network", "network", plusActions("ec2-instance-connect:SendSSHPublicKey")),
    fails: {
      "levels-keep-their-word":
        "network in network enters what runs there, by ec2-instance-connect:SendSSHPublicKey: roles below /service/ in network",
    },
  },
  {
    name: "network passes roles to every service",
    change: permissions(
      "network",
      "production",
      withoutKey("DeliverFlowLogs", "StringEquals", "iam:PassedToService"),
    ),
    fails: {
      "levels-keep-their-word":
        "network in web-production passes the role to directconnect.amazonaws.com (a role below /service/), by iam:PassRole and directconnect:CreateBGPPeer: roles below /service/ in web-production",
    },
  },
  {
    name: "network passes roles to a service that is not known",
    change: permissions(
      "network",
      "production",
      set("DeliverFlowLogs", {
        Condition: { StringEquals: { "iam:PassedToService": "new.thing.amazonaws.com" } },
      }),
    ),
    fails: {
      "levels-keep-their-word":
        "network in web-production passes the role to new.thing.amazonaws.com (a role below /service/), by iam:PassRole: roles below /service/ in web-production",
    },
  },
  {
    name: "network shares networks with anybody",
    change: permissions(
      "network",
      "network",
      withoutKey("SharesInside", "Bool", "ram:RequestedAllowsExternalPrincipals"),
    ),
    fails: {
      "networks-stay-inside":
        "network in network can ram:CreateResourceShare on shares with anybody",
    },
  },
  {
    name: "network adds to shares with anybody",
    change: permissions(
      "network",
      "nonproduction",
      withoutKey("MoreInSharesInside", "Bool", "ram:AllowsExternalPrincipals"),
    ),
    fails: {
      "networks-stay-inside":
        "network in web-staging can ram:AssociateResourceShare on shares with anybody",
    },
  },
  {
    name: "who keeps buckets in order may be let in by their policies",
    change: permissions("operations", "storage", without("NoCustomerData")),
    fails: {
      "levels-keep-their-word":
        "operations in documents can aoss:APIAccessAll on what a resource's own policy opens",
    },
  },
  {
    name: "operations in the access account",
    change: sameRoleIn("operations", "production", "access"),
    fails: {
      "core-is-quiet": "operations in access can autoscaling:AttachInstances",
    },
  },
  {
    name: "developers in the audit account",
    change: sameRoleIn("developer", "nonproduction", "audit"),
    fails: {
      "logs-are-safe": "developer in audit can s3:GetObject on the log bucket",
    },
  },
];
