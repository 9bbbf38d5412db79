import type { IdentityMode } from "../../model/access-schema";
import { accessIdOf, type Home } from "./home";
import { userSignInLink } from "./links";
import type { PageSignIn } from "./page";

/** How people of an organization sign in to the console, before a link switches them to a role. */
export function pageSignIn(home: Home, mode: IdentityMode, region: string | null): PageSignIn {
  const { organization, identity } = home.plan;
  const first = `Sign in to ${organization.name} first,`;
  switch (mode) {
    case "iam-users": {
      const id = accessIdOf(home);
      return {
        organization: organization.name,
        text: `${first} as your IAM user${id === null ? "" : ` of account ${id}`}, with MFA:`,
        link: id === null ? null : userSignInLink(id, organization.partition, region),
      };
    }
    case "identity-center": {
      const center = identity.identityCenter;
      const second = region !== null && region !== center?.region;
      return {
        organization: organization.name,
        text: `${first} at the access portal, with the permission set of the same function:`,
        link: (second ? center?.secondStartUrl : null) ?? center?.startUrl ?? null,
      };
    }
    case "saml":
    case "oidc":
      return {
        organization: organization.name,
        text: `${first} by your identity provider, with the hub role of the same function.`,
        link: null,
      };
  }
}
