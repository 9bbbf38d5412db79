import { CORE_ACCOUNTS } from "../schema";
import type { InventoryRow } from "./row";

const FUNCTIONS = ["A5", "A6", "B4"];

/** Function roles are the same in every account that the program itself enters. */
const ROLES: readonly InventoryRow[] = [...CORE_ACCOUNTS, "leaf" as const].flatMap((account) => {
  const where = account === "leaf" ? "; with stamping: provider" : "";
  return [
    {
      account,
      type: "aws:iam/policy:Policy",
      what: "Boundary",
      reason: `No function role, and no role that people make, rises above it${where}`,
      cost: "free",
      serves: ["A5", "B3", "B6"],
    },
    {
      account,
      type: "aws:iam/role:Role",
      what: "Function roles",
      reason: `One for each function that may do something there${where}`,
      cost: "free",
      serves: FUNCTIONS,
    },
    {
      account,
      type: "aws:iam/rolePolicy:RolePolicy",
      what: "Permissions of function roles",
      reason: `What the function may do, where AWS has no policy for it${where}`,
      cost: "free",
      serves: ["A5"],
    },
    {
      account,
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      what: "AWS's policies of function roles",
      reason: `What the function may do, where AWS has a policy for it${where}`,
      cost: "free",
      serves: ["A5"],
    },
  ] satisfies readonly InventoryRow[];
});

/** Who comes in: people, break-glass, pipelines, partners. */
export const ACCESS_INVENTORY: readonly InventoryRow[] = [
  ...ROLES,
  {
    account: "leaf",
    type: "AWS::IAM::Role",
    what: "Function roles and partners' roles",
    reason: "One for each function that may do something in accounts of the type",
    cost: "free",
    serves: [...FUNCTIONS, "C1", "C4"],
  },
  {
    account: "leaf",
    type: "AWS::IAM::ManagedPolicy",
    what: "Boundary",
    reason: "No function role, and no role that people make, rises above it",
    cost: "free",
    serves: ["A5", "B3", "B6"],
  },
  {
    account: "management",
    type: "aws:iam/role:Role",
    what: "Break-glass role",
    reason: "Administers the management account when nothing else works, for two users with MFA",
    cost: "free",
    serves: ["B7", "D3"],
  },
  {
    account: "management",
    type: "aws:iam/role:Role",
    what: "Pipelines' roles",
    reason: "One deploys what was reviewed, one only looks; both open to the named jobs alone",
    cost: "free",
    serves: ["A7", "D3"],
    off: "access.deploy",
  },
  {
    account: "management",
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    what: "Pipelines' identity providers",
    reason: "GitHub and GitLab vouch for jobs, so that no pipeline has a key",
    cost: "free",
    serves: ["A4", "A7"],
    off: "access.deploy",
  },
  {
    account: "management",
    type: "pulumi-nodejs:dynamic/landingzone:AccessRoleTrust",
    what: "Narrow trusts of the core accounts' access roles",
    reason: "AWS's own role trusts all of management; with pipelines, only theirs and break-glass",
    cost: "free",
    serves: ["B3", "B4", "B6"],
    off: "access.deploy",
  },
  {
    account: "access",
    type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    what: "Password policy",
    reason: "People's passwords are long, and change at the first sign-in",
    cost: "free",
    serves: ["A4", "B3"],
  },
  {
    account: "access",
    type: "aws:iam/user:User",
    what: "People, and the two break-glass users",
    reason: "People exist once; no password and no key of theirs is ever in the program's state",
    cost: "free",
    serves: ["A4", "A7", "B3"],
  },
  {
    account: "access",
    type: "aws:iam/group:Group",
    what: "Groups of functions",
    reason: "Who is in a group may assume the roles of that function, and no others",
    cost: "free",
    serves: ["A6"],
  },
  {
    account: "access",
    type: "aws:iam/groupPolicy:GroupPolicy",
    what: "Permissions of groups",
    reason: "To assume exactly the function's role, in this organization alone",
    cost: "free",
    serves: ["A6"],
  },
  {
    account: "access",
    type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    what: "Everybody's policy",
    reason: "Without MFA nothing but to enrol a device",
    cost: "free",
    serves: ["A6", "A7"],
  },
  {
    account: "access",
    type: "aws:iam/userGroupMembership:UserGroupMembership",
    what: "Who has which function",
    reason: "One line of the stack file for each person",
    cost: "free",
    serves: ["A5", "A7"],
  },
  {
    account: "access",
    type: "aws:iam/userPolicy:UserPolicy",
    what: "Ends of people's time",
    reason: "Somebody whose time is over does nothing any more, even if nobody runs anything",
    cost: "free",
    serves: ["A7"],
    off: "access.people.until",
  },
  {
    account: "access",
    type: "aws:iam/role:Role",
    what: "Hub roles",
    reason: "Where people of SAML and OpenID Connect arrive, and go on from by role",
    cost: "free",
    serves: ["B3"],
    off: "access.identity",
  },
  {
    account: "access",
    type: "aws:iam/samlProvider:SamlProvider",
    what: "Identity provider of people (SAML)",
    reason: "Says who somebody is, which functions they have, and that they used MFA",
    cost: "free",
    serves: ["B3"],
    off: "access.identity",
  },
  {
    account: "access",
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    what: "Identity provider of people (OpenID Connect)",
    reason: "Says who somebody is, which functions they have, and that they used MFA",
    cost: "free",
    serves: ["B3"],
    off: "access.identity",
  },
  ...identityCenter(),
];

/** By its delegated administrator, the access account. */
function identityCenter(): readonly InventoryRow[] {
  const row = (type: string, what: string, reason: string): InventoryRow => ({
    account: "access",
    type: `aws:${type}`,
    what,
    reason,
    cost: "free",
    serves: ["B3", "B7"],
    off: "access.identity",
  });
  return [
    row(
      "ssoadmin/permissionSet:PermissionSet",
      "Permission sets of Identity Center",
      "One for each function: people arrive by it, and go on by role",
    ),
    row(
      "ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      "Permissions of permission sets",
      "To assume exactly the function's role, in this organization alone",
    ),
    row(
      "ssoadmin/accountAssignment:AccountAssignment",
      "Who has which permission set",
      "A group of people for each function, in the access account alone",
    ),
    row(
      "ssoadmin/region:Region",
      "Second region of Identity Center",
      "People sign in when the first is down",
    ),
    row("identitystore/user:User", "People of Identity Center", "Where the stack file has them"),
    row("identitystore/group:Group", "Groups of Identity Center", "One for each function"),
    row(
      "identitystore/groupMembership:GroupMembership",
      "Who is in which group",
      "One line of the stack file for each person",
    ),
  ];
}
