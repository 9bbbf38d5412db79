import { placeOf } from "../../access/registered/resource";
import { readTrust, statementsOf } from "../../access/trust/comers";
import { wildcardsIn } from "../../access/trust/principals";
import type { Rule } from "./rule";

export const trustsNameExactly: Rule = {
  name: "trusts-name-exactly",
  sentence: "The trust of a role names its principals one by one: no wildcard, and no exception",
  why: "whom a wildcard lets in is decided by conditions alone, and one that is misspelt opens the role to everybody",
  *each(thing, zone) {
    const { shape } = thing;
    if (shape.kind !== "role") return;
    const { trust } = shape;
    if (trust.is === "unknown") yield { unseen: "assumeRolePolicy" };
    if (trust.is === "unknown") return;
    const place = placeOf(thing);
    const found: string[] = [];
    if (trust.is === "none") found.push(`${place} has no trust`);
    if (trust.is === "bad") found.push(`the trust of ${place} cannot be read: ${trust.why}`);
    if (trust.is === "known") {
      for (const statement of statementsOf(trust.value)) {
        for (const fault of wildcardsIn(statement)) found.push(`the trust of ${place}: ${fault}`);
      }
      const read = readTrust(trust.value, "", zone.partition);
      if (found.length === 0 && "faults" in read) {
        found.push(`the trust of ${place} is no trust policy: ${read.faults}`);
      }
    }
    yield* found.map((one) => ({
      found: one,
      allowed:
        "a principal is an account, the ARN of a role or user, a service, or an identity provider",
      fix: "Name who is meant; where an ARN is not stable, name the account and add ArnLike aws:PrincipalArn",
    }));
  },
};
