import { document, type PolicyDocument } from "./document";
import { KEY_CHANGES, OF_LOG_KEY } from "./audit/key";
import { MONITOR, MONITOR_READS } from "./monitoring/kept";
import {
  boundaryArn,
  bucketArn,
  iamArn,
  logBuckets,
  ORGANIZATION_ACCESS_ROLE,
  RESERVED_PATH,
  SERVICE_PATH,
  STACKSET_EXECUTION_ROLES,
  STACKSET_STACKS,
  TRAIL_NAME,
} from "./names";

/** Changes to roles. Only roles below the service path may be changed, made or passed. */
const ROLE_CHANGES = [
  "iam:AddRoleToInstanceProfile",
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

const POLICY_CHANGES = [
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:TagPolicy",
  "iam:UntagPolicy",
];

/**
 * All that is left of IAM. A list of what may be, since whatever else IAM has or comes to have makes
 * identities that outlive a session: users, keys, passwords, devices, federation, delegation.
 */
const IAM_FOR_SERVICES = [
  ...ROLE_CHANGES,
  ...POLICY_CHANGES,
  "iam:*InstanceProfile",
  "iam:*ServerCertificate",
  "iam:*ServiceLinkedRole",
  "iam:Generate*",
  "iam:Get*",
  "iam:List*",
  "iam:Simulate*",
];

/** What only looks at stacks and trails. */
export const STACK_AND_TRAIL_READS = [
  "cloudformation:Describe*",
  "cloudformation:Detect*",
  "cloudformation:Get*",
  "cloudformation:List*",
  "cloudtrail:Describe*",
  "cloudtrail:Get*",
  "cloudtrail:List*",
];

export interface BoundaryContext {
  /** Short name of the organization. */
  readonly organization: string;
  /** Names of the roles, beside AWS's default, by which the management account enters accounts. */
  readonly accessRoles: readonly string[];
}

/**
 * The permissions boundary of every function role and of every role that its people make. A ceiling
 * on everything but organization, billing and directories, less each way to rise above it:
 *
 * - of IAM, what services need; no users, keys, passwords or federation, no root sessions;
 * - roles and policies only below `/service/`, and roles there only with this boundary;
 * - no entry into reserved roles, in any account;
 * - no change to StackSets' stacks (they carry an administrator's role that a mere update of the
 *   stack would use), to the trail, the log buckets or their key, to
 *   what tells people of root users.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundary({ organization, accessRoles }: BoundaryContext): PolicyDocument {
  const service = (kind: "policy" | "role"): string => iamArn("self", `${kind}${SERVICE_PATH}*`);
  return document(
    {
      Sid: "Ceiling",
      Effect: "Allow",
      NotAction: [
        "account:*",
        "aws-portal:*",
        "billing:*",
        "cloudformation:*OrganizationsAccess",
        "consolidatedbilling:*",
        "iam:*",
        "identitystore:*",
        "invoicing:*",
        "organizations:*",
        "payments:*",
        "purchase-orders:*",
        "rolesanywhere:*",
        "sso-directory:*",
        "sso:*",
        "sts:AssumeRoot",
        "tax:*",
      ],
      Resource: "*",
    },
    {
      Sid: "ReadOrganization",
      Effect: "Allow",
      Action: [
        "account:Get*",
        "account:List*",
        "organizations:Describe*",
        "organizations:List*",
        "rolesanywhere:Get*",
        "rolesanywhere:List*",
        "sso:Describe*",
        "sso:List*",
      ],
      Resource: "*",
    },
    { Sid: "IamForServices", Effect: "Allow", Action: IAM_FOR_SERVICES, Resource: "*" },
    {
      Sid: "OnlyServiceRoles",
      Effect: "Deny",
      Action: ROLE_CHANGES,
      NotResource: [
        service("role"),
        iamArn("self", `instance-profile${SERVICE_PATH}*`),
        iamArn("self", "role/aws-service-role/*"),
      ],
    },
    {
      Sid: "OnlyServicePolicies",
      Effect: "Deny",
      Action: POLICY_CHANGES,
      NotResource: service("policy"),
    },
    {
      Sid: "OnlyWithThisBoundary",
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      Sid: "BoundaryStays",
      Effect: "Deny",
      Action: "iam:DeleteRolePermissionsBoundary",
      Resource: "*",
    },
    {
      Sid: "NoReservedRoles",
      Effect: "Deny",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Resource: [
        `role${RESERVED_PATH}*`,
        `role/${ORGANIZATION_ACCESS_ROLE}`,
        `role/${STACKSET_EXECUTION_ROLES}`,
        ...accessRoles
          .filter((name) => name !== ORGANIZATION_ACCESS_ROLE)
          .map((name) => `role/${name}`),
      ].map((role) => iamArn("*", role)),
    },
    {
      Sid: "NoChangeToLandingZone",
      Effect: "Deny",
      NotAction: [...STACK_AND_TRAIL_READS, ...MONITOR_READS, "s3:Get*", "s3:List*"],
      Resource: [
        `arn:{{partition}}:cloudformation:*:{{account:self}}:stack/${STACKSET_STACKS}`,
        `arn:{{partition}}:cloudtrail:*:*:trail/${TRAIL_NAME}`,
        ...MONITOR,
        // Of answers to the auditor's queries their bucket's own policy says who writes them.
        ...logBuckets(organization).map((name) => `${bucketArn(name)}*`),
      ],
    },
    {
      Sid: "NoChangeToLogKey",
      Effect: "Deny",
      Action: KEY_CHANGES,
      Resource: "*",
      Condition: OF_LOG_KEY,
    },
  );
}
