import type { InventoryRow } from "./row";

/** What makes an organization, its units, its accounts and what binds them. */
export const ORGANIZATION_INVENTORY: readonly InventoryRow[] = [
  {
    account: "management",
    type: "aws:organizations/organization:Organization",
    what: "The organization",
    reason: "All accounts are in it; it is kept, whatever the stack file says",
    cost: "free",
    serves: ["A1", "C2"],
  },
  {
    account: "management",
    type: "aws:organizations/organizationalUnit:OrganizationalUnit",
    what: "Units",
    reason:
      "One for each account type, one for each core account, and those for quarantine and moving",
    cost: "free",
    serves: ["A2", "B3"],
  },
  {
    account: "management",
    type: "aws:organizations/account:Account",
    what: "Member accounts",
    reason: "Core and leaf accounts, made or taken over, each below the guardrails of its type",
    cost: "free",
    serves: ["A1", "A2", "C2", "C3", "D2"],
  },
  {
    account: "management",
    type: "aws:organizations/policy:Policy",
    what: "Guardrails",
    reason: "What nobody may do in an account of a type, not even its root user",
    cost: "free",
    serves: ["A2", "A3", "A4", "B1", "B3"],
  },
  {
    account: "management",
    type: "aws:organizations/policyAttachment:PolicyAttachment",
    what: "Where guardrails hold",
    reason: "Each policy at each unit that it binds",
    cost: "free",
    serves: ["A2"],
  },
  {
    account: "management",
    type: "aws:organizations/awsServiceAccess:AwsServiceAccess",
    what: "Trusted services",
    reason:
      "Services that work across accounts, one by one, so that no run switches another one off",
    cost: "free",
    serves: ["B1", "B2"],
  },
  {
    account: "management",
    type: "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
    what: "Delegated administrators",
    reason: "A service is run from the account that it belongs to, and not from management",
    cost: "free",
    serves: ["B1", "B3", "D2"],
  },
  {
    account: "management",
    type: "aws:ram/sharingWithOrganization:SharingWithOrganization",
    what: "Sharing inside the organization",
    reason: "Networks are shared with units and accounts without an invitation for each",
    cost: "free",
    serves: ["B2"],
  },
  {
    account: "management",
    type: "aws-native:cloudformation:StackSet",
    what: "StackSets",
    reason:
      "Put roles, and what every account has, into member accounts, also into those that join later",
    cost: "free",
    serves: ["A5", "D4", "E4"],
  },
  {
    account: "management",
    type: "pulumi-nodejs:dynamic/landingzone:StackSetsAccess",
    what: "StackSets' access to the organization",
    reason: "One call that CloudFormation needs once, and that no provider makes",
    cost: "free",
    serves: ["A5"],
  },
  {
    account: "management",
    type: "pulumi-nodejs:dynamic/landingzone:AccountReady",
    what: "Waiting for new accounts",
    reason: "An account that was made seconds ago cannot be entered yet",
    cost: "free",
    serves: ["A1"],
  },
];
