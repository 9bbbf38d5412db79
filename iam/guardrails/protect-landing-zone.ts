import { STACK_AND_TRAIL_READS } from "../boundary";
import { RESERVED_PATH, SERVICE_PATH, BOUNDARY_NAME, STACKSET_STACKS, TRAIL_NAME } from "../names";
import {
  ACCESS_ROLE,
  exceptOwnRoles,
  ownRoles,
  ROOT_USER,
  STACK_SETS,
  type Guardrail,
  type GuardrailContext,
  type GuardrailStatement,
} from "./guardrail";

/** Reading, and entering: trusts say who enters. */
const READS = [
  "cloudformation:BatchDescribe*",
  ...STACK_AND_TRAIL_READS,
  "events:Describe*",
  "events:List*",
  "iam:Generate*",
  "iam:Get*",
  "iam:List*",
  "iam:Simulate*",
  "sts:*",
];

/** Where the landing zone's own things are, in every account. */
function own(context: GuardrailContext): string[] {
  const arn = (service: string, resource: string): string =>
    `arn:{{partition}}:${service}:*:*:${resource}`;
  return [
    ...["group", "policy", "role"].map(
      (kind) => `arn:{{partition}}:iam::*:${kind}${RESERVED_PATH}*`,
    ),
    ...ownRoles(context),
    arn("cloudformation", `stack/${STACKSET_STACKS}`),
    arn("cloudtrail", `trail/${TRAIL_NAME}`),
    arn("events", "rule/landing-zone-*"),
    arn("events", "event-bus/landing-zone*"),
  ];
}

const ANY_BOUNDARY = `arn:{{partition}}:iam::*:policy${RESERVED_PATH}${BOUNDARY_NAME}`;

const SERVICE_ROLES = `arn:{{partition}}:iam::*:role${SERVICE_PATH}*`;

/** AWS Config's recorder and channel have names that AWS and other tools choose. */
const RECORDING = [
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:DeleteServiceLinkedConfigurationRecorder",
  "config:DisassociateResourceTypes",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:StopConfigurationRecorder",
];

function statements(context: GuardrailContext): GuardrailStatement[] {
  const Condition = exceptOwnRoles(context);
  return [
    { Effect: "Deny", NotAction: READS, Resource: own(context), Condition },
    { Effect: "Deny", Action: RECORDING, Resource: "*", Condition },
    {
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: SERVICE_ROLES,
      Condition: {
        ArnNotLike: { ...Condition.ArnNotLike, "iam:PermissionsBoundary": ANY_BOUNDARY },
      },
    },
    // The key says which boundary the role has: that it is the right one is no reason to take it off.
    {
      Effect: "Deny",
      Action: "iam:DeleteRolePermissionsBoundary",
      Resource: SERVICE_ROLES,
      Condition,
    },
  ];
}

const role = (name: string): string => `arn:{{partition}}:iam::{{account:self}}:role/${name}`;
const BOUNDARY = `arn:{{partition}}:iam::{{account:self}}:policy${RESERVED_PATH}${BOUNDARY_NAME}`;
const STACK =
  "arn:{{partition}}:cloudformation:eu-west-1:{{account:self}}:stack/StackSet-roles-0123/4567";
const TRAIL = `arn:{{partition}}:cloudtrail:eu-west-1:{{account:self}}:trail/${TRAIL_NAME}`;
const RULE = "arn:{{partition}}:events:us-east-1:{{account:self}}:rule/landing-zone-root";

