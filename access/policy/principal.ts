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

/** How a `Principal` or `NotPrincipal` element matches. */
export function matchPrincipal({ not, of }: Either<ParsedPrincipals>, who: Principal): Match {
  const match = named(of, who);
  if (!not) return match;
  return match === null ? "direct" : null;
}

function named(principals: ParsedPrincipals, who: Principal): Match {
  if (principals === "*") return "direct";
  switch (who.kind) {
    case "anonymous":
      return principals.AWS?.includes("*") === true ? "direct" : null;
    case "service":
      return principals.Service?.includes(who.arn) === true ||
        principals.AWS?.includes("*") === true
        ? "direct"
        : null;
    case "federated":
      return principals.Federated?.includes(who.arn) === true ? "direct" : null;
    default:
      return best((principals.AWS ?? []).map((name) => byName(name, who)));
  }
}

const ORDER: readonly Match[] = ["direct", "issuer", "account"];

function best(matches: readonly Match[]): Match {
  return ORDER.find((match) => matches.includes(match)) ?? null;
}

function byName(name: string, { kind, arn, account, issuer }: Principal): Match {
  if (name === "*" || name === arn) return name === arn && kind === "root" ? "account" : "direct";
  if (issuer !== undefined && name === issuer) return "issuer";
  return account !== null && (name === account || isRootOf(name, account)) ? "account" : null;
}

/** `arn:aws:iam::111111111111:root` stands for the whole account. */
function isRootOf(name: string, account: string): boolean {
  return name.endsWith(`:iam::${account}:root`) && name.startsWith("arn:");
}
