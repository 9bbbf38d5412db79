import { person } from "../world/actors";
import { functionsOf } from "../principals";
import { how, says } from "./actors";
import type { Proof } from "./proof";

/**
 * What AWS lists as needed to enrol a first device and to sign in with it, and what AWS allows
 * everybody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
const ENROLMENT = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetCallerIdentity",
  "sts:GetSessionToken",
];
/** The same for an access key: with a stolen one, nobody may enrol a device of the own. */
const BY_KEY = ENROLMENT.filter((action) => !/:(Create|Enable|Resync)/.test(action));

export const nothingBeforeMfa: Proof = {
  name: "nothing-before-mfa",
  sentence:
    "Until they sign in with MFA people do nothing but enrol a device, and not by access key",
  *counterExamples({ world }) {
    const { access } = world.core;
    const functions = functionsOf(world);
    for (const [signIn, allowed] of [
      ["console", ENROLMENT],
      ["access-key", BY_KEY],
    ] as const) {
      const somebody = person(world.cast, "<anybody>", functions, signIn);
      for (const { name } of world.named(somebody)) {
        if (allowed.includes(name)) continue;
        const resources = world.anyResource(name, access);
        const found = how(world, somebody, { action: name, resources, owner: access });
        if (found !== null)
          yield `${says(somebody, name, found)}, signed in by ${signIn} without MFA`;
      }
    }
  },
};