export const protectLandingZone: Guardrail = {
  name: "protect-landing-zone",
  kind: "scp",
  sentence:
    "Only the landing zone changes its roles, boundaries, stacks, trail, recorders and event rules; roles below /service/ have the boundary",
  why: "Who changes a function role's trust, or the stack that made it, has the role. Who may take a reserved role's name is bound by no guardrail.",
  statements,
  denies: () => [
    {
      what: "an administrator rewrites a function role's trust",
      action: "iam:UpdateAssumeRolePolicy",
      on: role("landing-zone/operations"),
    },
    {
      what: "an administrator makes a role that no guardrail binds",
      action: "iam:CreateRole",
      on: role("stacksets-exec-mine"),
    },
    {
      what: "an administrator makes the management account's role anew",
      action: "iam:CreateRole",
      on: role("OrganizationAccountAccessRole"),
    },
    {
      what: "an administrator passes the management account's role",
      action: "iam:PassRole",
      on: role("OrganizationAccountAccessRole"),
      keys: { "iam:PassedToService": "lambda.amazonaws.com" },
    },
    {
      what: "an administrator changes the boundary",
      action: "iam:CreatePolicyVersion",
      on: BOUNDARY,
    },
    {
      what: "an administrator updates the stack of roles",
      action: "cloudformation:UpdateStack",
      on: STACK,
    },
    {
      what: "an administrator deletes the stack of roles",
      action: "cloudformation:DeleteStack",
      on: STACK,
    },
    { what: "an administrator stops the trail", action: "cloudtrail:StopLogging", on: TRAIL },
    { what: "an administrator stops the recorder", action: "config:StopConfigurationRecorder" },
    { what: "an administrator silences an event rule", action: "events:DisableRule", on: RULE },
    { what: "an administrator empties an event rule", action: "events:RemoveTargets", on: RULE },
    {
      what: "the root user deletes a function role",
      by: ROOT_USER,
      action: "iam:DeleteRole",
      on: role("landing-zone/auditor"),
    },
    {
      what: "an administrator makes a service role without the boundary",
      action: "iam:CreateRole",
      on: role("service/web"),
      keys: {},
    },
    {
      what: "an administrator takes the boundary from a service role",
      action: "iam:DeleteRolePermissionsBoundary",
      on: role("service/web"),
      keys: { "iam:PermissionsBoundary": BOUNDARY },
    },
    {
      what: "an administrator gives a service role another boundary",
      action: "iam:PutRolePermissionsBoundary",
      on: role("service/web"),
      keys: {
        "iam:PermissionsBoundary": "arn:{{partition}}:iam::aws:policy/AdministratorAccess",
      },
    },
    {
      what: "an administrator makes a role below a path that looks like a stack set's role",
      action: "iam:CreateRole",
      on: role("stacksets-exec-mine/any"),
    },
    {
      what: "a role whose name begins like the management account's changes a function role",
      by: role("OrganizationAccountAccessRole-mine"),
      action: "iam:PutRolePolicy",
      on: role("landing-zone/operations"),
    },
    {
      what: "a role of a reserved name below a path changes a function role",
      by: role("own/OrganizationAccountAccessRole"),
      action: "iam:PutRolePolicy",
      on: role("landing-zone/operations"),
    },
    {
      what: "a user of a reserved name changes a function role",
      by: "arn:{{partition}}:iam::{{account:self}}:user/stacksets-exec-mine",
      action: "iam:PutRolePolicy",
      on: role("landing-zone/operations"),
    },
    {
      what: "an administrator has the recorder forget resources",
      action: "config:DisassociateResourceTypes",
    },
    {
      what: "an administrator moves resources out of the stack of roles",
      action: "cloudformation:ExecuteStackRefactor",
      on: STACK,
    },
  ],
  allows: () => [
    {
      what: "the stack sets make a function role",
      by: STACK_SETS,
      action: "iam:CreateRole",
      on: role("landing-zone/operations"),
    },
    {
      what: "the stack sets change a function role",
      by: STACK_SETS,
      action: "iam:PutRolePolicy",
      on: role("landing-zone/operations"),
    },
    {
      what: "the stack sets delete a function role",
      by: STACK_SETS,
      action: "iam:DeleteRole",
      on: role("landing-zone/operations"),
    },
    {
      what: "the management account's role changes the boundary",
      by: ACCESS_ROLE,
      action: "iam:CreatePolicyVersion",
      on: BOUNDARY,
    },
    {
      what: "an auditor reads a trust",
      action: "iam:GetRole",
      on: role("landing-zone/operations"),
    },
    { what: "people enter", action: "sts:AssumeRole", on: role("landing-zone/operations") },
    {
      what: "an administrator makes a service role inside the boundary",
      action: "iam:CreateRole",
      on: role("service/web"),
      keys: { "iam:PermissionsBoundary": BOUNDARY },
    },
    {
      what: "an administrator changes an own stack",
      action: "cloudformation:UpdateStack",
      on: "arn:{{partition}}:cloudformation:eu-west-1:{{account:self}}:stack/web/1",
    },
    {
      what: "an administrator changes an own event rule",
      action: "events:PutRule",
      on: "arn:{{partition}}:events:eu-west-1:{{account:self}}:rule/nightly",
    },
  ],
};
