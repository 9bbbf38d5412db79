import type { GuardrailContext } from "./guardrail";

/**
 * Services whose resources policies of the organization bind, and that hold data or lead to it.
 * Sign-in with web identities and SAML is left out: such principals are of no organization, and the
 * provider, which a role names, is the account's own.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export const DATA = [
  "aoss:*",
  "dynamodb:*",
  "ecr:*",
  "kms:*",
  "logs:*",
  "s3:*",
  "secretsmanager:*",
  "sqs:*",
];
/**
 * Entering a role. Session tags and source identities come with it, and are of no use without: they
 * are left out because sign-in with SAML and web identities passes tags, too.
 */
export const ENTRY = ["sts:AssumeRole", "sts:SetContext"];

export const OUTSIDER = "arn:{{partition}}:iam::000000000000:role/outsider";
export const INSIDER = "arn:{{partition}}:iam::{{account:network}}:role/landing-zone/network";
export const bucket = "arn:{{partition}}:s3:::bucket/a";
export const key = "arn:{{partition}}:kms:eu-west-1:{{account:self}}:key/0123";
export const role = "arn:{{partition}}:iam::{{account:self}}:role/service/web";

export const orAccounts = (
  accountKey: string,
  { outsideAccounts }: Pick<GuardrailContext, "outsideAccounts">,
) => (outsideAccounts.length === 0 ? {} : { [accountKey]: [...outsideAccounts].sort() });
