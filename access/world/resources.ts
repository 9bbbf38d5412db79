import type { Action, Actions } from "../actions";
import { ANY_ARN, arnPattern, NO_RESOURCE, type ArnPattern } from "../policy/arn";
import type { World } from "./world";

/**
 * Patterns of all resources that an action can be asked for. Thousands of actions share a few
 * resource types, so each list of types is made into patterns once for each account.
 */
export function resourcesByAction(actions: Actions, partition: string): World["anyResource"] {
  const lists = resourceLists(actions);
  const known = new Map<string, (readonly ArnPattern[])[]>();
  return (name, owner) => {
    const action = actions.find(name);
    const list = action && lists.get(action);
    if (!action || list === undefined) return [ANY_ARN];
    let ofOwner = known.get(owner.id);
    if (!ofOwner) known.set(owner.id, (ofOwner = []));
    return (ofOwner[list] ??=
      action.resources.length === 0
        ? [NO_RESOURCE]
        : action.resources.map((format) => arnPattern(resourceText(format, partition, owner.id))));
  };
}

const LISTS = new WeakMap<Actions, ReadonlyMap<Action, number>>();

/** A number for each different list of resource types. */
function resourceLists(actions: Actions): ReadonlyMap<Action, number> {
  let found = LISTS.get(actions);
  if (!found) {
    const numbers = new Map<string, number>();
    found = new Map(
      actions.all.map((action) => {
        const key = action.resources.join(" ");
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        return [action, number];
      }),
    );
    LISTS.set(actions, found);
  }
  return found;
}

/** `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}` for an account. */
export function resourceText(format: string, partition: string, account: string): string {
  return format
    .replaceAll("${Partition}", partition)
    .replaceAll("${Account}", account)
    .replaceAll(/\$\{[^}]*\}/g, "*");
}
