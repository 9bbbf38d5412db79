import { BASELINE_NAME, FORWARD_EVENTS_NAME, RECORDER_NAME } from "../names";
import {
  ACCESS_ROLE,
  BASELINE_ROLE,
  deny,
  EXCEPT_ROOT_SESSIONS,
  exceptServices,
  FORWARDER,
  RECORDER_ROLE,
  ROOT_SESSION,
  ROOT_USER,
  STACK_SETS,
  type Guardrail,
} from "./guardrail";

export const denyAll: Guardrail = {
  name: "deny-all",
  kind: "scp",
  sentence: "Nobody does anything, but for the landing zone's own roles",
  why: "An account in quarantine is kept as it is until somebody has looked at it from the management account.",
  // What is in quarantine is still recorded and watched, and its defaults stay.
  statements: (context) => [
    deny("*", {
      ...exceptServices(context, BASELINE_NAME, FORWARD_EVENTS_NAME, RECORDER_NAME),
      ...EXCEPT_ROOT_SESSIONS,
    }),
  ],
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
    {
      what: "a role of the recorder's name below another path looks",
      by: "arn:{{partition}}:iam::{{account:self}}:role/service/recorder",
      action: "ec2:DescribeInstances",
    },
  ],
  allows: () => [
    {
      what: "a root session deletes the root user's password",
      by: ROOT_USER,
      action: "iam:DeleteLoginProfile",
      on: ROOT_USER,
      keys: ROOT_SESSION,
    },
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
      what: "EventBridge hands on that the root user signs in",
      by: FORWARDER,
      action: "events:PutEvents",
    },
    { what: "AWS Config looks", by: RECORDER_ROLE, action: "ec2:DescribeInstances" },
    {
      what: "the baseline encrypts volumes",
      by: BASELINE_ROLE,
      action: "ec2:EnableEbsEncryptionByDefault",
    },
    {
      what: "a stack set deletes the roles that it made",
      by: STACK_SETS,
      action: "iam:DeleteRole",
    },
  ],
};
