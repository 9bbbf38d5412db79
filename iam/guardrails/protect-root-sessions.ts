import { functionRoleArn, ROOT_ACCESS_NAME } from "../names";
import { ACCESS_ROLE, deny, ROOT_USER, STACK_SETS, type Guardrail } from "./guardrail";

/**
 * AWS lets the management account and the account to which it delegates IAM take sessions of members'
 * root users, and lets the latter switch central root access off. Nobody's administration is reason enough,
 * not even the landing zone's own roles': the pipeline enters the access account by one of them. Whoever
 * has that role could open root-access to itself first; that is a second step, which trails keep.
 * Features are switched in the management account, which no guardrail binds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export const protectRootSessions: Guardrail = {
  name: "protect-root-sessions",
  kind: "scp",
  sentence:
    "Nobody takes a session of a member's root user but the role root-access, which the break-glass users enter, and nobody in a member switches central root access",
  why: "A root session lets a root user's password be set anew, and root users pass every policy of an account.",
  statements: () => [
    deny("sts:AssumeRoot", {
      ArnNotLike: { "aws:PrincipalArn": functionRoleArn("*", ROOT_ACCESS_NAME) },
    }),
    deny(["iam:DisableOrganizations*", "iam:EnableOrganizations*"]),
  ],
  denies: () => [
    { what: "an administrator takes a root session", action: "sts:AssumeRoot", on: ROOT_USER },
    {
      what: "the landing zone's role takes a root session",
      by: ACCESS_ROLE,
      action: "sts:AssumeRoot",
      on: ROOT_USER,
    },
    {
      what: "a stack set takes a root session",
      by: STACK_SETS,
      action: "sts:AssumeRoot",
      on: ROOT_USER,
    },
    {
      what: "a role of the same name below another path takes a root session",
      by: "arn:{{partition}}:iam::{{account:self}}:role/service/root-access",
      action: "sts:AssumeRoot",
      on: ROOT_USER,
    },
    {
      what: "a hub role takes a root session",
      by: "arn:{{partition}}:iam::{{account:self}}:role/landing-zone/hub-operations",
      action: "sts:AssumeRoot",
      on: ROOT_USER,
    },
    {
      what: "an administrator of the access account gives root users their passwords back",
      action: "iam:DisableOrganizationsRootCredentialsManagement",
    },
    {
      what: "the landing zone's role there switches root sessions off",
      by: ACCESS_ROLE,
      action: "iam:DisableOrganizationsRootSessions",
    },
  ],
  allows: () => [
    {
      what: "root-access takes a root session",
      by: functionRoleArn("self", ROOT_ACCESS_NAME),
      action: "sts:AssumeRoot",
      on: ROOT_USER,
    },
    {
      what: "somebody enters a role",
      action: "sts:AssumeRole",
      on: "arn:{{partition}}:iam::{{account:self}}:role/service/web",
    },
    { what: "somebody asks who they are", action: "sts:GetCallerIdentity" },
    { what: "root-access sees what is centralized", action: "iam:ListOrganizationsFeatures" },
  ],
};
