import { functionsOf } from "../principals";
import { person, type Actor } from "../world/actors";
import type { World } from "../world/world";
import { anywhere, breakGlassUsers, notOwn, says, tries } from "./actors";
import type { Proof } from "./proof";

/** What changes the own devices, and nobody else's. */
const ENROLS = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice"];

/**
 * What AWS lists as needed to enrol a first device and to sign in with it, and what AWS allows
 * everybody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
const SEES = [
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "sts:GetCallerIdentity",
  "sts:GetSessionToken",
];

/** What a user enrols before the first sign-in with MFA; only people make virtual devices. */
const OF_BREAK_GLASS = ENROLS.filter((name) => name !== "iam:CreateVirtualMFADevice");

export const nothingBeforeMfa: Proof = {
  name: "nothing-before-mfa",
  sentence:
    "Until they sign in with MFA people, and the break-glass users, do nothing but enrol a device, and not by access key",
  *counterExamples({ world }) {
    const functions = functionsOf(world);
    // With a stolen key nobody may enrol a device of the own.
    for (const signIn of ["console", "access-key"] as const) {
      const enrol = signIn === "console";
      const anybody = person(world.cast, "<anybody>", functions, signIn);
      yield* withoutMfa(world, anybody, signIn, enrol ? ENROLS : []);
      for (const user of breakGlassUsers(world, signIn)) {
        yield* withoutMfa(world, user, signIn, enrol ? OF_BREAK_GLASS : []);
      }
    }
  },
};

function* withoutMfa(
  world: World,
  user: Actor,
  signIn: string,
  own: readonly string[],
): Iterable<string> {
  const asks = tries(world, user, world.core.access);
  for (const { name } of world.named(user)) {
    if (SEES.includes(name)) continue;
    const found = asks(
      name,
      anywhere(world, name),
      own.includes(name) ? notOwn(world, user) : true,
    );
    if (found !== null) yield `${says(user, name, found)}, signed in by ${signIn} without MFA`;
  }
}
