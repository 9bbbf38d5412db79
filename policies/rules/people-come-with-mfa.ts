import { peopleWithoutMfa } from "../../access/trust/comers";
import { placeOf } from "../../access/registered/resource";
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
    const entries = [...peopleWithoutMfa(trust)];
    if (entries.length === 0) return;
    yield {
      found: `${placeOf(thing)}: ${entries.join("; ")}`,
      allowed:
        "a trust of users or whole accounts demands Bool aws:MultiFactorAuthPresent true (never BoolIfExists) and NumericLessThan aws:MultiFactorAuthAge",
      fix: "Add both conditions; where only software enters, name its role or service as the principal instead of the account",
    };
  },
};
