import type { Either, ParsedPrincipals } from "./parsed";

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

const NOBODY: readonly string[] = [];

function nameTest(principals: ParsedPrincipals): (who: Principal) => Match {
  if (principals === "*" || principals.AWS?.includes("*") === true) return () => "direct";
  const { AWS = NOBODY, Service = NOBODY, Federated = NOBODY } = principals;
  return (who) => {
    switch (who.kind) {
      case "anonymous":
        return null;
      case "service":
        return Service.includes(who.arn) ? "direct" : null;
      case "federated":
        return Federated.includes(who.arn) ? "direct" : null;
      default:
        return byName(AWS, who);
    }
  };
}

function byName(names: readonly string[], { kind, arn, account, issuer }: Principal): Match {
  let match: Match = null;
  for (const name of names) {
    if (name === arn && kind !== "root") return "direct";
    if (name === issuer) match = "issuer";
    else if (match === null && account !== null && isAccount(name, account)) match = "account";
  }
  return match;
}

/** `arn:aws:iam::111111111111:root` stands for the whole account, too. */
function isAccount(name: string, account: string): boolean {
  return name === account || (name.startsWith("arn:") && name.endsWith(`:iam::${account}:root`));
}
