import { PEOPLE_PATH } from "../../iam/names";
import { arnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import { and, atomic } from "../policy/formula";
import { functionsOf } from "../principals";
import { person } from "../world/actors";
import { how, says, writes } from "./actors";
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
/** What AWS allows every user, and what entering a role is. */
const ENTERING = ["sts:AssumeRole"];

export const peopleChangeThemselves: Proof = {
  name: "people-change-themselves",
  sentence:
    "In the access account people change their own password, keys and devices, and nothing else",
  *counterExamples({ world }) {
    const { access } = world.core;
    const somebody = person(world.cast, "<anybody>", functionsOf(world), "mfa");
    const mine = ["user" + PEOPLE_PATH + somebody.name, `mfa/${somebody.name}`].map((resource) => {
      const arn = `arn:${world.cast.partition}:iam::${access.id}:${resource}`;
      return atomic(inResource(arn, arnPattern(arn)), true);
    });
    for (const action of world.named(somebody)) {
      if (!writes(action) || ENTERING.includes(action.name)) continue;
      const resources = world.anyResource(action.name, access);
      const question = { action: action.name, resources, owner: access };
      const given = OWN.includes(action.name) ? and(...mine) : true;
      const found = how(world, somebody, question, given);
      if (found !== null) yield says(somebody, action.name, found);
    }
  },
};
