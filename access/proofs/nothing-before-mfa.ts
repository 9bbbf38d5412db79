import { functionsOf } from "../principals";
import { person } from "../world/actors";
import { anywhere, notOwn, says, tries } from "./actors";
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

export const nothingBeforeMfa: Proof = {
  name: "nothing-before-mfa",
  sentence:
    "Until they sign in with MFA people do nothing but enrol a device, and not by access key",
  *counterExamples({ world }) {
    const { access } = world.core;
    const functions = functionsOf(world);
    // With a stolen key nobody may enrol a device of the own.
    for (const [signIn, own] of [
      ["console", ENROLS],
      ["access-key", []],
    ] as const) {
      const somebody = person(world.cast, "<anybody>", functions, signIn);
      const asks = tries(world, somebody, access);
      for (const { name } of world.named(somebody)) {
        if (SEES.includes(name)) continue;
        const given = (own as readonly string[]).includes(name) ? notOwn(world, somebody) : true;
        const found = asks(name, anywhere(world, name), given);
        if (found !== null)
          yield `${says(somebody, name, found)}, signed in by ${signIn} without MFA`;
      }
    }
  },
};
