import type { Action } from "../actions";
import { arnPattern } from "../policy/arn";
import { inResource, test } from "../policy/atom";
import { and, atomic, or, type Formula } from "../policy/formula";
import type { FunctionRole } from "../world/actors";
import type { World } from "../world/world";
import { distinctRoles, says, tries, writes } from "./actors";
import type { Proof } from "./proof";

export const AUDITOR = "auditor";

export const auditorOnlyReads: Proof = {
  name: "auditor-only-reads",
  sentence:
    "The auditor writes nothing but answers to its own queries, into their bucket, and reads objects in the named buckets alone, decrypting nothing else",
  *counterExamples({ world }) {
    const objects = world.actions.matching("s3:GetObject*").map(({ name }) => name);
    const notByS3 = atomic(test("", "StringLike", "kms:ViaService", ["s3.*"]), true);
    for (const role of distinctRoles(world).filter((one) => one.role.function === AUDITOR)) {
      const inAudit = role.account === world.core.audit;
      const asks = tries(world, role, role.account);
      for (const action of world.grants(role).keys()) {
        const found = writes(action)
          ? asks(action.name, undefined, elsewhere(world, role, action))
          : null;
        if (found !== null) yield says(role, action.name, found);
      }
      for (const action of objects) {
        const found = asks(action, undefined, inAudit ? notInNamedBuckets(world) : true);
        if (found !== null) yield says(role, action, found);
      }
      const found = asks("kms:Decrypt", undefined, inAudit ? notByS3 : true);
      if (found !== null) yield says(role, "kms:Decrypt", found);
    }
  },
};

/**
 * That a write has nothing to do with asking the logs. Athena asks in the auditor's name: queries run
 * in one workgroup, and their answers are written, encrypted, into one bucket of the audit account.
 */
export function elsewhere(world: World, { account }: FunctionRole, { name }: Action): Formula {
  const { cast, core, plan } = world;
  const { queries } = plan.logs;
  if (queries === null || account !== core.audit) return true;
  const { documents, partition } = cast;
  const answers = `arn:${partition}:s3:::${documents.fill(queries.bucketName, core.audit.id)}/*`;
  const outside = (arn: string): Formula => atomic(inResource(arn, arnPattern(arn)), true);
  switch (name) {
    case "athena:StartQueryExecution":
    case "athena:StopQueryExecution":
      return outside(workgroupIn(world, queries.workgroup));
    case "s3:AbortMultipartUpload":
    case "s3:PutObject":
      return outside(answers);
    case "kms:GenerateDataKey":
      return or(
        atomic(test("", "StringLike", "kms:ViaService", ["s3.*"]), true),
        atomic(
          test("", "StringLike", "kms:EncryptionContext:aws:s3:arn", [
            answers.slice(0, -2),
            answers,
          ]),
          true,
        ),
      );
    default:
      return true;
  }
}

/** That answers to queries are none of the auditor's own workgroup. */
export function notOwnAnswers(world: World): Formula {
  const { queries } = world.plan.logs;
  if (queries === null) return true;
  const arn = workgroupIn(world, queries.workgroup);
  return atomic(inResource(arn, arnPattern(arn)), true);
}

function workgroupIn({ cast, core, plan }: World, workgroup: string): string {
  const { homeRegion } = plan.organization;
  return `arn:${cast.partition}:athena:${homeRegion}:${core.audit.id}:workgroup/${workgroup}`;
}

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
