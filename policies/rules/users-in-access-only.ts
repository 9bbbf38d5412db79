import { placeOf } from "../../access/registered/resource";
import { EVERY_ACCOUNT } from "../../access/registered/things";
import { accountIn } from "./trusts";
import type { Rule } from "./rule";

/** The only account that has people. */
const PEOPLE_LIVE_IN = "access";

export const usersInAccessOnly: Rule = {
  name: "users-in-access-only",
  sentence: "IAM users and what they sign in with are in the access account alone",
  why: "people exist once; a user elsewhere is a way in that no MFA rule and no leaving colleague's list knows of",
  *each(thing, zone) {
    const { shape } = thing;
    if (shape.kind !== "user" && shape.kind !== "credential") return;
    const { id, planned } = zone.accountOf(thing.of);
    const inMany = accountIn(thing, zone) === EVERY_ACCOUNT && thing.inTemplate !== null;
    if (planned?.type === PEOPLE_LIVE_IN && !inMany) return;
    const where = inMany
      ? "every account of the template"
      : planned
        ? `the account ${planned.name}`
        : id === null
          ? "an account that its provider does not tell"
          : `the account ${id}`;
    yield {
      found: `${placeOf(thing)} makes ${shape.kind === "user" ? "a user" : shape.what} in ${where}`,
      allowed: "users, passwords, keys and certificates of users are made in the access account",
      fix: "Add people to access.people of the stack file; give software a role below /service/ instead of a user",
    };
  },
};
