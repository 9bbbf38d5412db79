import { functionsOf } from "../principals";
import { person } from "../world/actors";
import { anywhere, notOwn, says, tries, writes } from "./actors";
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
/** Another proof is about whom people become. */
const ENTERING = ["sts:AssumeRole"];

export const peopleChangeThemselves: Proof = {
  name: "people-change-themselves",
  sentence:
    "In the access account people change their own password, keys and devices, and nothing else",
  *counterExamples({ world }) {
    const { access } = world.core;
    const somebody = person(world.cast, "<anybody>", functionsOf(world), "mfa");
    const asks = tries(world, somebody, access);
    for (const action of world.named(somebody)) {
      const { name } = action;
      if (!writes(action) || ENTERING.includes(name)) continue;
      const given = OWN.includes(name) ? notOwn(world, somebody) : true;
      const found = asks(name, anywhere(world, name), given);
      if (found !== null) yield says(somebody, name, found);
    }
  },
};
