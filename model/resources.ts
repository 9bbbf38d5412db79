import { auditCounts } from "./audit/resources";
import { coreIdentities } from "./core-identity";
import type { PlannedIdentityCenter } from "./identity";
import { detectionCounts } from "./detection/resources";
import { managementCounts } from "./management/resources";
import { monitoringCounts } from "./monitoring/resources";
import { networkCounts } from "./network/resources";
import { accountsEntered, livingMembers, type Plan } from "./plan";
import { CORE_MEMBERS } from "./schema";
import { stampedIn } from "./stamped";

type Counts = Readonly<Record<string, number>>;

/**
 * How many resources of each type a run keeps, by Pulumi's type tokens; providers and components
 * are not counted. A test holds this equal to what the components register.
 */
export function resourceCounts(plan: Plan): Counts {
  const parts = [
    ofOrganization(plan),
    auditCounts(plan),
    ofRoles(plan),
    ofStackSets(plan),
    ofPeople(plan),
    ofBreakGlass(plan),
    ofProviders(plan),
    ofIdentityCenter(plan),
    ofPipelines(plan),
    ofEntryNodes(plan),
    detectionCounts(plan),
    networkCounts(plan),
    managementCounts(plan),
    monitoringCounts(plan),
  ];
  const counts: Record<string, number> = {};
  for (const [type, count] of parts.flatMap((part) => Object.entries(part))) {
    if (count > 0) counts[type] = (counts[type] ?? 0) + count;
  }
  return counts;
}

function ofOrganization(plan: Plan): Counts {
  const { organization, units, guardrails } = plan;
  return {
    "aws:organizations/organization:Organization": 1,
    "aws:organizations/awsServiceAccess:AwsServiceAccess": organization.trustedServices.length,
    "aws:organizations/organizationalUnit:OrganizationalUnit": units.length,
    "aws:organizations/account:Account": livingMembers(plan).length,
    "aws:organizations/policy:Policy": new Set(guardrails.map(({ name }) => name)).size,
    "aws:organizations/policyAttachment:PolicyAttachment": guardrails.length,
    "aws:ram/sharingWithOrganization:SharingWithOrganization": 1,
    "pulumi-nodejs:dynamic/landingzone:StackSetsAccess": 1,
    "pulumi-nodejs:dynamic/landingzone:AccountReady": accountsEntered(plan).length - 1,
  };
}

function ofRoles(plan: Plan): Counts {
  const entered = accountsEntered(plan);
  const roles = [
    ...entered.flatMap((account) => stampedIn(plan, account)),
    ...plan.ownRoles.filter((role) => role.account !== "leaf"),
  ];
  return {
    // The boundary, in each account that is entered.
    "aws:iam/policy:Policy": entered.length,
    "aws:iam/role:Role": roles.length,
    "aws:iam/rolePolicy:RolePolicy": roles.filter(({ policies }) => policies.inline).length,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": sum(
      roles.map(({ policies }) => policies.managed.length),
    ),
  };
}

function ofStackSets({ types, partners, stackSets }: Plan): Counts {
  const ofRoles = [...types, ...partners.flatMap((partner) => partner.sets)];
  const withRoles = ofRoles.filter(({ template }) => template).length;
  return { "aws-native:cloudformation:StackSet": withRoles + stackSets.length };
}

function ofPeople({ identity, people }: Plan): Counts {
  const passwords = { "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": 1 };
  if (!identity.modes.includes("iam-users")) return passwords;
  return {
    ...passwords,
    "aws:iam/policy:Policy": 1,
    // One group for everybody.
    "aws:iam/group:Group": people.groups.length + 1,
    "aws:iam/groupPolicy:GroupPolicy": people.groups.length,
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": 1,
    "aws:iam/user:User": people.users.length,
    "aws:iam/userPolicy:UserPolicy": people.users.filter(({ policy }) => policy).length,
    "aws:iam/userGroupMembership:UserGroupMembership": people.users.length,
  };
}

function ofBreakGlass({ breakGlass: { users } }: Plan): Counts {
  return {
    "aws:iam/policy:Policy": 1,
    "aws:iam/group:Group": 1,
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": 1,
    "aws:iam/user:User": users.length,
    "aws:iam/userGroupMembership:UserGroupMembership": users.length,
  };
}

function ofPipelines({ deploy }: Plan): Counts {
  return deploy ? { "pulumi-nodejs:dynamic/landingzone:AccessRoleTrust": CORE_MEMBERS.length } : {};
}

function ofEntryNodes({ entry }: Plan): Counts {
  if (entry.length === 0) return {};
  const withEndpoints = entry.filter(({ endpoints }) => endpoints.length > 0).length;
  return {
    "aws:iam/role:Role": 1,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
    "aws:iam/instanceProfile:InstanceProfile": 1,
    "aws:ec2/securityGroup:SecurityGroup": entry.length + withEndpoints,
    "aws:ec2/launchTemplate:LaunchTemplate": entry.length,
    "aws:ec2/instance:Instance": entry.length,
    "aws:ec2/vpcEndpoint:VpcEndpoint": sum(entry.map(({ endpoints }) => endpoints.length)),
  };
}

function ofProviders(plan: Plan): Counts {
  const accounts = coreIdentities(plan);
  return {
    "aws:iam/samlProvider:SamlProvider": accounts.filter(({ saml }) => saml).length,
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": sum(
      accounts.map(({ issuers }) => issuers.length),
    ),
  };
}

function ofIdentityCenter({ identity: { identityCenter }, people }: Plan): Counts {
  if (!identityCenter) return {};
  const { permissionSets, managed, secondRegion } = identityCenter;
  const sets = permissionSets.length;
  return {
    "aws:organizations/delegatedAdministrator:DelegatedAdministrator": 1,
    "aws:ssoadmin/permissionSet:PermissionSet": sets,
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": sets,
    "aws:ssoadmin/accountAssignment:AccountAssignment": sets,
    "aws:ssoadmin/region:Region": secondRegion === null ? 0 : 1,
    ...(managed ? managedPeople(people, permissionSets) : {}),
  };
}

function managedPeople(
  { users }: Plan["people"],
  permissionSets: PlannedIdentityCenter["permissionSets"],
): Counts {
  const groupsOf = (functions: readonly string[]): number =>
    new Set(
      permissionSets.filter((set) => functions.includes(set.function)).map(({ group }) => group),
    ).size;
  return {
    "aws:identitystore/group:Group": new Set(permissionSets.map(({ group }) => group)).size,
    "aws:identitystore/user:User": users.length,
    "aws:identitystore/groupMembership:GroupMembership": sum(
      users.map(({ functions }) => groupsOf(functions)),
    ),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
