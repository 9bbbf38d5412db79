import { MFA_TAG } from "../../iam/trust";
import { arnPattern } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import type { Formula } from "../policy/formula";
import { anybodyOf } from "../principals";
import { entriesWithoutMfa, entriesWithoutTag, type Facts, type Old } from "../trust/mfa";
import { person, type Actor, type FunctionRole } from "../world/actors";
import { how } from "../world/ask";
import { isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import { examples } from "./actors";
import {
  assumptionBy,
  everybodyAt,
  functionEntrances,
  noneOf,
  outsider,
  ownEntrances,
  permissionSetOf,
  signedInElsewhere,
  type Entrance,
} from "./guests";
import type { Proof } from "./proof";

/** Longest that a sign-in elsewhere may last, in hours: its MFA is at least as old. */
const LONGEST_SIGN_IN = 12;
/** Just too old for break-glass. */
const SIXTEEN_MINUTES: Old = { seconds: 16 * 60, words: "16 minutes" };

export const mfaOrNoEntry: Proof = {
  name: "mfa-or-no-entry",
  sentence:
    "Nobody enters a role of people without MFA, or with MFA that is old: AWS saw it, or the identity provider says so by a tag; of permission sets Identity Center's own setting is taken for it, and of some partners their word. A partner's software says its external id instead, and pipelines are no people",
  *counterExamples({ world }) {
    for (const account of examples(world)) {
      const doors = new Map(functionEntrances(world, account).map((one) => [one.arn, one]));
      for (const role of world.roles(account)) {
        const entrance = doors.get(role.arn);
        if (entrance) yield* intoFunction(world, role, entrance);
      }
      for (const entrance of ownEntrances(world, account)) {
        const role = world.ownRoles(account).find(({ arn }) => arn === entrance.arn);
        if (role) yield* intoOwn(world, role, entrance);
      }
    }
  },
};

/**
 * A person of the function, and whoever can call themselves anything in any account. What a hub role's
 * tags say, its provider said; what a user's tags say is no proof of anything.
 */
function* intoFunction(world: World, { role }: FunctionRole, entrance: Entrance): Iterable<string> {
  const elsewhere = noneOf(signedInElsewhere(world));
  const noSet = noneOf(permissionSetOf(world, role.function));
  const { name, functions } = anybodyOf(role.function);
  const comers = [person(world.cast, name, functions, "mfa"), ...everybodyAt(world, entrance)];
  for (const actor of comers) {
    const enters = entering(world, actor, entrance);
    for (const { way, when } of entriesWithoutMfa((facts) => enters(facts, elsewhere))) {
      yield sentence(actor, way, entrance, when);
    }
    const tag = `aws:principaltag/${MFA_TAG}`;
    for (const { way, when } of entriesWithoutTag(tag, (facts) => enters(facts, noSet))) {
      yield sentence(actor, way, entrance, when);
    }
  }
}

function* intoOwn(world: World, own: OwnRole, entrance: Entrance): Iterable<string> {
  const { role } = own;
  if (isPartnerRole(role)) {
    yield* intoPartners(world, role.partner, entrance);
  } else if (role.kind === "hub") {
    yield* intoHub(world, entrance);
    if (role.sessionHours > LONGEST_SIGN_IN) {
      yield `a session of ${own.name} lasts ${role.sessionHours} hours: its MFA is older than ${LONGEST_SIGN_IN} in the end`;
    }
  } else if (role.kind === "break-glass" || role.kind === "root-access") {
    for (const actor of everybodyAt(world, entrance)) {
      const enters = entering(world, actor, entrance);
      for (const { way, when } of entriesWithoutMfa((facts) => enters(facts), SIXTEEN_MINUTES)) {
        yield sentence(actor, way, entrance, when);
      }
    }
  }
}

/** Whomever a provider vouches for, and everybody else who can call themselves anything. */
function* intoHub(world: World, entrance: Entrance): Iterable<string> {
  for (const actor of everybodyAt(world, entrance)) {
    const key = `aws:RequestTag/${MFA_TAG}`;
    const entries = entriesWithoutTag(key, ({ [key]: tag, ...facts }) =>
      entering(world, actor, entrance, { [key]: tag })(facts),
    );
    for (const { way, when } of entries) yield sentence(actor, way, entrance, when);
  }
}

/** By what its contract says: MFA that AWS saw, a tag, an external id; its word proves nothing here. */
function* intoPartners(world: World, name: string, entrance: Entrance): Iterable<string> {
  const partner = world.plan.partners.find((one) => one.name === name);
  if (!partner || partner.entry.proof === "declared") return;
  const { proof } = partner.entry;
  const actor = outsider(world, partner.accountId);
  const enters = entering(world, actor, entrance);
  if (proof === "context") {
    for (const { way, when } of entriesWithoutMfa((facts) => enters(facts))) {
      yield sentence(actor, way, entrance, when);
    }
  } else if (proof === "tag") {
    const tag = `aws:principaltag/${MFA_TAG}`;
    for (const { way, when } of entriesWithoutTag(tag, (facts) => enters(facts))) {
      yield sentence(actor, way, entrance, when);
    }
  } else {
    for (const [way, id] of [
      ["without an external id", null],
      ["with another external id", "<another external id>"],
    ] as const) {
      const found = entering(world, actor, entrance, { "sts:ExternalId": id })({});
      if (found !== null) yield sentence(actor, way, entrance, found && `, when ${found}`);
    }
  }
}

type Enters = (facts: Facts, given?: Formula) => string | null;

/** How somebody gets in with other keys than the own; null: not at all. */
function entering(
  world: World,
  actor: Actor,
  { arn, account }: Entrance,
  context: Readonly<Record<string, ContextValue>> = {},
): Enters {
  const action = assumptionBy(actor);
  const question = { action, resources: [arnPattern(arn)], owner: account, context };
  return (facts, given = true) =>
    how(world, { ...actor, facts: { ...actor.facts, ...facts } }, question, given);
}

function sentence(actor: Actor, way: string, { name }: Entrance, when: string): string {
  return `${actor.name} ${way} enters ${name}, by ${assumptionBy(actor)}${when}`;
}
