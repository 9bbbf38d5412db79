import { PERSON_TAG } from "../../iam/trust";
import { arnPattern } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import type { Actor } from "../world/actors";
import { how } from "../world/ask";
import { isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import { examples } from "./actors";
import {
  assumptionBy,
  everybodyAt,
  functionEntrances,
  ownEntrances,
  type Entrance,
} from "./guests";
import type { Proof } from "./proof";

const SOMEBODY = "<somebody>";
const SOMEBODY_ELSE = "<somebody else>";

/** CloudTrail shows what a session did under the session's name. */
export const trailsNamePeople: Proof = {
  name: "trails-name-people",
  sentence:
    "Whoever enters a role of people names the session after the own user, or after the session that the identity provider named: trails name people. A partner's software and pipelines are no people",
  *counterExamples({ world }) {
    for (const account of examples(world)) {
      const own = new Map(world.ownRoles(account).map((role) => [role.arn, role]));
      const entrances = [
        ...functionEntrances(world, account),
        ...ownEntrances(world, account).filter(({ arn }) => isOfPeople(world, own.get(arn))),
      ];
      for (const entrance of entrances) yield* underAnotherName(world, entrance);
    }
  },
};

function isOfPeople({ plan }: World, own: OwnRole | undefined): boolean {
  if (!own) return false;
  const { role } = own;
  if (!isPartnerRole(role)) return ["hub", "break-glass", "root-access"].includes(role.kind);
  const partner = plan.partners.find(({ name }) => name === role.partner);
  return typeof partner?.entry.proof === "string";
}

function* underAnotherName(world: World, entrance: Entrance): Iterable<string> {
  const { arn, account, name } = entrance;
  for (const actor of everybodyAt(world, entrance)) {
    const action = assumptionBy(actor);
    for (const facts of namesOf(actor)) {
      const question = {
        action,
        resources: [arnPattern(arn)],
        owner: account,
        context: {
          "sts:RoleSessionName": SOMEBODY_ELSE,
          [`aws:RequestTag/${PERSON_TAG}`]: SOMEBODY,
        },
      };
      const found = how(world, { ...actor, facts: { ...actor.facts, ...facts } }, question);
      if (found === null) continue;
      yield `${SOMEBODY} enters ${name} by ${action} as "${SOMEBODY_ELSE}"${found && `, when ${found}`}`;
    }
  }
}

/**
 * Keys by which AWS says who somebody is: a user's name, or the name of a role's session behind the
 * role's id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function namesOf({ principal }: Actor): readonly Readonly<Record<string, ContextValue>>[] {
  // A service is no person: another proof is about those.
  if (principal.kind === "service") return [];
  if (principal.kind === "federated") return [{}];
  return [
    { "aws:username": SOMEBODY, "aws:userid": "<id of a user>" },
    { "aws:username": null, "aws:userid": `<id of a role>:${SOMEBODY}` },
  ];
}
