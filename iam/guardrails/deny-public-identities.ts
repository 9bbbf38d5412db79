import type { Guardrail, GuardrailStatement } from "./guardrail";
import { role } from "./resource-perimeter";

/**
 * Providers that IAM knows without being told: a trust that names one lets in whoever has an account
 * there, if it does not say who. Each puts a key of its own into the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const PUBLIC = ["accounts.google.com:aud", "graph.facebook.com:app_id", "www.amazon.com:app_id"];
const COGNITO = "cognito-identity.amazonaws.com:aud";

const POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";

const entering = (
  key: string,
  conditions: GuardrailStatement["Condition"],
): GuardrailStatement => ({
  Effect: "Deny",
  Action: "sts:AssumeRoleWithWebIdentity",
  Resource: "*",
  Condition: { Null: { [key]: "false" }, ...conditions },
});

export const denyPublicIdentities: Guardrail = {
  name: "deny-public-identities",
  kind: "rcp",
  sentence:
    "Nobody enters a role by a token of Google, Facebook, Amazon or Cognito, but of the named identity pools",
  why: "Whoever may write a role's trust can let an account of their own at one of these in: a way back that needs no MFA and outlives them.",
  parameter: {
    what: "identity pools of Cognito by their ids",
    pattern: /^[a-z0-9-]+:[0-9a-f-]{36}$/,
    example: POOL,
    default: [],
  },
  statements: (_context, pools) => [
    ...PUBLIC.map((key) => entering(key, {})),
    entering(
      COGNITO,
      pools.length === 0 ? {} : { StringNotEquals: { [COGNITO]: [...pools].sort() } },
    ),
  ],
  denies: () => [
    ...PUBLIC.map((key) => ({
      what: `somebody comes by ${key.split(":")[0] ?? ""}`,
      by: "arn:{{partition}}:iam::000000000000:role/outsider",
      action: "sts:AssumeRoleWithWebIdentity",
      on: role,
      keys: { [key]: "mine" },
    })),
    {
      what: "somebody comes by an identity pool that nobody named",
      by: "arn:{{partition}}:iam::000000000000:role/outsider",
      action: "sts:AssumeRoleWithWebIdentity",
      on: role,
      keys: { [COGNITO]: "eu-west-1:ffffffff-ffff-ffff-ffff-ffffffffffff" },
    },
  ],
  allows: () => [
    {
      what: "a pipeline comes by a provider of the account's own",
      action: "sts:AssumeRoleWithWebIdentity",
      on: role,
      keys: { "token.actions.githubusercontent.com:ref": "refs/heads/main" },
    },
    { what: "somebody of the account enters", action: "sts:AssumeRole", on: role },
    {
      what: "somebody comes by a SAML provider of the account's own",
      action: "sts:AssumeRoleWithSAML",
      on: role,
      keys: { "saml:aud": "https://signin.aws.amazon.com/saml" },
    },
  ],
};
