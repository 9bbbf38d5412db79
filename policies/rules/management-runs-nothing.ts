import type { Registered } from "../../access/registered/resource";
import type { Zone } from "../../access/registered/zone";
import { NEEDS } from "../../iam/machines/permissions";
import type { Rule } from "./rule";

/** Types that the landing zone itself makes there, of which each has its permissions listed. */
const OWN = NEEDS.management;

export const managementRunsNothing: Rule = {
  name: "management-runs-nothing",
  sentence:
    "Nothing is made in the management account but what the landing zone itself makes there",
  why: "no guardrail binds the management account, and whoever gets into what runs there rules over every other account",
  *resource(resource, zone) {
    const { type, name } = resource;
    if (!/^aws(-native)?:/.test(type) || Object.hasOwn(OWN, type)) return;
    const where = whereIs(resource, zone);
    if (where === null) return;
    yield {
      found: `${type} ${name} is made in the management account${where}`,
      allowed:
        "the organization, its accounts, policies and trail, roles of the landing zone, budgets",
      fix: "Give it the provider of another account: its own, or audit, network or access",
    };
  },
};

/** How a resource comes into the management account; null: it does not. */
function whereIs(resource: Registered, zone: Zone): string | null {
  if (zone.accountOf(resource).planned?.type === "management") return "";
  const { provider } = resource;
  return provider && isDefault(provider.urn)
    ? ", by the default provider: a run has that account's credentials"
    : null;
}

/** Pulumi makes it for resources that name none. */
function isDefault(urn: string): boolean {
  return /::pulumi:providers:aws(-native)?::default(_[\d_]+)?$/.test(urn);
}
