import type { Conditions } from "../../document";
import { iamArn, RESERVED_PATH } from "../../names";

/**
 * What AWS's provider calls for each type of resource that the program makes, by Pulumi's type token:
 * to look at one, and to make, change and remove it. Written down from the calls of the provider
 * (https://github.com/hashicorp/terraform-provider-aws, internal/service) and, for StackSets, from the
 * permissions in CloudFormation's schema of the type.
 */
export interface Needs {
  readonly reads: readonly string[];
  /** Left out: nothing is ever written by the role that deploys. */
  readonly writes?: readonly string[];
  /** Resources of the writes, as ARNs; all by default. */
  readonly on?: readonly string[];
  /** Writes for which AWS knows no resources. */
  readonly writesAnywhere?: readonly string[];
  /** What the requests of the writes have to say. */
  readonly when?: Conditions;
  /** Role, as an ARN, that is handed to a service with it. */
  readonly passes?: { readonly role: string; readonly to: string };
}

/** Core accounts, and leaf accounts where the program enters them. */
export type Entered = "management" | "audit" | "network" | "access" | "leaf";

/** Types of resources that a part of the landing zone makes, by the account in which it makes them. */
export type NeedsByAccount = Readonly<Partial<Record<Entered, Readonly<Record<string, Needs>>>>>;

/**
 * Services that are left to a core account. GuardDuty and Security Hub register theirs themselves, with
 * the permissions of whoever told them to.
 */
const DELEGATED = [
  "access-analyzer.amazonaws.com",
  "config-multiaccountsetup.amazonaws.com",
  "config.amazonaws.com",
  "guardduty.amazonaws.com",
  "iam.amazonaws.com",
  "securityhub.amazonaws.com",
  "sso.amazonaws.com",
];

const own = (kind: string): string => iamArn("self", `${kind}${RESERVED_PATH}*`);

const POLICY_OF_ORGANIZATION: Needs = {
  reads: [
    "organizations:DescribePolicy",
    "organizations:ListPolicies",
    "organizations:ListTagsForResource",
  ],
  writes: [
    "organizations:CreatePolicy",
    "organizations:DeletePolicy",
    "organizations:TagResource",
    "organizations:UntagResource",
    "organizations:UpdatePolicy",
  ],
};

/** Types of resources of the management account. */
export const IN_MANAGEMENT: Readonly<Record<string, Needs>> = {
  "aws:cloudtrail/trail:Trail": {
    reads: [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:GetTrail",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:ListTags",
    ],
    writes: [
      "cloudtrail:AddTags",
      "cloudtrail:CreateTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:RemoveTags",
      "cloudtrail:StartLogging",
      "cloudtrail:UpdateTrail",
    ],
    on: ["arn:{{partition}}:cloudtrail:*:{{account:self}}:trail/landing-zone"],
  },
  "aws:organizations/account:Account": {
    reads: [
      "organizations:DescribeAccount",
      "organizations:ListParents",
      "organizations:ListTagsForResource",
    ],
    writes: [
      "account:PutAccountName",
      "organizations:CreateAccount",
      "organizations:DescribeCreateAccountStatus",
      "organizations:MoveAccount",
      "organizations:TagResource",
      "organizations:UntagResource",
    ],
  },
  "aws:organizations/awsServiceAccess:AwsServiceAccess": {
    reads: ["organizations:ListAWSServiceAccessForOrganization"],
    // Nothing that was switched on is switched off: the resource is retained.
    writes: ["organizations:EnableAWSServiceAccess"],
  },
  "aws:organizations/delegatedAdministrator:DelegatedAdministrator": {
    reads: ["organizations:ListDelegatedAdministrators"],
    writes: [
      "organizations:DeregisterDelegatedAdministrator",
      "organizations:RegisterDelegatedAdministrator",
    ],
    // Of any other service, such as StackSets, it would hand the organization to an account.
    when: { StringEquals: { "organizations:ServicePrincipal": DELEGATED } },
  },
  "aws:organizations/organization:Organization": {
    reads: [
      "organizations:DescribeOrganization",
      "organizations:ListAWSServiceAccessForOrganization",
      "organizations:ListAccounts",
      "organizations:ListRoots",
    ],
    writes: [
      "organizations:CreateOrganization",
      "organizations:EnableAllFeatures",
      "organizations:EnablePolicyType",
    ],
  },
  "aws:organizations/organizationalUnit:OrganizationalUnit": {
    reads: [
      "organizations:DescribeOrganizationalUnit",
      "organizations:ListAccountsForParent",
      "organizations:ListParents",
      "organizations:ListTagsForResource",
    ],
    writes: [
      "organizations:CreateOrganizationalUnit",
      "organizations:DeleteOrganizationalUnit",
      "organizations:TagResource",
      "organizations:UntagResource",
      "organizations:UpdateOrganizationalUnit",
    ],
  },
  "aws:organizations/policy:Policy": POLICY_OF_ORGANIZATION,
  "aws:organizations/policyAttachment:PolicyAttachment": {
    reads: ["organizations:ListPoliciesForTarget"],
    writes: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
  },
  "aws:ram/sharingWithOrganization:SharingWithOrganization": {
    reads: ["iam:GetRole", "organizations:ListAWSServiceAccessForOrganization"],
    writes: ["ram:EnableSharingWithAwsOrganization"],
  },
  "aws-native:cloudformation:StackSet": {
    reads: [
      "cloudformation:DescribeStackSet",
      "cloudformation:DescribeStackSetOperation",
      "cloudformation:GetResource",
      "cloudformation:GetResourceRequestStatus",
      "cloudformation:ListStackInstances",
      "cloudformation:ListStackSets",
    ],
    writes: [
      "cloudformation:CreateStackInstances",
      "cloudformation:DeleteStackInstances",
      "cloudformation:DeleteStackSet",
      "cloudformation:TagResource",
      "cloudformation:UntagResource",
      "cloudformation:UpdateStackInstances",
      "cloudformation:UpdateStackSet",
    ],
    // The provider goes by Cloud Control, which asks for these beside those of the type itself.
    writesAnywhere: [
      "cloudformation:CreateResource",
      "cloudformation:CreateStackSet",
      "cloudformation:DeleteResource",
      "cloudformation:UpdateResource",
    ],
    on: [
      "arn:{{partition}}:cloudformation:*:{{account:self}}:stackset-target/landing-zone-*",
      "arn:{{partition}}:cloudformation:*:{{account:self}}:stackset/landing-zone-*",
      "arn:{{partition}}:cloudformation:*:*:type/resource/*",
    ],
  },
  // These enter accounts by their access role, as the deploying role may, and do nothing else here.
  "pulumi-nodejs:dynamic/landingzone:AccessRoleTrust": { reads: [] },
  "pulumi-nodejs:dynamic/landingzone:AccountReady": { reads: [] },
  "pulumi-nodejs:dynamic/landingzone:StackSetsAccess": {
    reads: [],
    writes: ["cloudformation:ActivateOrganizationsAccess"],
  },
};

