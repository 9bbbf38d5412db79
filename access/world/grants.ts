import type { Action, Actions } from "../actions";
import { both, type Formula } from "../policy/formula";
import { possible } from "../policy/possible";
import { renamed } from "../policy/renamed";
import type { Account } from "./accounts";
import type { Actor, FunctionRole } from "./actors";
import { asker, guards } from "./ask";
import { isGuarded, NOTHING_ABOVE, type Above } from "./guardrails";
import type { World } from "./world";

/**
 * Decided for the first of equal roles; for the others, its account's id is put in. What the guardrails
 * make impossible is left out; what else they ask of a request, such as its region, is not repeated
 * with every action.
 */
export function grantsOf(world: Omit<World, "grants">): World["grants"] {
  interface Granted {
    readonly account: Account;
    readonly actions: ReadonlyMap<Action, Formula>;
  }
  const decided = new Map<Above, Map<string, Granted>>();
  const known = new Map<FunctionRole, ReadonlyMap<Action, Formula>>();
  const bare = { ...world, above: () => NOTHING_ABOVE };
  const first = (role: FunctionRole): Granted => {
    const { policies, boundary } = role.role;
    // Where a document names the account, the same document says something else.
    const { marks } = role.account.class;
    const own = boundary === world.plan.boundary ? 0 : boundary;
    const key = JSON.stringify([policies, own, marks]);
    const above = world.above(role.account);
    let below = decided.get(above);
    if (!below) decided.set(above, (below = new Map<string, Granted>()));
    let found = below.get(key);
    if (!found) {
      const asks = asker(bare, role, role.account);
      const guarded = isGuarded(above) ? guards(world, role, role.account) : () => true;
      const actions = new Map<Action, Formula>();
      for (const action of world.named(role)) {
        const resources = world.anyResource(action.name, role.account);
        const formula = asks({ action: action.name, resources });
        if (!possible(formula, resources)) continue;
        const left = both(formula, guarded({ action: action.name, resources }));
        if (left === formula || possible(left, resources)) actions.set(action, formula);
      }
      below.set(key, (found = { account: role.account, actions }));
    }
    return found;
  };
  return (role) => {
    let found = known.get(role);
    if (!found) {
      const { account, actions } = first(role);
      const ids = [account.id, role.account.id] as const;
      found =
        account === role.account
          ? actions
          : new Map([...actions].map(([action, formula]) => [action, renamed(formula, ...ids)]));
      known.set(role, found);
    }
    return found;
  };
}

/** What AWS allows without a policy. */
const WITHOUT_POLICY = ["sts:GetCallerIdentity", "sts:GetSessionToken"];

export function namedActions(actions: Actions, { layers, principal }: Actor): readonly Action[] {
  if (principal.kind === "root") return actions.all;
  const named = actions.services.flatMap((service) => {
    const allows = layers.identity.flatMap((policy) => policy.about(service).allows);
    if (allows.length === 0) return [];
    return actions.of(service).filter(({ name }) => {
      const word = name.slice(service.length + 1).toLowerCase();
      return allows.some(({ names }) => names(word));
    });
  });
  const always = WITHOUT_POLICY.flatMap((name) => actions.find(name) ?? []);
  return [...new Set([...named, ...always])];
}
