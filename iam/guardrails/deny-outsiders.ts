import { iamArn, partnerRoleName, RESERVED_PATH } from "../names";
import type { Guardrail, GuardrailStatement } from "./guardrail";
import {
  bucket,
  DATA,
  ENTRY,
  INSIDER,
  key,
  orAccounts,
  OUTSIDER,
  role,
} from "./resource-perimeter";

/** Roles of partners, below the path that only the landing zone writes. */
const PARTNER_ROLES = iamArn("*", `role${RESERVED_PATH}${partnerRoleName("*", "*")}`);
const partnerRole = iamArn("self", `role${RESERVED_PATH}${partnerRoleName("msp", "on-call")}`);

export const denyOutsiders: Guardrail = {
  name: "deny-outsiders",
  kind: "rcp",
  sentence:
    "Nobody outside the organization reaches data or enters a role, whatever the policy on it says; AWS's own services do",
  why: "One statement too much in a bucket's, a key's or a role's policy is how data leaves. This holds whoever writes those policies.",
  statements: ({ outsideAccounts, partnerAccounts }): GuardrailStatement[] => {
    const denied = (
      Action: string[],
      on: Pick<GuardrailStatement, "Resource" | "NotResource">,
      but: readonly string[],
    ): GuardrailStatement => ({
      Effect: "Deny",
      Action,
      ...on,
      Condition: {
        StringNotEqualsIfExists: {
          "aws:PrincipalOrgID": "{{organization:id}}",
          ...orAccounts("aws:PrincipalAccount", { outsideAccounts: but }),
        },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    });
    const anywhere = { Resource: "*" };
    if (partnerAccounts.length === 0)
      return [denied([...DATA, ...ENTRY], anywhere, outsideAccounts)];
    // Partners enter the roles that they were given, whatever other roles trust them.
    const partners = [...new Set([...outsideAccounts, ...partnerAccounts])];
    return [
      denied(DATA, anywhere, outsideAccounts),
      denied(ENTRY, { NotResource: PARTNER_ROLES }, outsideAccounts),
      denied(ENTRY, { Resource: PARTNER_ROLES }, partners),
    ];
  },
  denies: ({ partnerAccounts }) => [
    ...partnerAccounts.map((id) => ({
      what: `${id}, a partner's, enters another role that trusts it`,
      by: `arn:{{partition}}:iam::${id}:role/engineer`,
      action: "sts:AssumeRole",
      on: role,
    })),
    {
      what: "an outsider enters a partner's role",
      by: OUTSIDER,
      action: "sts:AssumeRole",
      on: partnerRole,
    },
    { what: "an outsider reads an object", by: OUTSIDER, action: "s3:GetObject", on: bucket },
    { what: "an outsider uses a key", by: OUTSIDER, action: "kms:Decrypt", on: key },
    { what: "an outsider enters a role", by: OUTSIDER, action: "sts:AssumeRole", on: role },
    {
      what: "an outsider reads a secret",
      by: OUTSIDER,
      action: "secretsmanager:GetSecretValue",
      on: "arn:{{partition}}:secretsmanager:eu-west-1:{{account:self}}:secret:a",
    },
  ],
  allows: ({ outsideAccounts, partnerAccounts }) => [
    ...partnerAccounts.map((id) => ({
      what: `${id}, a partner's, enters the partner's role`,
      by: `arn:{{partition}}:iam::${id}:role/engineer`,
      action: "sts:AssumeRole",
      on: partnerRole,
    })),
    {
      what: "the network account reads an object",
      by: INSIDER,
      action: "s3:GetObject",
      on: bucket,
    },
    { what: "the account itself uses its key", action: "kms:Decrypt", on: key },
    {
      what: "CloudTrail writes",
      by: "cloudtrail.amazonaws.com",
      action: "s3:PutObject",
      on: bucket,
      keys: {
        "aws:SourceOrgID": "{{organization:id}}",
        "aws:SourceAccount": "{{account:management}}",
      },
    },
    {
      what: "the management account enters",
      by: "arn:{{partition}}:iam::{{account:management}}:role/deploy",
      action: "sts:AssumeRole",
      on: role,
    },
    ...outsideAccounts.map((id) => ({
      what: `${id}, which the stack file names, writes`,
      by: `arn:{{partition}}:iam::${id}:role/logs`,
      action: "s3:PutObject",
      on: bucket,
    })),
  ],
};
