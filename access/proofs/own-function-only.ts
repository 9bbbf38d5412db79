import { functionRoleArn, PEOPLE_PATH } from "../../iam/names";
import { arnPattern, type ArnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import { contextOf, type Context } from "../policy/context";
import { decide } from "../policy/decide";
import { and, atomic } from "../policy/formula";
import { witness } from "../policy/possible";
import { literalWords } from "../policy/words";
import { functionsOf, somebodyOf } from "../principals";
import { guises } from "../reach/guises";
import { everything, person } from "../world/actors";
import { how } from "../world/ask";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import { examples } from "./actors";
import type { Proof } from "./proof";

/** Both sides by themselves: what a person's policies allow, and what a role's trust lets in. */
export const ownFunctionOnly: Proof = {
  name: "own-function-only",
  sentence:
    "People assume the roles of their functions, in this organization, and no other: their policies and the roles' trust each say so by themselves",
  *counterExamples({ world }) {
    for (const fn of ["", ...functionsOf(world)]) yield* byPolicies(world, fn);
    yield* byTrust(world);
  },
};

/** What a person of one function may assume, if every role in the world trusted everybody. */
function* byPolicies(world: World, fn: string): Iterable<string> {
  const { cast } = world;
  const functions = fn === "" ? [] : [fn];
  const somebody = person(cast, fn === "" ? "<nobody>" : somebodyOf(fn), functions, "mfa");
  const own = arnPattern(cast.documents.fill(functionRoleArn("*", fn), ""));
  const anyRole = arnPattern(`arn:${cast.partition}:iam::*:role/*`);
  const inside = { "aws:resourceorgid": cast.organizationId };
  const elsewhere = atomic(
    test("", "StringEquals", "aws:ResourceOrgID", [cast.organizationId]),
    true,
  );
  const notOwn = atomic(inResource("own", own), true);
  const tries: readonly (readonly [string, ArnPattern, Context, ReturnType<typeof and>])[] = [
    ["a role of another function", anyRole, contextOf(inside, () => undefined), notOwn],
    ["a role outside the organization", anyRole, () => undefined, elsewhere],
  ];
  for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
    for (const [what, role, keys, given] of tries) {
      const context = contextOf({ ...somebody.facts }, keys);
      const resources = [role];
      const request = { principal: somebody.principal, action, resources, owner: null, context };
      const formula = decide(request, { ...somebody.layers, resource: OPEN });
      const found = formula === false ? null : witness(and(formula, given), resources);
      if (found) {
        yield `the policies of ${somebody.name} allow ${action} on ${what}, when ${literalWords(found)}`;
      }
    }
  }
}

/** Who gets in, whatever its own policies: only users of people, under their name, with the tag. */
function* byTrust(world: World): Iterable<string> {
  const { access } = world.core;
  const anyone = everything(world.cast, access);
  const people = `arn:${world.cast.partition}:iam::${access.id}:user${PEOPLE_PATH}*`;
  const asOther = atomic(test("", "ArnLike", "aws:PrincipalArn", [people]), true);
  for (const account of examples(world)) {
    for (const { arn, role, name } of world.roles(account)) {
      const resources = [arnPattern(arn)];
      const tag = `aws:principaltag/${role.function}`;
      for (const somebody of guises(world, anyone, role.trust, account.id)) {
        const withoutTag = { ...somebody, facts: { ...somebody.facts, [tag]: null } };
        const tries = [
          ["lets in", "without the function's tag", "sts:AssumeRole", withoutTag, true],
          ["lets in", "who is no person", "sts:AssumeRole", somebody, asOther],
          ["lets the session be tagged by", "", "sts:TagSession", somebody, true],
        ] as const;
        for (const [does, who, action, actor, given] of tries) {
          const found = how(world, actor, { action, resources, owner: account }, given);
          if (found === null) continue;
          const when = found === "" ? "" : `, when ${found}`;
          yield `the trust of ${name} ${does} somebody of the access account${who && ` ${who}`}, by ${action}${when}`;
        }
      }
    }
  }
}
