import { document, type PolicyDocument, type Statement } from "../document";
import { functionRoleArn, iamArn, PREVIEW_NAME, RESERVED_PATH } from "../names";

/**
 * What a run of Pulumi looks at, by service: names, settings and policies of what the program makes.
 * No object, log line, secret or parameter is among them.
 */
const METADATA: Readonly<Record<string, readonly string[]>> = {
  account: ["GetAlternateContact", "GetContactInformation"],
  cloudformation: [
    "DescribeOrganizationsAccess",
    "DescribeStackSet",
    "DescribeStackSetOperation",
    "ListStackInstances",
    "ListStackSetOperations",
    "ListStackSets",
    "ListTagsForResource",
  ],
  cloudtrail: [
    "DescribeTrails",
    "GetEventSelectors",
    "GetInsightSelectors",
    "GetTrail",
    "GetTrailStatus",
    "ListTags",
  ],
  events: ["DescribeEventBus", "DescribeRule", "ListTagsForResource", "ListTargetsByRule"],
  iam: [
    "GetAccountPasswordPolicy",
    "GetGroup",
    "GetGroupPolicy",
    "GetOpenIDConnectProvider",
    "GetPolicy",
    "GetPolicyVersion",
    "GetRole",
    "GetRolePolicy",
    "GetSAMLProvider",
    "GetUser",
    "GetUserPolicy",
    "ListAttachedGroupPolicies",
    "ListAttachedRolePolicies",
    "ListAttachedUserPolicies",
    "ListGroupsForUser",
    "ListInstanceProfilesForRole",
    "ListOpenIDConnectProviderTags",
    "ListPolicyTags",
    "ListPolicyVersions",
    "ListRolePolicies",
    "ListRoleTags",
    "ListSAMLProviderTags",
    "ListUserPolicies",
    "ListUserTags",
  ],
  identitystore: [
    "DescribeGroup",
    "DescribeGroupMembership",
    "DescribeUser",
    "GetGroupId",
    "GetUserId",
    "ListGroupMemberships",
  ],
  kms: ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListResourceTags"],
  organizations: [
    "DescribeAccount",
    "DescribeOrganization",
    "DescribeOrganizationalUnit",
    "DescribePolicy",
    "DescribeResourcePolicy",
    "ListAWSServiceAccessForOrganization",
    "ListAccounts",
    "ListDelegatedAdministrators",
    "ListDelegatedServicesForAccount",
    "ListOrganizationalUnitsForParent",
    "ListParents",
    "ListPolicies",
    "ListPoliciesForTarget",
    "ListRoots",
    "ListTagsForResource",
    "ListTargetsForPolicy",
  ],
  s3: [
    "GetAccelerateConfiguration",
    "GetBucketAcl",
    "GetBucketCORS",
    "GetBucketLogging",
    "GetBucketObjectLockConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPublicAccessBlock",
    "GetBucketRequestPayment",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetBucketWebsite",
    "GetEncryptionConfiguration",
    "GetLifecycleConfiguration",
    "GetReplicationConfiguration",
    "ListBucket",
    "ListTagsForResource",
  ],
  sns: ["GetSubscriptionAttributes", "GetTopicAttributes", "ListTagsForResource"],
  sso: [
    "DescribeAccountAssignmentCreationStatus",
    "DescribeInstance",
    "DescribeInstanceAccessControlAttributeConfiguration",
    "DescribePermissionSet",
    "DescribePermissionSetProvisioningStatus",
    "DescribeRegion",
    "GetInlinePolicyForPermissionSet",
    "ListAccountAssignments",
    "ListInstances",
    "ListRegions",
    "ListTagsForResource",
  ],
  sts: ["GetCallerIdentity"],
};

const look: Statement = {
  Sid: "Look",
  Effect: "Allow",
  Action: Object.entries(METADATA).flatMap(([service, names]) =>
    names.map((name) => `${service}:${name}`),
  ),
  Resource: "*",
};

