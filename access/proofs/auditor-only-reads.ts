import { arnPattern } from "../policy/arn";
import { inResource } from "../policy/atom";
import { and, atomic } from "../policy/formula";
import { distinctRoles, how, says, writes } from "./actors";
import type { Proof } from "./proof";

const AUDITOR = "auditor";

export const auditorOnlyReads: Proof = {
  name: "auditor-only-reads",
  sentence: "The auditor writes nothing, and reads objects in the named buckets alone",
  *counterExamples({ world }) {
    const { documents, partition } = world.cast;
    const named = world.plan.logs.auditorBuckets.map((name) => {
      const text = `arn:${partition}:s3:::${documents.fill(name, world.core.audit.id)}/*`;
      return atomic(inResource(text, arnPattern(text)), true);
    });
    const objects = world.actions.matching("s3:GetObject*").map(({ name }) => name);
    for (const role of distinctRoles(world).filter((one) => one.role.function === AUDITOR)) {
      const elsewhere = role.account === world.core.audit ? and(...named) : true;
      for (const action of world.grants(role).keys()) {
        if (writes(action)) yield says(role, action.name, "");
      }
      for (const action of objects) {
        const resources = world.anyResource(action, role.account);
        const question = { action, resources, owner: role.account };
        const found = how(world, role, question, elsewhere);
        if (found !== null) yield says(role, action, found);
      }
    }
  },
};