/** Types of resources that any core account may have. */
export const IN_EVERY_ACCOUNT: Readonly<Record<string, Needs>> = {
  "aws:iam/policy:Policy": {
    reads: [
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:ListPolicyTags",
      "iam:ListPolicyVersions",
    ],
    writes: [
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:TagPolicy",
      "iam:UntagPolicy",
    ],
    on: [own("policy")],
  },
  "aws:iam/role:Role": {
    reads: [
      "iam:GetRole",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies",
      "iam:ListRoleTags",
    ],
    writes: [
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:DeleteRolePermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ],
    on: [own("role")],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    reads: ["iam:GetRolePolicy"],
    writes: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
    on: [own("role")],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    reads: ["iam:ListAttachedRolePolicies"],
    writes: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    on: [own("role")],
  },
};

const OIDC_PROVIDER: Needs = {
  reads: ["iam:GetOpenIDConnectProvider", "iam:ListOpenIDConnectProviderTags"],
  writes: [
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:CreateOpenIDConnectProvider",
    "iam:DeleteOpenIDConnectProvider",
    "iam:RemoveClientIDFromOpenIDConnectProvider",
    "iam:TagOpenIDConnectProvider",
    "iam:UntagOpenIDConnectProvider",
    "iam:UpdateOpenIDConnectProviderThumbprint",
  ],
  on: [iamArn("self", "oidc-provider/*")],
};

/** Where pipelines, or people, sign in by OpenID Connect. */
export const OIDC: Readonly<Record<string, Needs>> = {
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": OIDC_PROVIDER,
};

/** Types of resources of the access account. */
export const IN_ACCESS: Readonly<Record<string, Needs>> = {
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": {
    reads: ["iam:GetAccountPasswordPolicy"],
  },
  "aws:iam/group:Group": { reads: ["iam:GetGroup"] },
  "aws:iam/groupPolicy:GroupPolicy": { reads: ["iam:GetGroupPolicy"] },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": {
    reads: ["iam:ListAttachedGroupPolicies"],
  },
  "aws:iam/samlProvider:SamlProvider": {
    reads: ["iam:GetSAMLProvider", "iam:ListSAMLProviderTags"],
  },
  "aws:iam/user:User": { reads: ["iam:GetUser", "iam:ListUserTags"] },
  "aws:iam/userGroupMembership:UserGroupMembership": { reads: ["iam:ListGroupsForUser"] },
  "aws:iam/userPolicy:UserPolicy": { reads: ["iam:GetUserPolicy"] },
  "aws:identitystore/group:Group": { reads: ["identitystore:DescribeGroup"] },
  "aws:identitystore/groupMembership:GroupMembership": {
    reads: ["identitystore:DescribeGroupMembership"],
  },
  "aws:identitystore/user:User": { reads: ["identitystore:DescribeUser"] },
  "aws:ssoadmin/accountAssignment:AccountAssignment": { reads: ["sso:ListAccountAssignments"] },
  "aws:ssoadmin/permissionSet:PermissionSet": {
    reads: ["sso:DescribePermissionSet", "sso:ListTagsForResource"],
  },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": {
    reads: ["sso:GetInlinePolicyForPermissionSet"],
  },
  "aws:ssoadmin/region:Region": { reads: ["sso:DescribeRegion"] },
};

/** What a run looks up that is no resource, by the function's token. */
export const LOOKUPS: Readonly<Record<string, readonly string[]>> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": ["ec2:DescribeAvailabilityZones"],
  "aws:identitystore/getGroup:getGroup": [
    "identitystore:DescribeGroup",
    "identitystore:GetGroupId",
  ],
  "aws:organizations/getOrganization:getOrganization": [
    "organizations:DescribeOrganization",
    "organizations:ListAWSServiceAccessForOrganization",
    "organizations:ListAccounts",
    "organizations:ListDelegatedAdministrators",
    "organizations:ListRoots",
  ],
  "aws:ssoadmin/getInstances:getInstances": ["sso:ListInstances"],
};
