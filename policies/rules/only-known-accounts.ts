import { placeOf, type Thing } from "../../access/registered/resource";
import { EVERY_ACCOUNT } from "../../access/registered/things";
import type { Zone } from "../../access/registered/zone";
import {
  anyToken,
  beyondContract,
  withoutExternalId,
  type Contract,
  type Trust,
} from "../../access/trust/comers";
import { accountNamed, isWildcard, namesIn, type Name } from "../../access/trust/principals";
import { trustIn } from "./trusts";
import type { Placed, Rule, Settings } from "./rule";

export const onlyKnownAccounts: Rule = {
  name: "only-known-accounts",
  sentence:
    "Roles trust accounts of the organization, partners of the stack as their contract says, and others that have to say an external id; nobody else",
  why: "an account that nobody knows is one that nobody looks after, a partner's software without an external id can be made to enter for somebody else, and a partner's people are known by their names and their MFA",
  settings: {
    partners: {
      type: "array",
      items: { type: "string", pattern: "^[0-9]{12}$" },
      description: "ids of accounts outside the organization that roles may trust",
    },
  },
  *all({ things }, zone, settings) {
    for (const thing of things) {
      const trust = trustIn(thing, zone);
      if (trust === null || trust === "unknown") continue;
      const names = new Map(
        trust.statements.flatMap((one) => [...namesIn(one)]).map((one) => [one.name, one]),
      );
      for (const name of names.values()) yield* judged(thing, trust, name, zone, settings);
    }
  },
};

function* judged(
  thing: Thing,
  trust: Trust,
  { kind, name }: Name,
  zone: Zone,
  settings: Settings,
): Iterable<Placed> {
  // Another rule is about wildcards, and services are AWS's own.
  if (kind === "Service" || isWildcard(name)) return;
  const at = thing;
  const place = placeOf(thing);
  const isArn = name.startsWith("arn:");
  const account = accountNamed(name);
  const contracts = contractsOf(account, zone);
  if (kind === "AWS" && contracts.length > 0) {
    yield* underContract(thing, trust, name, contracts);
    return;
  }
  if ((kind === "AWS" || isArn) && !isOwn(account, thing, zone)) {
    if (kind !== "AWS" || !partnersIn(settings).includes(account)) {
      yield {
        at,
        found: `${place} trusts "${name}" of an account that the organization does not know`,
        allowed: `${knownWords(zone)}, its partners, and those that are set for this rule`,
        fix: "Trust an account of the stack file, name it under access.partners, or set it as one of this rule's partners and demand sts:ExternalId",
      };
      return;
    }
    for (const entry of withoutExternalId(trust, name)) {
      yield {
        at,
        found: `${place} trusts the partner "${name}": ${entry}`,
        allowed: "a partner enters with the external id that the trust says",
        fix: "Add StringEquals sts:ExternalId with a value of its own for each partner, made by you and not guessed",
      };
    }
  }
  if (kind === "Federated" && !name.includes(":saml-provider/")) {
    const found = anyToken(trust, name);
    if (found === null) return;
    yield {
      at,
      found: `${place} lets in every token of ${name}${found && `, when ${found}`}`,
      allowed: "a trust of a web identity provider says whose tokens it takes",
      fix: "Add StringEquals on the provider's sub (or, of Cognito, aud) with the value that you mean",
    };
  }
}

/** What the stack says of the partners that come from an account. */
function contractsOf(account: string, { plan }: Zone): readonly Contract[] {
  return (plan?.partners ?? [])
    .filter(({ accountId }) => accountId === account)
    .map(({ accountId, entry: { principals, proof } }) => ({ accountId, principals, proof }));
}

/** A trust that fits one of the contracts is fine. */
function* underContract(
  at: Thing,
  trust: Trust,
  name: string,
  contracts: readonly Contract[],
): Iterable<Placed> {
  const faults = contracts.map((one) => [...beyondContract(trust, name, one)]);
  if (faults.some((of) => of.length === 0)) return;
  for (const entry of faults[0] ?? []) {
    yield {
      at,
      found: `${placeOf(at)} trusts the partner "${name}": ${entry}`,
      allowed:
        "a partner's people enter under the ARNs that access.partners names, with what proves their MFA there; its software with its external id",
      fix: "Let access.partners make the role, or write the conditions that it writes",
    };
  }
}

function isOwn(account: string, thing: Thing, zone: Zone): boolean {
  if (account === EVERY_ACCOUNT || zone.knows(account)) return true;
  return account === zone.accountOf(thing.of).id;
}

function partnersIn({ partners }: Settings): readonly unknown[] {
  return Array.isArray(partners) ? partners : [];
}

function knownWords({ plan, ids }: Zone): string {
  if (plan === null) return "accounts that this program makes";
  const missing = plan.accounts.filter(({ name, unit }) => unit !== null && !ids.has(name)).length;
  const later = missing === 0 ? "" : ` (${missing} of them have no id yet)`;
  return `the ${plan.accounts.length} accounts of the stack file${later}`;
}
