import { document, type Conditions, type PolicyDocument, type Statement } from "./document";
import {
  BREAK_GLASS_NAME,
  DEPLOY_NAME,
  functionRoleArn,
  hubRoleName,
  iamArn,
  PEOPLE_PATH,
  permissionSetName,
  RESERVED_PATH,
} from "./names";

/** Value of the tag, named after a function, of whoever has the function everywhere. */
export const FUNCTION_TAG_VALUE = "true";

/** Session tag by which an identity provider says that somebody signed in with MFA. */
export const MFA_TAG = "mfa";
/** Session tag by which an identity provider says who somebody is. */
export const PERSON_TAG = "person";

/**
 * Value of a function's tag for somebody who has the function in some accounts or types alone. A tag
 * has no lists; names and ids have no slash, so between slashes they are found whole.
 */
export function limitedTagValue(accountIdsAndTypes: readonly string[]): string {
  return `/${accountIdsAndTypes.join("/")}/`;
}

/** Values of the function's tag that open an account of a type. */
function openingValues(type: string): readonly string[] {
  return [FUNCTION_TAG_VALUE, `*/${type}/*`, "*/{{account:self}}/*"];
}

/** One way in which people come to function roles. */
export type Way =
  | { readonly by: "users" }
  /** Hub roles, for SAML and OpenID Connect. */
  | { readonly by: "hub" }
  /** Permission sets of Identity Center. `path` is that of their roles. */
  | { readonly by: "permission-set"; readonly path: string };

export interface TrustOf {
  readonly function: string;
  /** Account type, or core account, whose role it is. */
  readonly type: string;
  readonly mfaMaxAgeHours: number;
}

/**
 * Trust policy of a function role: a statement for each way in which people sign in. The principal is
 * always the access account, with conditions on who of it is meant: an ARN that stands as a principal
 * turns into a unique id, so that a role which is made again under its name is locked out, and no
 * template shows why.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustOfPeople(of: TrustOf, ways: readonly Way[]): PolicyDocument {
  return document(...ways.map((way) => STATEMENTS[way.by](of, way as never)));
}

const entering: Pick<Statement, "Effect" | "Principal" | "Action"> = {
  Effect: "Allow",
  Principal: { AWS: iamArn("access", "root") },
  Action: "sts:AssumeRole",
};

/**
 * The session has the name of the session that it comes from, which whoever signed in cannot choose.
 * `aws:userid` is the role's id, a colon and the session's name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
const UNDER_THE_SAME_NAME = { "aws:userid": "*:${sts:RoleSessionName}" };

const STATEMENTS: {
  readonly [Kind in Way["by"]]: (of: TrustOf, way: Way & { by: Kind }) => Statement;
} = {
  /**
   * Users below the people path, who carry the function's tag, signed in with MFA not longer ago than
   * `mfaMaxAgeHours`, under their own name.
   *
   * - `Bool`, never `BoolIfExists`: federated sessions and access keys carry no MFA key, and must not
   *   pass. Credentials of a role carry none either, so nobody chains into a function role this way.
   *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
   * - Session names are user names, as the console sets them, so that every trail names the person.
   *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
   */
  users: ({ function: fn, type, mfaMaxAgeHours }) => ({
    Sid: "PeopleOfThisFunctionWithMfa",
    ...entering,
    Condition: {
      ArnLike: { "aws:PrincipalArn": iamArn("access", `user${PEOPLE_PATH}*`) },
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(mfaMaxAgeHours * 3600) },
      StringEquals: { "sts:RoleSessionName": "${aws:username}" },
      StringLike: { [`aws:PrincipalTag/${fn}`]: openingValues(type) },
    },
  }),

  /**
   * Sessions of the function's hub role, whose tags come from the identity provider: that it saw MFA,
   * and the function. How long ago that was is bounded by the length of the hub role's sessions.
   */
  hub: ({ function: fn, type }) => ({
    Sid: "HubOfThisFunctionWithMfa",
    ...entering,
    Condition: {
      ArnEquals: { "aws:PrincipalArn": functionRoleArn("access", hubRoleName(fn)) },
      StringEquals: { [`aws:PrincipalTag/${MFA_TAG}`]: "true" },
      StringLike: { [`aws:PrincipalTag/${fn}`]: openingValues(type), ...UNDER_THE_SAME_NAME },
    },
  }),

  /**
   * Sessions of the function's permission set. Identity Center asks for MFA by its own setting. The
   * names of its roles end in sixteen characters that it makes up; a permission set of another name
   * does not fit, whatever is before or behind.
   * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   */
  "permission-set": ({ function: fn }, { path }) => ({
    Sid: "PermissionSetOfThisFunction",
    ...entering,
    Condition: {
      ArnLike: { "aws:PrincipalArn": permissionSetRoles(path, fn) },
      StringLike: UNDER_THE_SAME_NAME,
    },
  }),
};

/** Pattern of the ARN of the role that Identity Center makes of a function's permission set. */
function permissionSetRoles(path: string, fn: string): string {
  return iamArn("access", `role${path}AWSReservedSSO_${permissionSetName(fn)}_${"?".repeat(16)}`);
}

/**
 * Path of the roles that Identity Center makes: its region is part of it everywhere but in us-east-1.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetPath(region: string): string {
  const inRegion = region === "us-east-1" ? "" : `${region}/`;
  return `/aws-reserved/sso.amazonaws.com/${inRegion}`;
}

/**
 * Trust of the role by which core accounts are entered, once the pipeline deploys. Break-glass has
 * proved MFA on the way; of others, users have to.
 */
export function trustOfAccessRole(others: readonly string[]): PolicyDocument {
  const statement = (Sid: string, names: readonly string[], more: Conditions = {}): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: iamArn("management", "root") },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": names.map((name) => iamArn("management", name)) },
      ...more,
    },
  });
  const own = [DEPLOY_NAME, BREAK_GLASS_NAME].map((name) => `role${RESERVED_PATH}${name}`);
  const roles = others.filter((name) => name.startsWith("role/"));
  const users = others.filter((name) => name.startsWith("user/"));
  const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  return document(
    statement("DeployAndBreakGlass", [...own, ...roles]),
    ...(users.length > 0 ? [statement("UsersWithMfa", users, mfa)] : []),
  );
}
