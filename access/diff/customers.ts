import { arnPattern } from "../policy/arn";
import { possible } from "../policy/possible";
import { functionsOf } from "../principals";
import { ask } from "../world/ask";
import { OPEN } from "../world/resource-policies";
import type { World } from "../world/world";
import type { Found } from "./change";
import { canonical, union, type Grants } from "./grants";
import type { Sides } from "./holders";
import { unknownComers } from "./roles";

/** Which roles of other organizations people of a function may enter, if these let them. */
export function customerChanges({ base, head, pairs, compareEntry }: Sides): readonly Found[] {
  if (JSON.stringify(base.plan.customers) === JSON.stringify(head.plan.customers)) return [];
  const pair = pairs.findIndex(
    ({ before, after }) => (after ?? before)?.account === (after ? head : base).core.access,
  );
  return [...new Set([...functionsOf(base), ...functionsOf(head)])].flatMap(
    (fn): readonly Found[] => {
      const changes = compareEntry(outside(base, fn), outside(head, fn));
      return changes.length === 0 ? [] : [{ kind: "function", names: [fn], pair, changes }];
    },
  );
}

/** What the policies of a function's people say of roles that are not the organization's. */
function outside(world: World, fn: string): Grants {
  const action = world.actions.find("sts:AssumeRole");
  const resources = [arnPattern(`arn:${world.cast.partition}:iam::*:role/*`)];
  const question = { action: "sts:AssumeRole", resources, owner: null };
  const trusting: World = { ...world, policyOn: () => OPEN };
  return union(
    unknownComers(world, fn).map((comer): Grants => {
      const formula = ask(trusting, comer, question);
      const named = canonical(world, undefined)(formula);
      return action && possible(formula, resources) ? new Map([[action, named]]) : new Map();
    }),
  );
}
