/**
 * Names and ARNs that documents, guardrails and components share. Reserved: only the landing zone
 * makes or changes what carries them.
 */

/** Path of function roles, their boundary and the people's policies. */
export const RESERVED_PATH = "/landing-zone/";
/** Path of roles and policies that people make for their services: always with the boundary. */
export const SERVICE_PATH = "/service/";
/** Path of people's users in the access account. */
export const PEOPLE_PATH = "/people/";

export const BOUNDARY_NAME = "boundary";
export const PEOPLE_POLICY_NAME = "people";
export const TRAIL_NAME = "landing-zone";
export const LOG_KEY_ALIAS = "alias/landing-zone/logs";
/** Role that AWS Organizations puts into every account that it creates; it trusts management. */
export const ORGANIZATION_ACCESS_ROLE = "OrganizationAccountAccessRole";
/** Roles through which service-managed StackSets act in member accounts. */
export const STACKSET_EXECUTION_ROLES = "stacksets-exec-*";
/** CloudFormation's name for the stacks that StackSets make. */
export const STACKSET_STACKS = "StackSet-*";

type Account = "self" | "management" | "audit" | "network" | "access" | "*";

const account = (of: Account): string => (of === "*" ? "*" : `{{account:${of}}}`);

export function iamArn(of: Account, resource: string): string {
  return `arn:{{partition}}:iam::${account(of)}:${resource}`;
}

export function functionRoleArn(of: Account, fn: string): string {
  return iamArn(of, `role${RESERVED_PATH}${fn}`);
}

export const boundaryArn = iamArn("self", `policy${RESERVED_PATH}${BOUNDARY_NAME}`);

/** ARN of an AWS managed policy, by its name below `policy/`. */
export function managedPolicyArn(name: string): string {
  return `arn:{{partition}}:iam::aws:policy/${name}`;
}

/** Name below `policy/` of an AWS managed policy, by its ARN in any partition. */
export function managedPolicyName(arn: string): string {
  return arn.slice(arn.indexOf(":policy/") + ":policy/".length);
}

/** Log bucket of the audit account. The account's id makes the name unique in all of AWS. */
export function logBucketName(organization: string): string {
  return `${organization}-logs-{{account:audit}}`;
}

export function bucketArn(name: string): string {
  return `arn:{{partition}}:s3:::${name}`;
}

/** Names below the reserved path that the landing zone keeps for its own roles and groups. */
export const RESERVED_ROLE_NAMES: readonly string[] = [
  "break-glass",
  "deploy",
  PEOPLE_POLICY_NAME,
  "preview",
];
