/**
 * Ways from some permissions to more, beside assuming a role, passing one and what runs already, which
 * are mechanisms of their own. Each is a row: what it needs, on what, and what it gives.
 *
 * Sources: https://pathfinding.cloud (DataDog, a catalogue of ways with who found them), and AWS's
 * list of actions by service, https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
export interface Step {
  /** As a sentence's middle: "ada … of operations in web-production". */
  readonly name: string;
  /** All of these; of an inner list, one. On the target; without a target, on any resource. */
  readonly needs: readonly Need[];
  readonly on: TargetKind | null;
  readonly gives: Gain;
  /** It works only from the management account. */
  readonly management?: true;
  /** It works from the access account as well, where root access is delegated to it. */
  readonly rootAccess?: true;
  /** It works only if the request does not name the landing zone's boundary. */
  readonly withoutBoundary?: true;
}

type Need = string | readonly string[];

export type TargetKind = "role" | "policy" | "user" | "group";

type Gain =
  /** To act as the target. */
  | "target"
  /** To act as the target, with any permissions that its boundary leaves. */
  | "stronger"
  /** Everything in the account. */
  | "everything"
  /** Everything in every member account. */
  | "members";

const CREDENTIALS = [
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "iam:UpdateLoginProfile",
  "iam:UploadSigningCertificate",
];

const GRANTS_TO_ROLE = ["iam:AttachRolePolicy", "iam:PutRolePolicy"];

export const STEPS: readonly Step[] = [
  // Roles
  {
    name: "changes who may assume the role",
    needs: ["iam:UpdateAssumeRolePolicy"],
    on: "role",
    gives: "target",
  },
  ...GRANTS_TO_ROLE.map((action): Step => ({
    name: "gives the role permissions",
    needs: [action],
    on: "role",
    gives: "stronger",
  })),
  {
    name: "makes a role with permissions",
    needs: ["iam:CreateRole", GRANTS_TO_ROLE],
    on: "role",
    gives: "stronger",
  },
  {
    name: "makes a role without the boundary",
    needs: ["iam:CreateRole", GRANTS_TO_ROLE],
    on: "role",
    gives: "everything",
    withoutBoundary: true,
  },
  {
    name: "takes the boundary off the role",
    needs: ["iam:DeleteRolePermissionsBoundary"],
    on: "role",
    gives: "everything",
  },
  {
    name: "puts another boundary on the role",
    needs: ["iam:PutRolePermissionsBoundary"],
    on: "role",
    gives: "everything",
    withoutBoundary: true,
  },
  // Managed policies
  ...["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"].map((action): Step => ({
    name: "changes the policy",
    needs: [action],
    on: "policy",
    gives: "stronger",
  })),
  // Users
  ...CREDENTIALS.map((action): Step => ({
    name: "makes credentials of the user",
    needs: [action],
    on: "user",
    gives: "target",
  })),
  ...[
    "iam:AttachUserPolicy",
    "iam:PutUserPolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
  ].map((action): Step => ({
    name: "gives the user permissions",
    needs: [action],
    on: "user",
    gives: "stronger",
  })),
  {
    name: "makes a user with credentials",
    needs: ["iam:CreateUser", CREDENTIALS],
    on: "user",
    gives: "stronger",
  },
  ...["iam:AttachGroupPolicy", "iam:PutGroupPolicy", "iam:AddUserToGroup"].map((action): Step => ({
    name: "gives the group's people permissions",
    needs: [action],
    on: "group",
    gives: "stronger",
  })),
  // Federation
  ...[
    "iam:CreateSAMLProvider",
    "iam:UpdateSAMLProvider",
    "iam:CreateOpenIDConnectProvider",
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:UpdateOpenIDConnectProviderThumbprint",
  ].map((action): Step => ({
    name: "says whose sign-ins roles believe",
    needs: [action],
    on: null,
    gives: "everything",
  })),
  {
    name: "says whose certificates roles believe",
    needs: ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:CreateProfile"],
    on: null,
    gives: "everything",
  },
  // Over the organization
  {
    name: "deploys a StackSet into accounts",
    needs: [["cloudformation:CreateStackInstances", "cloudformation:UpdateStackSet"]],
    on: null,
    gives: "members",
    management: true,
  },
  {
    name: "assigns people of IAM Identity Center to accounts",
    needs: [["sso:CreateAccountAssignment", "sso:PutInlinePolicyToPermissionSet"]],
    on: null,
    gives: "members",
    management: true,
  },
  {
    name: "makes people of IAM Identity Center members of groups",
    needs: [["identitystore:CreateGroupMembership", "sso-directory:AddMemberToGroup"]],
    on: null,
    gives: "members",
    management: true,
  },
  {
    name: "takes a root session",
    needs: ["sts:AssumeRoot"],
    on: null,
    gives: "members",
    management: true,
    rootAccess: true,
  },
  {
    name: "hands the organization to another account",
    needs: ["organizations:RegisterDelegatedAdministrator"],
    on: null,
    gives: "members",
    management: true,
  },
];
