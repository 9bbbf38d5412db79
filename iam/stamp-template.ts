import type { PolicyDocument } from "./document";
import { BOUNDARY_NAME, boundaryArn, RESERVED_PATH } from "./names";
import { inTemplate, TEMPLATE_PARAMETERS } from "./render";

/** Name of a function role's only inline policy. */
export const INLINE_POLICY_NAME = "permissions";

/** A role as both ways of stamping make it. */
export interface StampedRole {
  readonly name: string;
  readonly description: string;
  readonly sessionHours: number;
  readonly trust: PolicyDocument;
  readonly policies: {
    /** ARNs of managed policies. */
    readonly managed: readonly string[];
    readonly inline: PolicyDocument | null;
  };
}

export interface StampTemplate {
  /** Text of the CloudFormation template. */
  readonly body: string;
  /** Names of the parameters that it needs, sorted. */
  readonly parameters: readonly string[];
}

/**
 * The CloudFormation template that stamps roles into an account, with their boundary or, where another
 * template has stamped that, without.
 */
export function stampTemplate(
  description: string,
  roles: readonly StampedRole[],
  boundary: PolicyDocument | null,
): StampTemplate {
  const used = new Set<string>();
  const ceiling = boundary ? { Ref: "Boundary" } : inTemplate(boundaryArn, used);
  const resources = {
    ...(boundary
      ? {
          Boundary: {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: {
              ManagedPolicyName: BOUNDARY_NAME,
              Path: RESERVED_PATH,
              Description: BOUNDARY_DESCRIPTION,
              PolicyDocument: inTemplate(boundary, used),
            },
          },
        }
      : {}),
    ...Object.fromEntries(
      roles.map((role) => [logicalId(role.name), roleResource(role, ceiling, used)]),
    ),
  };
  const parameters = [...used].sort();
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: description,
    ...(parameters.length > 0
      ? { Parameters: Object.fromEntries(parameters.map((name) => [name, parameter(name)])) }
      : {}),
    Resources: resources,
  };
  return { body: JSON.stringify(template), parameters };
}

export const BOUNDARY_DESCRIPTION = "Ceiling of function roles and of every role that people make";

/** A role in a template; `used` collects the parameters that it needs. Without a ceiling it has no boundary. */
export function roleResource(role: StampedRole, ceiling: unknown, used: Set<string>): object {
  const { inline, managed } = role.policies;
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: role.name,
      Path: RESERVED_PATH,
      Description: role.description,
      MaxSessionDuration: role.sessionHours * 3600,
      ...(ceiling === null ? {} : { PermissionsBoundary: ceiling }),
      AssumeRolePolicyDocument: inTemplate(role.trust, used),
      ManagedPolicyArns: inTemplate(managed, used),
      ...(inline
        ? {
            Policies: [
              { PolicyName: INLINE_POLICY_NAME, PolicyDocument: inTemplate(inline, used) },
            ],
          }
        : {}),
    },
  };
}

/** Logical ids have no hyphens; names have no capitals, so no two names meet. */
function logicalId(name: string): string {
  return `Role${name.replaceAll("-", "Dash")}`;
}

/** Declaration of a template's parameter. */
export function parameter(name: string): object {
  const organization = TEMPLATE_PARAMETERS.get(name) === "organization:id";
  return {
    Type: "String",
    AllowedPattern: organization ? "^o-[a-z0-9]{10,32}$" : "^[0-9]{12}$",
  };
}
