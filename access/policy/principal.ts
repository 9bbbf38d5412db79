import type { Either, ParsedPrincipals } from "./grammar";

/** Who makes a request. */
export interface Principal {
  readonly kind:
    | "user"
    /** A session of a role. */
    | "session"
    /** A session that a user made by GetFederationToken. */
    | "federated-user"
    | "root"
    /** An AWS service in its own name; `arn` is e.g. `cloudtrail.amazonaws.com`. */
    | "service"
    /** Somebody with a token of a SAML or OIDC provider, before any role; `arn` is the provider. */
    | "federated"
    | "anonymous";
  readonly arn: string;
  /** Id of the principal's account, null where there is none. */
  readonly account: string | null;
  /** ARN of the session's role, or of the federated user's user. */
  readonly issuer?: string;
}

/**
 * How a policy names a principal, which decides what else is needed: itself, the role or user that
 * it is a session of, or the whole account, which leaves the decision to the account's own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Match = "direct" | "issuer" | "account" | null;

/** Reads a `Principal` or `NotPrincipal` element once, for many principals. */
export function principalTest({ not, of }: Either<ParsedPrincipals>): (who: Principal) => Match {
  const named = nameTest(of);
  if (!not) return named;
  return (who) => (isExcepted(named(who), who) ? null : "direct");
}

/**
 * Only who is named itself is an exception: to name the account, or the role of a session, is needed
 * besides, but excepts none of their other users and sessions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExcepted(match: Match, { kind }: Principal): boolean {
  return match === "direct" || (kind === "root" && match !== null);
}

function nameTest(principals: ParsedPrincipals): (who: Principal) => Match {
  if (principals === "*" || principals.AWS?.includes("*") === true) return () => "direct";
  const names = new Set(principals.AWS);
  const services = new Set(principals.Service);
  const providers = new Set(principals.Federated);
  return (who) => {
    switch (who.kind) {
      case "anonymous":
        return null;
      case "service":
        return services.has(who.arn) ? "direct" : null;
      case "federated":
        return providers.has(who.arn) ? "direct" : null;
      default:
        return byName(names, who);
    }
  };
}

function byName(names: ReadonlySet<string>, { kind, arn, account, issuer }: Principal): Match {
  if (names.size === 0) return null;
  if (kind !== "root" && names.has(arn)) return "direct";
  if (issuer !== undefined && names.has(issuer)) return "issuer";
  return account !== null && (names.has(account) || hasRootOf(names, account)) ? "account" : null;
}

/** `arn:aws:iam::111111111111:root` stands for the whole account. */
function hasRootOf(names: ReadonlySet<string>, account: string): boolean {
  const end = `:iam::${account}:root`;
  for (const name of names) if (name.endsWith(end) && name.startsWith("arn:")) return true;
  return false;
}
