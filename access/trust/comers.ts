import { arnPattern } from "../policy/arn";
import { test } from "../policy/atom";
import { contextOf, type ContextValue } from "../policy/context";
import { decide } from "../policy/decide";
import { and, atomic, keyOf, type Formula } from "../policy/formula";
import { compilePolicy, PolicyError, type Policy } from "../policy/policy";
import { witness } from "../policy/possible";
import type { Principal } from "../policy/principal";
import { literalWords } from "../policy/words";
import { MFA_TAG } from "../../iam/trust";
import type { PartnerEntry } from "../../iam/partner";
import { entriesWithoutMfa, entriesWithoutTag, type Facts } from "./mfa";
import { accountNamed, isWildcard, namesIn, type Name, type Naming } from "./principals";

/** A trust policy of any role, by itself: nothing is known of who comes but what it says. */
export interface Trust {
  readonly policy: Policy;
  readonly statements: readonly Naming[];
  /** Id of the role's account, or a symbol for it. */
  readonly account: string;
  readonly partition: string;
}

/** Reads a trust policy; gives what is wrong with it if it is none. */
export function readTrust(
  document: unknown,
  account: string,
  partition: string,
): Trust | { readonly faults: string } {
  try {
    const policy = compilePolicy(document, "trust", "trust");
    const { Statement } = document as { Statement: Naming | readonly Naming[] };
    return { policy, statements: [Statement].flat(), account, partition };
  } catch (error) {
    if (error instanceof PolicyError) {
      const faults = error.faults.map(({ path, message }) => `${path} ${message}`.trim());
      return { faults: faults.join("; ") };
    }
    throw error;
  }
}

/** Statements of a document of any kind, good or bad. */
export function statementsOf(document: unknown): readonly Naming[] {
  if (typeof document !== "object" || document === null) return [];
  const { Statement } = document as { readonly Statement?: unknown };
  return [Statement].flat().filter((one) => typeof one === "object" && one !== null);
}

/** Somebody who comes to a role, and may do everything that its own account says. */
interface Comer {
  readonly name: string;
  readonly principal: Principal;
  readonly action: string;
  readonly facts: Readonly<Record<string, ContextValue>>;
  /** What holds of keys that are not known. */
  readonly given: Formula;
}

const ANYTHING = compilePolicy(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  "identity",
  "everything",
);

/** Name of somebody of whom nothing is known but the account. */
const ANYBODY = "<anybody>";

/** How somebody gets in, in words; empty for always, null for not at all. */
function enters({ policy, account, partition }: Trust, comer: Comer): string | null {
  const resources = [arnPattern(`arn:${partition}:iam::${account}:role/<role>`)];
  const request = {
    principal: comer.principal,
    action: comer.action,
    resources,
    owner: account,
    context: contextOf(comer.facts, () => undefined),
  };
  const all = [ANYTHING];
  // A federated user has nothing but what its session says.
  const session = comer.principal.kind === "federated-user" ? all : undefined;
  const formula = decide(request, { identity: all, session, resource: policy });
  if (formula === false) return null;
  const found = witness(and(formula, comer.given), resources);
  if (found === null) return null;
  const known = keyOf(comer.given);
  return literalWords(found.filter(({ atom, negated }) => keyOf(atomic(atom, negated)) !== known));
}

/**
 * Each way in which people get in without MFA, as a sentence.
 * @param issuers Issuers of web identities, without `https://`, that vouch for people.
 */
export function* peopleWithoutMfa(trust: Trust, issuers: readonly string[] = []): Iterable<string> {
  for (const comer of people(trust, issuers)) {
    const enter = (facts: Facts): string | null =>
      enters(trust, { ...comer, facts: { ...comer.facts, ...facts } });
    // Of those whom a provider vouches for it is the provider who says it, by a session tag.
    const ways =
      comer.principal.kind === "federated"
        ? entriesWithoutTag(`aws:requesttag/${MFA_TAG}`, enter)
        : entriesWithoutMfa(enter);
    for (const { way, when } of ways) yield `${comer.name} enters ${way}${when}`;
  }
}

/** Do users of an account get in, given that they do everything right? */
export function letsUsersIn(trust: Trust, account: string): boolean {
  return people(trust).some(
    (comer) => comer.principal.account === account && enters(trust, comer) !== null,
  );
}

/**
 * The people whom a trust can mean: users and federated users of the accounts that it names, and
 * whoever a SAML provider vouches for. A session of a role is no person: it has entered before.
 */
