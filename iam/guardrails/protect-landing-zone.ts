import { QUERIES, QUERY_READS } from "../audit/queries/kept";
import { DATABASE, WORKGROUP } from "../audit/queries/table";
import { BASELINE_TAG } from "../baseline/template";
import { STACK_AND_TRAIL_READS } from "../boundary";
import { MONITOR, MONITOR_READS } from "../monitoring/kept";
import {
  BASELINE_DOCUMENT,
  BOUNDARY_NAME,
  FORWARD_EVENTS_NAME,
  HUB_BUS_NAME,
  RESERVED_PATH,
  SERVICE_PATH,
  STACKSET_STACKS,
  TRAIL_NAME,
} from "../names";
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

/** Reading, and entering: trusts say who enters, and the hub's bus who sends. */
const READS = [
  "cloudformation:BatchDescribe*",
  ...STACK_AND_TRAIL_READS,
  ...MONITOR_READS,
  ...QUERY_READS,
  "events:PutEvents",
  "iam:Generate*",
  "iam:Get*",
  "iam:List*",
  "iam:Simulate*",
  "ssm:Describe*",
  "ssm:Get*",
  "ssm:List*",
  // The baseline's document takes no parameters: who starts it has the same set once more. An automation
  // is no document for commands or sessions, and what these name is seldom said in a question.
  "ssm:SendCommand",
  "ssm:StartAutomationExecution",
  "ssm:StartSession",
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
    ...MONITOR,
    ...QUERIES,
    arn("ssm", "document/landing-zone-*"),
  ];
}

/**
 * The association that has the document run has an id of AWS's choice, and this tag; who could take the
 * tag off, or put it on something else, could do what it keeps from.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
const ASSOCIATION_CHANGES = [
  "ssm:AddTagsToResource",
  "ssm:DeleteAssociation",
  "ssm:RemoveTagsFromResource",
  "ssm:UpdateAssociation",
];
const OF_BASELINE = { [`aws:ResourceTag/${BASELINE_TAG.Key}`]: BASELINE_TAG.Value };

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

/**
 * What has AWS run documents by service-linked roles, which no guardrail binds: a document of one's own
 * with the baseline's role in a parameter would need no `iam:PassRole` of whoever wrote it. Associations
 * and maintenance windows remain, of which no key says what their parameters are.
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/using-service-linked-roles.html
 */
const REMEDIATION = [
  "config:PutConformancePack",
  "config:PutOrganizationConformancePack",
  "config:PutRemediationConfigurations",
];

