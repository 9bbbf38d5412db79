import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SAML_PROVIDER_NAME } from "../iam/names";
import type { CoreIdentity } from "../model/core-identity";

export interface IdentityProvidersArgs extends Pick<CoreIdentity, "saml" | "issuers"> {
  /** Text of the SAML provider's metadata; null: the stack has none. */
  readonly samlMetadata: pulumi.Input<string> | null;
}

/**
 * Whom one account believes when they say who somebody is: the company's identity provider in the
 * access account, pipelines in the management account. Roles that name one wait for this.
 *
 * AWS checks an issuer's certificate against its own list of authorities, so no thumbprint is kept.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
 */
export class IdentityProviders extends pulumi.ComponentResource {
  constructor(name: string, args: IdentityProvidersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("landingzone:identity:IdentityProviders", name, {}, opts);
    const parent = { parent: this };
    if (args.saml) {
      if (args.samlMetadata === null) throw new Error("the SAML provider has no metadata");
      new aws.iam.SamlProvider(
        `${name}-saml`,
        { name: SAML_PROVIDER_NAME, samlMetadataDocument: args.samlMetadata },
        parent,
      );
    }
    for (const { issuer, audiences } of args.issuers) {
      new aws.iam.OpenIdConnectProvider(
        `${name}-oidc:${issuer}`,
        { url: `https://${issuer}`, clientIdLists: [...audiences] },
        parent,
      );
    }
    this.registerOutputs({});
  }
}
