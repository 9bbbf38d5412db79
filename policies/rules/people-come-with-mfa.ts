import { placeOf } from "../../access/registered/resource";
import type { Zone } from "../../access/registered/zone";
import { peopleWithoutMfa, type Trust } from "../../access/trust/comers";
import { accountNamed, namesIn } from "../../access/trust/principals";
import { issuerOf } from "../../iam/hub";
import { trustIn } from "./trusts";
import type { Rule } from "./rule";

export const peopleComeWithMfa: Rule = {
  name: "people-come-with-mfa",
  sentence: "Whoever enters a role as a person has signed in with MFA, and not days ago",
  why: "a stolen password or access key alone must open nothing",
  *each(thing, zone) {
    const trust = trustIn(thing, zone);
    if (trust === "unknown") yield { unseen: "assumeRolePolicy" };
    if (trust === null || trust === "unknown") return;
    const oidc = zone.plan?.identity.oidc;
    const issuers = oidc ? [issuerOf(oidc.url)] : [];
    // How partners come in is their contract's, and another rule's.
    const entries = [...peopleWithoutMfa(withoutPartners(trust, zone), issuers)];
    if (entries.length === 0) return;
    yield {
      found: `${placeOf(thing)}: ${entries.join("; ")}`,
      allowed:
        "a trust of users or whole accounts demands Bool aws:MultiFactorAuthPresent true (never BoolIfExists) and NumericLessThan aws:MultiFactorAuthAge; one of an identity provider demands StringEquals aws:RequestTag/mfa true",
      fix: "Add these conditions; where only software enters, name its role or service as the principal instead of the account",
    };
  },
};

/** The statements that name anybody but partners of the stack. */
function withoutPartners(trust: Trust, { plan }: Zone): Trust {
  const partners = plan?.partners.map(({ accountId }) => accountId) ?? [];
  const statements = trust.statements.filter((one) => {
    const names = [...namesIn(one)];
    return (
      names.length === 0 ||
      !names.every(({ kind, name }) => kind === "AWS" && partners.includes(accountNamed(name)))
    );
  });
  return { ...trust, statements };
}
