import { arnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import { and, atomic, type Formula } from "../policy/formula";
import type { World } from "../world/world";
import { distinctRoles, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

export const AUDITOR = "auditor";

export const auditorOnlyReads: Proof = {
  name: "auditor-only-reads",
  sentence:
    "The auditor writes nothing, and reads objects in the named buckets alone, decrypting nothing else",
  *counterExamples({ world }) {
    const objects = world.actions.matching("s3:GetObject*").map(({ name }) => name);
    const notByS3 = atomic(test("", "StringLike", "kms:ViaService", ["s3.*"]), true);
    for (const role of distinctRoles(world).filter((one) => one.role.function === AUDITOR)) {
      const inAudit = role.account === world.core.audit;
      for (const action of world.grants(role).keys()) {
        if (writes(action)) yield says(role, action.name, "");
      }
      const asks = tries(world, role, role.account);
      for (const action of objects) {
        const found = asks(action, undefined, inAudit ? notInNamedBuckets(world) : true);
        if (found !== null) yield says(role, action, found);
      }
      const found = asks("kms:Decrypt", undefined, inAudit ? notByS3 : true);
      if (found !== null) yield says(role, "kms:Decrypt", found);
    }
  },
};

/** That an object is in none of the buckets that the auditor reads. */
export function notInNamedBuckets({ cast, core, plan }: World): Formula {
  const { documents, partition } = cast;
  return and(
    ...plan.logs.auditorBuckets.map((name) => {
      const text = `arn:${partition}:s3:::${documents.fill(name, core.audit.id)}/*`;
      return atomic(inResource(text, arnPattern(text)), true);
    }),
  );
}