function statements(context: GuardrailContext): GuardrailStatement[] {
  const Condition = exceptOwnRoles(context);
  return [
    { Effect: "Deny", NotAction: READS, Resource: own(context), Condition },
    { Effect: "Deny", Action: [...RECORDING, ...REMEDIATION], Resource: "*", Condition },
    {
      Effect: "Deny",
      Action: ASSOCIATION_CHANGES,
      Resource: "*",
      Condition: { ...Condition, StringEquals: OF_BASELINE },
    },
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
const DOCUMENT = `arn:{{partition}}:ssm:eu-west-1:{{account:self}}:document/${BASELINE_DOCUMENT}`;
const ASSOCIATION =
  "arn:{{partition}}:ssm:eu-west-1:{{account:self}}:association/01234567-89ab-4cde-8f01-23456789abcd";
const RULE = "arn:{{partition}}:events:us-east-1:{{account:self}}:rule/landing-zone-root";
const QUEUE = "arn:{{partition}}:sqs:us-east-1:{{account:self}}:landing-zone-forward-events";
const BUS = `arn:{{partition}}:events:eu-west-1:{{account:audit}}:event-bus/${HUB_BUS_NAME}`;
const HUB_RULE = `arn:{{partition}}:events:eu-west-1:{{account:self}}:rule/${HUB_BUS_NAME}/root-activity`;
const TOPIC = "arn:{{partition}}:sns:eu-west-1:{{account:self}}:landing-zone-security";
const TABLE = `arn:{{partition}}:glue:eu-west-1:{{account:self}}:table/${DATABASE}/cloudtrail`;
const TABLES = `arn:{{partition}}:glue:eu-west-1:{{account:self}}:database/${DATABASE}`;
const QUESTIONS = `arn:{{partition}}:athena:eu-west-1:{{account:self}}:workgroup/${WORKGROUP}`;
const ALARM = "arn:{{partition}}:cloudwatch:eu-west-1:{{account:self}}:alarm:landing-zone-hub";

export const protectLandingZone: Guardrail = {
  name: "protect-landing-zone",
  kind: "scp",
  sentence:
    "Only the landing zone changes its roles, boundaries, stacks, trail and recorders, what sets an account's defaults, what the auditor asks the logs with, and what tells people of root users; roles below /service/ have the boundary",
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
      what: "an administrator hands the forwarding role to a rule of their own",
      action: "iam:PassRole",
      on: role(`landing-zone/${FORWARD_EVENTS_NAME}`),
      keys: { "iam:PassedToService": "events.amazonaws.com" },
    },
    { what: "an administrator empties a queue", action: "sqs:PurgeQueue", on: QUEUE },
    {
      what: "an administrator receives what was not delivered",
      action: "sqs:ReceiveMessage",
      on: QUEUE,
    },
    { what: "the root user deletes a queue", by: ROOT_USER, action: "sqs:DeleteQueue", on: QUEUE },
    {
      what: "an administrator deletes the hub's bus",
      action: "events:DeleteEventBus",
      on: BUS.replace("audit", "self"),
    },
    {
      what: "an administrator empties a rule of the hub",
      action: "events:RemoveTargets",
      on: HUB_RULE,
    },
    {
      what: "an administrator silences a rule of the hub",
      action: "events:DisableRule",
      on: HUB_RULE,
    },
    {
      what: "an administrator subscribes to what people are told",
      action: "sns:Subscribe",
      on: TOPIC,
    },
    { what: "an administrator tells people something", action: "sns:Publish", on: TOPIC },
    {
      what: "an administrator ends somebody's mails",
      action: "sns:Unsubscribe",
      on: TOPIC,
    },
    {
      what: "an administrator filters somebody's mails",
      action: "sns:SetSubscriptionAttributes",
      on: TOPIC,
    },
    {
      what: "an administrator silences an alarm",
      action: "cloudwatch:DisableAlarmActions",
      on: ALARM,
    },
    { what: "an administrator deletes an alarm", action: "cloudwatch:DeleteAlarms", on: ALARM },
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
    ...REMEDIATION.map((action) => ({
      what: `an administrator has AWS Config run an own automation by the baseline's role, by ${action}`,
      action,
    })),
    {
      what: "an administrator points the auditor's table at an empty folder",
      action: "glue:UpdateTable",
      on: TABLE,
    },
    { what: "an administrator deletes the auditor's table", action: "glue:DeleteTable", on: TABLE },
    {
      what: "an administrator deletes versions of the auditor's table",
      action: "glue:BatchDeleteTableVersion",
      on: TABLE,
    },
    {
      what: "an administrator deletes the auditor's tables at once",
      action: "glue:DeleteDatabase",
      on: TABLES,
    },
    {
      what: "an administrator puts a view in front of the auditor's tables",
      action: "glue:CreateTable",
      on: TABLES,
    },
    {
      what: "the root user changes the auditor's database",
      by: ROOT_USER,
      action: "glue:UpdateDatabase",
      on: TABLES,
    },
    ...[
      "athena:UpdateWorkGroup",
      "athena:DeleteWorkGroup",
      "athena:CreateNamedQuery",
      "athena:UpdateNamedQuery",
      "athena:DeleteNamedQuery",
    ].map((action) => ({
      what: `an administrator changes what the auditor asks, by ${action}`,
      action,
      on: QUESTIONS,
    })),
    ...["baseline", "recorder"].map((name) => ({
      what: `an administrator passes the ${name} role to an own automation`,
      action: "iam:PassRole",
      on: role(`landing-zone/${name}`),
      keys: { "iam:PassedToService": "ssm.amazonaws.com" },
    })),
    {
      what: "an administrator adds to what the baseline's role may do",
      action: "iam:PutRolePolicy",
      on: role("landing-zone/baseline"),
    },
    {
      what: "the baseline's role adds to what it may do",
      by: role("landing-zone/baseline"),
      action: "iam:PutRolePolicy",
      on: role("landing-zone/baseline"),
    },
    ...[
      "ssm:UpdateDocument",
      "ssm:UpdateDocumentDefaultVersion",
      "ssm:DeleteDocument",
      "ssm:CreateDocument",
      "ssm:ModifyDocumentPermission",
      "ssm:CreateAssociation",
      "ssm:DeleteAssociation",
    ].map((action) => ({
      what: `an administrator changes what the baseline sets, by ${action}`,
      action,
      on: DOCUMENT,
    })),
    ...ASSOCIATION_CHANGES.map((action) => ({
      what: `an administrator keeps the baseline from running, by ${action}`,
      action,
      on: ASSOCIATION,
      keys: OF_BASELINE,
    })),
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
      what: "EventBridge hands an event on to the hub",
      by: role(`landing-zone/${FORWARD_EVENTS_NAME}`),
      action: "events:PutEvents",
      on: BUS,
    },
    {
      what: "the stack sets make a queue",
      by: STACK_SETS,
      action: "sqs:CreateQueue",
      on: QUEUE,
    },
    {
      what: "the stack sets hand the forwarding role to its rule",
      by: STACK_SETS,
      action: "iam:PassRole",
      on: role(`landing-zone/${FORWARD_EVENTS_NAME}`),
      keys: { "iam:PassedToService": "events.amazonaws.com" },
    },
    {
      what: "the management account's role subscribes somebody",
      by: ACCESS_ROLE,
      action: "sns:Subscribe",
      on: TOPIC,
    },
    {
      what: "an auditor counts what was not delivered",
      action: "sqs:GetQueueAttributes",
      on: QUEUE,
    },
    {
      what: "an administrator empties an own queue",
      action: "sqs:PurgeQueue",
      on: "arn:{{partition}}:sqs:eu-west-1:{{account:self}}:orders",
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
      what: "somebody has the account's defaults set once more",
      action: "ssm:StartAutomationExecution",
      on: DOCUMENT,
    },
    {
      what: "an auditor reads what the baseline sets",
      action: "ssm:GetDocument",
      on: DOCUMENT,
    },
    {
      what: "an administrator changes an own association",
      action: "ssm:UpdateAssociation",
      on: ASSOCIATION,
    },
    {
      what: "the stack sets change what the baseline sets",
      by: STACK_SETS,
      action: "ssm:UpdateDocument",
      on: DOCUMENT,
    },
    {
      what: "the stack sets delete the association",
      by: STACK_SETS,
      action: "ssm:DeleteAssociation",
      on: ASSOCIATION,
      keys: OF_BASELINE,
    },
    { what: "the auditor looks at a table", action: "glue:GetTable", on: TABLE },
    { what: "the auditor looks at the database", action: "glue:GetDatabase", on: TABLES },
    ...[
      "athena:StartQueryExecution",
      "athena:StopQueryExecution",
      "athena:GetQueryResults",
      "athena:GetWorkGroup",
      "athena:BatchGetNamedQuery",
      "athena:ListNamedQueries",
    ].map((action) => ({ what: `the auditor asks the logs, by ${action}`, action, on: QUESTIONS })),
    {
      what: "the landing zone changes a table",
      by: ACCESS_ROLE,
      action: "glue:UpdateTable",
      on: TABLE,
    },
    {
      what: "the landing zone changes a ready query",
      by: ACCESS_ROLE,
      action: "athena:UpdateNamedQuery",
      on: QUESTIONS,
    },
    {
      what: "an administrator makes an own table",
      action: "glue:CreateTable",
      on: "arn:{{partition}}:glue:eu-west-1:{{account:self}}:table/shop/orders",
    },
    {
      what: "an administrator makes something in the catalog",
      action: "glue:CreateTable",
      on: "arn:{{partition}}:glue:eu-west-1:{{account:self}}:catalog",
    },
    {
      what: "an administrator changes an own workgroup",
      action: "athena:UpdateWorkGroup",
      on: "arn:{{partition}}:athena:eu-west-1:{{account:self}}:workgroup/primary",
    },
    {
      what: "the landing zone has AWS Config mend something",
      by: ACCESS_ROLE,
      action: "config:PutRemediationConfigurations",
    },
    {
      what: "an administrator makes an own rule of AWS Config",
      action: "config:PutConfigRule",
      on: "arn:{{partition}}:config:eu-west-1:{{account:self}}:config-rule/config-rule-abcdef",
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
