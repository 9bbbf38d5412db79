import { accountsEntered, livingMembers, rolesIn, type Plan } from "./plan";

/**
 * How many resources of each type a run keeps, by Pulumi's type tokens; providers and components
 * are not counted. A test holds this equal to what the components register.
 */
export function resourceCounts(plan: Plan): Readonly<Record<string, number>> {
  const { organization, units, types, people, guardrails } = plan;
  const entered = accountsEntered(plan);
  const roles = entered.flatMap((account) => rolesIn(plan, account));
  const counts: Record<string, number> = {
    "aws:organizations/organization:Organization": 1,
    "aws:organizations/awsServiceAccess:AwsServiceAccess": organization.trustedServices.length,
    "aws:organizations/organizationalUnit:OrganizationalUnit": units.length,
    "aws:organizations/account:Account": livingMembers(plan).length,
    "aws:organizations/policy:Policy": new Set(guardrails.map(({ name }) => name)).size,
    "aws:organizations/policyAttachment:PolicyAttachment": guardrails.length,
    "aws:ram/sharingWithOrganization:SharingWithOrganization": 1,
    "pulumi-nodejs:dynamic/landingzone:StackSetsAccess": 1,
    "pulumi-nodejs:dynamic/landingzone:AccountReady": entered.length - 1,
    // One boundary in each account that is entered, and the people's policy.
    "aws:iam/policy:Policy": entered.length + 1,
    "aws:iam/role:Role": roles.length,
    "aws:iam/rolePolicy:RolePolicy": roles.filter(({ policies }) => policies.inline).length,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": roles.reduce(
      (sum, { policies }) => sum + policies.managed.length,
      0,
    ),
    "aws-native:cloudformation:StackSet": types.filter(({ template }) => template).length,
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": 1,
    "aws:iam/group:Group": people.groups.length + 1,
    "aws:iam/groupPolicy:GroupPolicy": people.groups.length,
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": 1,
    "aws:iam/user:User": people.users.length,
    "aws:iam/userGroupMembership:UserGroupMembership": people.users.length,
    "aws:kms/key:Key": 1,
    "aws:kms/alias:Alias": 1,
    "aws:s3/bucket:Bucket": 1,
    "aws:s3/bucketVersioning:BucketVersioning": 1,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
    "aws:s3/bucketPolicy:BucketPolicy": 1,
    "aws:cloudtrail/trail:Trail": 1,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
