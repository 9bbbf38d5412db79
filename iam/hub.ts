import { document, type PolicyDocument, type Statement } from "./document";
import { iamArn, SAML_PROVIDER_NAME } from "./names";
import { MFA_TAG, PERSON_TAG } from "./trust";

/**
 * Hub roles: where people arrive in the access account whose sign-in is elsewhere. They may go on to
 * the roles of their function, and nothing else.
 */

/** An identity provider that vouches for people. */
export type Provider =
  | {
      readonly kind: "saml";
      /** Endpoints at which its assertions may be handed in. */
      readonly audiences: readonly string[];
    }
  | {
      readonly kind: "oidc";
      /** Issuer without `https://`. */
      readonly issuer: string;
      readonly audience: string;
      readonly subjects: readonly string[];
    };

export const samlProviderArn = iamArn("access", `saml-provider/${SAML_PROVIDER_NAME}`);

/**
 * What AWS calls an issuer in ARNs of providers and in condition keys: its address without `https://`.
 * A slash at its end is part of it, as in `oidc-provider/acme.eu.auth0.com/`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function issuerOf(url: string): string {
  return url.replace(/^https:\/\//, "");
}

/** ARN of an OpenID Connect provider in an account. */
export function oidcProviderArn(of: "access" | "management", issuer: string): string {
  return iamArn(of, `oidc-provider/${issuer}`);
}

/**
 * Trust policy of a function's hub role. Whoever the provider vouches for enters if it says, by session
 * tags, that the person signed in with MFA and has the function, and under the person's own name.
 *
 * No tag is transitive: the role that is entered next reads the tags of the session that comes, and a
 * transitive one would ask it to allow `sts:TagSession`, by which others could be made up. Tags that
 * mean nothing here are refused, since a resource's policy somewhere may mean something by them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function trustOfHub(
  fn: string,
  functions: readonly string[],
  providers: readonly Provider[],
): PolicyDocument {
  const tags = {
    StringEquals: { [`aws:RequestTag/${MFA_TAG}`]: "true" },
    "ForAllValues:StringEquals": { "aws:TagKeys": [MFA_TAG, PERSON_TAG, ...functions] },
    Null: { "sts:TransitiveTagKeys": "true" },
  };
  return document(
    ...providers.map((provider): Statement => {
      const { Sid, Federated, Action, equals, like } = ENTRIES[provider.kind](provider as never);
      return {
        Sid,
        Effect: "Allow",
        Principal: { Federated },
        Action,
        Condition: {
          StringEquals: {
            ...equals,
            ...tags.StringEquals,
            "sts:RoleSessionName": `\${aws:RequestTag/${PERSON_TAG}}`,
          },
          StringLike: { ...like, [`aws:RequestTag/${fn}`]: "?*" },
        },
      };
    }),
    {
      Sid: "WithTheseTags",
      Effect: "Allow",
      Principal: { Federated: providers.map(providerArn) },
      Action: "sts:TagSession",
      Condition: tags,
    },
  );
}

const providerArn = (provider: Provider): string =>
  provider.kind === "saml" ? samlProviderArn : oidcProviderArn("access", provider.issuer);

interface Entry {
  readonly Sid: string;
  readonly Federated: string;
  readonly Action: string;
  readonly equals: Readonly<Record<string, string | readonly string[]>>;
  readonly like: Readonly<Record<string, readonly string[]>>;
}

const ENTRIES: {
  readonly [Kind in Provider["kind"]]: (provider: Provider & { kind: Kind }) => Entry;
} = {
  saml: (provider) => ({
    Sid: "PeopleOfThisFunctionBySaml",
    Federated: providerArn(provider),
    Action: "sts:AssumeRoleWithSAML",
    equals: { "SAML:aud": provider.audiences },
    like: {},
  }),
  oidc: (provider) => ({
    Sid: "PeopleOfThisFunctionByOidc",
    Federated: providerArn(provider),
    Action: "sts:AssumeRoleWithWebIdentity",
    equals: { [`${provider.issuer}:aud`]: provider.audience },
    like: { [`${provider.issuer}:sub`]: provider.subjects },
  }),
};
