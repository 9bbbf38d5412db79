import {
  ACCESS_ROLE,
  exceptOwnRoles,
  deny,
  ROOT_USER,
  STACK_SETS,
  type Guardrail,
} from "./guardrail";

export const denyAll: Guardrail = {
  name: "deny-all",
  kind: "scp",
  sentence: "Nobody does anything, but for the landing zone's own roles",
  why: "An account in quarantine is kept as it is until somebody has looked at it from the management account.",
  statements: (context) => [deny("*", exceptOwnRoles(context))],
  denies: () => [
    { what: "an administrator starts an instance", action: "ec2:RunInstances" },
    { what: "an administrator reads an object", action: "s3:GetObject" },
    { what: "an administrator makes a role", action: "iam:CreateRole" },
    { what: "the root user does anything", by: ROOT_USER, action: "s3:ListAllMyBuckets" },
    {
      what: "a function role reads",
      by: "arn:{{partition}}:iam::{{account:self}}:role/landing-zone/auditor",
      action: "ec2:DescribeInstances",
    },
  ],
  allows: () => [
    {
      what: "the management account's role looks",
      by: ACCESS_ROLE,
      action: "ec2:DescribeInstances",
    },
    {
      what: "the management account's role stops an instance",
      by: ACCESS_ROLE,
      action: "ec2:StopInstances",
    },
    {
      what: "a stack set deletes the roles that it made",
      by: STACK_SETS,
      action: "iam:DeleteRole",
    },
  ],
};
