import { issuerOf } from "../iam/hub";
import type { PlannedOwnRole } from "./own-roles";
import type { Plan } from "./plan";
import { CORE_ACCOUNTS, type CoreAccount } from "./schema";

/** What one core account has of the landing zone's own identities. */
export interface CoreIdentity {
  readonly account: CoreAccount;
  readonly roles: readonly PlannedOwnRole[];
  /** Does the account believe the company's SAML provider? */
  readonly saml: boolean;
  /** OpenID Connect providers that it believes, each once. */
  readonly issuers: readonly PlannedIssuer[];
}

export interface PlannedIssuer {
  /** Its address without `https://`. */
  readonly issuer: string;
  /** Whom its tokens may be for, each once. */
  readonly audiences: readonly string[];
}

/** The core accounts that have such roles. No account believes a provider that no role of it names. */
export function coreIdentities(
  plan: Pick<Plan, "ownRoles" | "identity" | "deploy">,
): readonly CoreIdentity[] {
  return CORE_ACCOUNTS.map((account) => ({
    account,
    roles: plan.ownRoles.filter((role) => role.account === account),
    saml: account === "access" && plan.identity.saml !== null,
    issuers: issuersIn(plan, account),
  })).filter(({ roles }) => roles.length > 0);
}

function issuersIn(
  { identity, deploy }: Pick<Plan, "identity" | "deploy">,
  account: CoreAccount,
): readonly PlannedIssuer[] {
  if (account === "access" && identity.oidc) {
    const { url, audience } = identity.oidc;
    return [{ issuer: issuerOf(url), audiences: [audience] }];
  }
  if (account !== "management") return [];
  const audiences = new Map<string, Set<string>>();
  for (const { issuer, audience } of deploy?.pipelines ?? []) {
    audiences.set(issuer, (audiences.get(issuer) ?? new Set()).add(audience));
  }
  return [...audiences].map(([issuer, of]) => ({ issuer, audiences: [...of] }));
}