function people(trust: Trust, issuers: readonly string[] = []): readonly Comer[] {
  const names = trust.statements.flatMap((one) => [...namesIn(one)]);
  const everybody = trust.statements.some(
    ({ Effect, Principal }) => Effect !== "Deny" && Principal === "*",
  );
  const found = names.flatMap((name) => peopleOf(name, trust.partition, issuers));
  const all = everybody ? [...found, anyUser("*", trust.partition)] : found;
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function peopleOf(
  { kind, name }: Name,
  partition: string,
  issuers: readonly string[],
): readonly Comer[] {
  if (kind === "Federated" && name.includes(":saml-provider/")) return [fromProvider(name, "SAML")];
  if (kind === "Federated" && issuers.some((one) => name.endsWith(`:oidc-provider/${one}`))) {
    return [fromProvider(name, "WebIdentity")];
  }
  if (kind !== "AWS") return [];
  if (name === "*" || isWildcard(name)) return [anyUser("*", partition)];
  const account = accountNamed(name);
  if (!name.startsWith("arn:") || name.endsWith(":root")) return [anyUser(account, partition)];
  if (/:user\/|:federated-user\//.test(name)) return [user(name, account)];
  return [];
}

const OUTSIDE = "<an account outside>";

function anyUser(account: string, partition: string): Comer {
  const id = account === "*" ? OUTSIDE : account;
  return {
    name: account === "*" ? "any user of AWS" : `a user of ${account}`,
    principal: { kind: "user", arn: `arn:${partition}:iam::${id}:user/${ANYBODY}`, account: id },
    action: "sts:AssumeRole",
    facts: { "aws:principalaccount": id, "aws:principaltype": "User" },
    given: atomic(test("", "ArnLike", "aws:PrincipalArn", [`arn:${partition}:iam::${id}:user/*`])),
  };
}

function user(arn: string, account: string): Comer {
  return {
    name: arn,
    principal: { kind: arn.includes(":federated-user/") ? "federated-user" : "user", arn, account },
    action: "sts:AssumeRole",
    facts: { "aws:principalaccount": account, "aws:principalarn": arn },
    given: true,
  };
}

function fromProvider(arn: string, protocol: "SAML" | "WebIdentity"): Comer {
  return {
    name: `whoever ${arn} vouches for`,
    principal: { kind: "federated", arn, account: null },
    action: `sts:AssumeRoleWith${protocol}`,
    facts: { "aws:principalarn": null, "aws:principalaccount": null, "aws:username": null },
    given: true,
  };
}

/** Does somebody of another organization's account get in without saying an external id, or any? */
export function* withoutExternalId(trust: Trust, name: string): Iterable<string> {
  const account = accountNamed(name);
  const comers = [anyUser(account, trust.partition), session(name, account, trust.partition)];
  for (const comer of comers) {
    for (const [what, id] of [
      ["without an external id", null],
      ["with any external id", "<a guess>"],
    ] as const) {
      const found = enters(trust, { ...comer, facts: { ...comer.facts, "sts:externalid": id } });
      if (found === null) continue;
      yield `${comer.name} enters ${what}${found === "" ? "" : `, when ${found}`}`;
      return;
    }
  }
}

/** What is known of a partner's way in. */
export type Contract = Pick<PartnerEntry, "accountId" | "principals" | "proof">;

/**
 * Does somebody of a partner's account get in whom its contract does not name, or without what proves
 * the MFA of its people? Its software says its external id instead.
 */
export function* beyondContract(trust: Trust, name: string, contract: Contract): Iterable<string> {
  const { accountId, principals, proof } = contract;
  if (typeof proof === "object") {
    yield* withoutExternalId(trust, name);
    return;
  }
  const comers = [anyUser(accountId, trust.partition), session(name, accountId, trust.partition)];
  const named = principals.map((one) => `arn:${trust.partition}:iam::${accountId}:${one}`);
  const other = atomic(test("", "ArnLike", "aws:PrincipalArn", named), true);
  for (const comer of comers) {
    const enter = (facts: Facts): string | null =>
      enters(trust, { ...comer, facts: { ...comer.facts, ...facts } });
    const found = enters(trust, { ...comer, given: and(comer.given, other) });
    if (found !== null) yield `${comer.name} enters whom nobody named${found && `, when ${found}`}`;
    if (proof === "declared") continue;
    const ways =
      proof === "tag"
        ? entriesWithoutTag(`aws:principaltag/${MFA_TAG}`, enter)
        : entriesWithoutMfa(enter);
    for (const { way, when } of ways) yield `${comer.name} enters ${way}${when}`;
  }
}

function session(name: string, account: string, partition: string): Comer {
  const named = name.includes(":role/") ? name : `arn:${partition}:iam::${account}:role/${ANYBODY}`;
  return {
    name: name.includes(":role/") ? name : `a role of ${account}`,
    principal: {
      kind: "session",
      arn: name.includes(":assumed-role/") ? name : `${named}/session`,
      account,
      issuer: named,
    },
    action: "sts:AssumeRole",
    facts: {
      "aws:principalaccount": account,
      "aws:principalarn": name.includes(":role/") ? name : undefined,
    },
    given: true,
  };
}

/**
 * How whoever has any token of a web identity provider gets in; null if the trust says which. Of
 * Cognito, the audience is the pool; of all others it is not enough, since everybody has the same.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_secure-by-default.html
 */
export function anyToken(trust: Trust, provider: string): string | null {
  const host = provider.replace(/^arn:.*:oidc-provider\//, "").toLowerCase();
  const key = host.startsWith("cognito-identity.") ? "aud" : "sub";
  const comer = fromProvider(provider, "WebIdentity");
  return enters(trust, {
    ...comer,
    facts: { ...comer.facts, [`${host}:${key}`]: "<any token's>" },
  });
}
