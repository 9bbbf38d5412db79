import type { Guardrail, GuardrailStatement } from "./guardrail";
import { role } from "./resource-perimeter";

/**
 * Providers that IAM knows without being told: a trust that names one lets in whoever has an account
 * there, if it does not say who. Each puts a key of its own into the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const PUBLIC = ["accounts.google.com:aud", "graph.facebook.com:app_id", "www.amazon.com:app_id"];
const COGNITO = "cognito-identity.amazonaws.com:aud";

/** Keys that sign-ins by no other provider carry. */
export const PUBLIC_IDENTITY_KEYS: readonly string[] = [...PUBLIC, COGNITO];

const POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";

/** A Deny of entering with such a key, but for these values of it. */
const entering = (key: string, but: readonly string[]): GuardrailStatement => ({
  Effect: "Deny",
  Action: "sts:AssumeRoleWithWebIdentity",
  Resource: "*",
  Condition: {
    Null: { [key]: "false" },
    ...(but.length === 0 ? {} : { StringNotEquals: { [key]: [...but].sort() } }),
  },
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
  statements: ({ signIn }, pools) => [
    // People may sign in by Google: then by tokens for the organization's own client alone.
    ...PUBLIC.map((key) =>
      entering(key, signIn && key === `${signIn.issuer}:aud` ? [signIn.audience] : []),
    ),
    entering(COGNITO, pools),
  ],
  denies: () => [
    ...PUBLIC.map((key) => ({
      what: `somebody comes by ${key.split(":")[0] ?? ""}`,
      by: "arn:{{partition}}:iam::000000000000:role/outsider",
      action: "sts:AssumeRoleWithWebIdentity",
      on: role,
      keys: { [key]: "somebody-elses-client" },
    })),
    {
      what: "somebody comes by an identity pool that nobody named",
      by: "arn:{{partition}}:iam::000000000000:role/outsider",
      action: "sts:AssumeRoleWithWebIdentity",
      on: role,
      keys: { [COGNITO]: "eu-west-1:ffffffff-ffff-ffff-ffff-ffffffffffff" },
    },
  ],
  allows: ({ signIn }) => [
    ...(signIn && PUBLIC.includes(`${signIn.issuer}:aud`)
      ? [
          {
            what: "people come by the organization's own client",
            action: "sts:AssumeRoleWithWebIdentity",
            on: role,
            keys: { [`${signIn.issuer}:aud`]: signIn.audience },
          },
        ]
      : []),
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
