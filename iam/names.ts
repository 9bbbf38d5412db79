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
/** Path of the two users for when nothing else works, in the access account. */
export const BREAK_GLASS_PATH = "/break-glass/";

export const BOUNDARY_NAME = "boundary";
export const PEOPLE_POLICY_NAME = "people";
/** Role in management, and group and policy in the access account, of the break-glass users. */
export const BREAK_GLASS_NAME = "break-glass";
/** Role of pipelines that deploy, in management. */
export const DEPLOY_NAME = "deploy";
/** Role of pipelines that only look, in management and the other core accounts. */
export const PREVIEW_NAME = "preview";
/** Role in every account by which its events reach the hub. */
export const FORWARD_EVENTS_NAME = "forward-events";
/** Role in every member account that sets the account's defaults. */
export const BASELINE_NAME = "baseline";
/** Role in every account by which AWS Config looks at it. */
export const RECORDER_NAME = "recorder";
/** Role in the audit account by which AWS Config learns which accounts there are. */
export const AGGREGATOR_NAME = "aggregator";
/** Automation document in every member account that sets the account's defaults. */
export const BASELINE_DOCUMENT = "landing-zone-baseline";
/** Role in the access account that may be root in member accounts. */
export const ROOT_ACCESS_NAME = "root-access";
/** Event bus of the audit account to which all accounts send what people are told of. */
export const HUB_BUS_NAME = "landing-zone";
/** Name of the SAML provider in the access account. */
export const SAML_PROVIDER_NAME = "landing-zone";
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

/** Role in the access account of everybody of a function who signs in elsewhere. */
export function hubRoleName(fn: string): string {
  return `${HUB_PREFIX}${fn}`;
}

/** Permission set of Identity Center of a function. */
export function permissionSetName(fn: string): string {
  return `lz-${fn}`;
}

/** Role of a partner's function, in the accounts that it was given. */
export function partnerRoleName(partner: string, fn: string): string {
  return `${PARTNER_PREFIX}${partner}-${fn}`;
}

/** StackSet of a partner's roles in accounts of a type. Names have no capitals: no two sets meet. */
export function partnerStackSetName(partner: string, type: string): string {
  return `landing-zone-partner-${partner}-In-${type}`;
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

/** Bucket of what AWS Config records. */
export function configBucketName(organization: string): string {
  return `${organization}-logs-config-{{account:audit}}`;
}

/** Bucket of flow logs, and of what resolvers were asked. */
export function flowLogBucketName(organization: string): string {
  return `${organization}-logs-flow-{{account:audit}}`;
}

/** Bucket that says who read the other log buckets. */
export function accessLogBucketName(organization: string): string {
  return `${organization}-logs-access-{{account:audit}}`;
}

/** All buckets of logs. */
export function logBuckets(organization: string): readonly string[] {
  return [logBucketName, configBucketName, flowLogBucketName, accessLogBucketName].map((name) =>
    name(organization),
  );
}

/** Bucket of answers to the auditor's queries. */
export function queryBucketName(organization: string): string {
  return `${organization}-logs-queries-{{account:audit}}`;
}

export function bucketArn(name: string): string {
  return `arn:{{partition}}:s3:::${name}`;
}

const HUB_PREFIX = "hub-";
const PARTNER_PREFIX = "partner-";

/** Names below the reserved path that the landing zone keeps for its own roles and groups. */
export const RESERVED_ROLE_NAMES: readonly string[] = [
  AGGREGATOR_NAME,
  BASELINE_NAME,
  BREAK_GLASS_NAME,
  DEPLOY_NAME,
  FORWARD_EVENTS_NAME,
  PEOPLE_POLICY_NAME,
  PREVIEW_NAME,
  RECORDER_NAME,
  ROOT_ACCESS_NAME,
];

/** Is a name below the reserved path one that the landing zone gives to its own roles? */
export function isReservedName(name: string): boolean {
  return (
    RESERVED_ROLE_NAMES.includes(name) ||
    name.startsWith(HUB_PREFIX) ||
    name.startsWith(PARTNER_PREFIX)
  );
}

/** Is a name below the reserved path one of a partner's roles? */
export function isPartnersName(name: string): boolean {
  return name.startsWith(PARTNER_PREFIX);
}
