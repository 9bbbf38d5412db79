import type { Conditions, OneOrMore, Statement } from "../document";
import {
  BASELINE_NAME,
  FORWARD_EVENTS_NAME,
  functionRoleArn,
  ORGANIZATION_ACCESS_ROLE,
  RECORDER_NAME,
  STACKSET_EXECUTION_ROLES,
} from "../names";

/**
 * Guardrails: what nobody in an account may do, whatever their own policies say. Service control
 * policies (`scp`) bind the principals of member accounts, resource control policies (`rcp`) the
 * resources. Neither binds the management account or service-linked roles.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_authorization_policies.html
 *
 * Every statement is a Deny: AWS's own `FullAWSAccess` stays attached wherever AWS has put it, so that
 * no order of changes leaves a target without a policy that allows.
 */
export type GuardrailKind = "scp" | "rcp";

export interface Guardrail {
  readonly name: string;
  readonly kind: GuardrailKind;
  /** What holds where it is attached, in a sentence. */
  readonly sentence: string;
  readonly why: string;
  /** What a stack file may say after its name, e.g. the services of `only-services`. */
  readonly parameter?: Parameter;
  readonly statements: (
    context: GuardrailContext,
    values: readonly string[],
  ) => readonly GuardrailStatement[];
  /** What it must refuse, whatever values it has. */
  readonly denies: (
    context: GuardrailContext,
    values: readonly string[],
  ) => readonly GuardrailCase[];
  /** What must go on working although it is there, with the values that it has by default. */
  readonly allows: (context: GuardrailContext) => readonly GuardrailCase[];
}

export interface Parameter {
  /** What the values are, for messages. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** Values where the stack file says none; null: it has to say some. */
  readonly default: readonly string[] | null;
}

/** A statement of a guardrail, as both kinds take it; the packer gives it its Sid. */
export interface GuardrailStatement extends Omit<Statement, "Sid" | "Principal"> {
  readonly Effect: "Deny";
}

/** What guardrails depend on. Lists of texts in documents, with the landing zone's placeholders. */
export interface GuardrailContext {
  /** Short name of the organization. */
  readonly organization: string;
  /** Governed regions, the home region first. */
  readonly regions: readonly string[];
  /** Names of the roles by which the management account enters accounts. */
  readonly accessRoles: readonly string[];
  /** Ids of accounts outside the organization that may use its resources. */
  readonly outsideAccounts: readonly string[];
  /** Ids of accounts outside the organization that may enter roles of partners. */
  readonly partnerAccounts: readonly string[];
  /** By whose tokens people sign in, where they do so by OpenID Connect. */
  readonly signIn: { readonly issuer: string; readonly audience: string } | null;
}

/** One request that a guardrail is tried with. Texts may have placeholders. */
export interface GuardrailCase {
  /** What it shows, for a person. */
  readonly what: string;
  /**
   * Who asks: an ARN, or a service such as `logs.amazonaws.com`. Left out: an administrator of the
   * account, in a role without boundary.
   */
  readonly by?: string;
  readonly action: string;
  /** ARN of the resource; `*` where left out. */
  readonly on?: string;
  /** Keys of the request beside those that AWS fills in. */
  readonly keys?: Readonly<Record<string, OneOrMore>>;
}

/** Role of an account that has everything and no boundary: the worst that a guardrail meets. */
export const ADMINISTRATOR = "arn:{{partition}}:iam::{{account:self}}:role/administrator";

export const ROOT_USER = "arn:{{partition}}:iam::{{account:self}}:root";
export const ACCESS_ROLE = `arn:{{partition}}:iam::{{account:self}}:role/${ORGANIZATION_ACCESS_ROLE}`;
export const STACK_SETS = `arn:{{partition}}:iam::{{account:self}}:role/${STACKSET_EXECUTION_ROLES.replace("*", "0123456789abcdef")}`;

/**
 * Roles by which the landing zone itself changes accounts. Nobody else may make, change or pass a
 * role of these names (`protect-landing-zone`).
 */
export function ownRoles({ accessRoles }: Pick<GuardrailContext, "accessRoles">): string[] {
  return [...new Set([ORGANIZATION_ACCESS_ROLE, ...accessRoles]), STACKSET_EXECUTION_ROLES].map(
    (name) => `arn:{{partition}}:iam::*:role/${name}`,
  );
}

/** Holds for all but the landing zone's own roles. */
export function exceptOwnRoles(context: Pick<GuardrailContext, "accessRoles">): Conditions {
  return { ArnNotLike: { "aws:PrincipalArn": ownRoles(context) } };
}

/**
 * The same, and for roles by which AWS's services work in every account: `baseline` sets the account's
 * defaults, `forward-events` hands events on, and `recorder` looks. What each may do is in its own policies,
 * which nobody in the account changes. No principal that guardrails bind passes them; whether a service-linked
 * role does is said at the baseline's role.
 */
export function exceptServices(
  context: Pick<GuardrailContext, "accessRoles">,
  ...names: readonly (typeof BASELINE_NAME | typeof FORWARD_EVENTS_NAME | typeof RECORDER_NAME)[]
): Conditions {
  const roles = names.map((name) => functionRoleArn("*", name));
  return { ArnNotLike: { "aws:PrincipalArn": [...ownRoles(context), ...roles] } };
}

/** EventBridge hands events on, whatever becomes of the account, and in whichever region AWS takes it to be. */
export function exceptOwnRolesAndEvents(
  context: Pick<GuardrailContext, "accessRoles">,
): Conditions {
  return exceptServices(context, FORWARD_EVENTS_NAME);
}

export const FORWARDER = functionRoleArn("self", FORWARD_EVENTS_NAME);
export const BASELINE_ROLE = functionRoleArn("self", BASELINE_NAME);
export const RECORDER_ROLE = functionRoleArn("self", RECORDER_NAME);

/**
 * Holds for all but sessions by `sts:AssumeRoot`: AWS limits each of them to one task, and only the landing
 * zone's own role takes them (`protect-root-sessions`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
 */
export const EXCEPT_ROOT_SESSIONS: Conditions = { BoolIfExists: { "aws:AssumedRoot": "false" } };

/** Keys of a request by such a session. */
export const ROOT_SESSION = { "aws:AssumedRoot": "true" };

/** A Deny of actions on all resources. */
export function deny(Action: OneOrMore, Condition?: Conditions): GuardrailStatement {
  return { Effect: "Deny", Action, Resource: "*", ...(Condition ? { Condition } : {}) };
}