/** Policy of the preview role of management: it looks, there and by its like in the core accounts. */
export function previewPolicy(): PolicyDocument {
  return document(look, {
    Sid: "LookInCoreAccounts",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: functionRoleArn("*", PREVIEW_NAME),
    Condition: { StringEquals: { "aws:ResourceOrgID": "{{organization:id}}" } },
  });
}

/** Policy of the preview roles of core accounts: they look. */
export function previewMemberPolicy(): PolicyDocument {
  return document(look);
}

export interface DeployContext {
  /** Names of the roles by which the management account enters accounts. */
  readonly accessRoles: readonly string[];
}

/**
 * Policy of the role by which pipelines deploy: what the program makes in the management account, and
 * the way into the accounts that it enters. No account is closed, removed or left by it, and the
 * organization is not deleted.
 */
export function deployPolicy({ accessRoles }: DeployContext): PolicyDocument {
  const own = (kind: string): string => iamArn("self", `${kind}${RESERVED_PATH}*`);
  return document(
    look,
    {
      Sid: "Organization",
      Effect: "Allow",
      Action: [
        "cloudformation:ActivateOrganizationsAccess",
        "organizations:AttachPolicy",
        "organizations:CreateAccount",
        "organizations:CreateOrganization",
        "organizations:CreateOrganizationalUnit",
        "organizations:CreatePolicy",
        "organizations:DeleteOrganizationalUnit",
        "organizations:DeletePolicy",
        "organizations:DescribeCreateAccountStatus",
        "organizations:DetachPolicy",
        "organizations:EnableAWSServiceAccess",
        "organizations:EnableAllFeatures",
        "organizations:EnablePolicyType",
        "organizations:MoveAccount",
        "organizations:RegisterDelegatedAdministrator",
        "organizations:TagResource",
        "organizations:UntagResource",
        "organizations:UpdateOrganizationalUnit",
        "organizations:UpdatePolicy",
        "account:PutAccountName",
        "ram:EnableSharingWithAwsOrganization",
      ],
      Resource: "*",
    },
    {
      Sid: "StackSetsOfTheLandingZone",
      Effect: "Allow",
      Action: [
        "cloudformation:CreateStackInstances",
        "cloudformation:CreateStackSet",
        "cloudformation:DeleteStackInstances",
        "cloudformation:DeleteStackSet",
        "cloudformation:StopStackSetOperation",
        "cloudformation:TagResource",
        "cloudformation:UntagResource",
        "cloudformation:UpdateStackInstances",
        "cloudformation:UpdateStackSet",
      ],
      Resource: [
        "arn:{{partition}}:cloudformation:*:{{account:self}}:stackset/landing-zone-*",
        "arn:{{partition}}:cloudformation:*:{{account:self}}:stackset-target/landing-zone-*",
        "arn:{{partition}}:cloudformation:*::type/resource/*",
      ],
    },
    {
      Sid: "TrailOfTheLandingZone",
      Effect: "Allow",
      Action: [
        "cloudtrail:AddTags",
        "cloudtrail:CreateTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StartLogging",
        "cloudtrail:UpdateTrail",
      ],
      Resource: "arn:{{partition}}:cloudtrail:*:{{account:self}}:trail/landing-zone",
    },
    {
      Sid: "RolesOfTheLandingZone",
      Effect: "Allow",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:CreateRole",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:TagPolicy",
        "iam:TagRole",
        "iam:UntagPolicy",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: [own("role"), own("policy")],
    },
    {
      Sid: "PipelinesOfTheLandingZone",
      Effect: "Allow",
      Action: [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:RemoveClientIDFromOpenIDConnectProvider",
        "iam:TagOpenIDConnectProvider",
        "iam:UntagOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
      ],
      Resource: iamArn("self", "oidc-provider/*"),
    },
    {
      Sid: "ServicesOwnRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: iamArn("self", "role/aws-service-role/*"),
    },
    {
      Sid: "EnterAccounts",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: accessRoles.map((name) => iamArn("*", `role/${name}`)),
      Condition: { StringEquals: { "aws:ResourceOrgID": "{{organization:id}}" } },
    },
  );
}
