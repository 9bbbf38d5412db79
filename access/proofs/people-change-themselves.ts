import { functionsOf } from "../principals";
import { person, type Actor } from "../world/actors";
import type { World } from "../world/world";
import { anywhere, breakGlassUsers, notOwn, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

/** What people change of themselves. */
const OWN = [
  "iam:ChangePassword",
  "iam:CreateAccessKey",
  "iam:CreateVirtualMFADevice",
  "iam:DeactivateMFADevice",
  "iam:DeleteAccessKey",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
  "iam:UpdateAccessKey",
];
/** What the two break-glass users change of themselves: they have neither keys nor virtual devices. */
const OF_BREAK_GLASS = ["iam:ChangePassword", "iam:EnableMFADevice", "iam:ResyncMFADevice"];
/** Another proof is about whom people become. */
const ENTERING = ["sts:AssumeRole"];

export const peopleChangeThemselves: Proof = {
  name: "people-change-themselves",
  sentence:
    "In the access account people change their own password, keys and devices, and the break-glass users their own password and hardware device, and nothing else; keys and devices within a quarter of an hour of MFA",
  *counterExamples({ world }) {
    const somebody = person(world.cast, "<anybody>", functionsOf(world), "mfa");
    yield* changes(world, somebody, OWN);
    yield* longAfter(world, somebody);
    for (const user of breakGlassUsers(world, "mfa")) {
      yield* changes(world, user, OF_BREAK_GLASS);
      yield* anyPasskey(world, user);
    }
  },
};

/**
 * A passkey can be software; one that is certified is a key in the hand. Other hardware devices are
 * registered by no such request.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
 */
function* anyPasskey(world: World, user: Actor): Iterable<string> {
  for (const certification of [null, "<none>"]) {
    const asks = tries(world, user, world.core.access, {
      "iam:RegisterSecurityKey": "Activate",
      "iam:FIDO-certification": certification,
    });
    const found = asks("iam:EnableMFADevice");
    if (found !== null)
      yield says(user, "iam:EnableMFADevice", found, "a passkey that nobody certified");
  }
}

/** Ways to come back. Whoever takes over somebody's session must not be able to make one. */
const WAYS_BACK = ["iam:CreateAccessKey", "iam:EnableMFADevice", "iam:UpdateAccessKey"];

function* longAfter(world: World, user: Actor): Iterable<string> {
  const facts = { ...user.facts, "aws:multifactorauthage": "1000" };
  const asks = tries(world, { ...user, facts }, world.core.access);
  for (const action of WAYS_BACK) {
    const found = asks(action);
    if (found !== null) yield says(user, action, found, "a quarter of an hour after MFA");
  }
}

function* changes(world: World, user: Actor, own: readonly string[]): Iterable<string> {
  const asks = tries(world, user, world.core.access);
  for (const action of world.named(user)) {
    const { name } = action;
    if (!writes(action) || ENTERING.includes(name)) continue;
    const found = asks(
      name,
      anywhere(world, name),
      own.includes(name) ? notOwn(world, user) : true,
    );
    if (found !== null) yield says(user, name, found);
  }
}
