import type { AccessLevel, Action } from "../actions";
import { and, type Formula } from "../policy/formula";
import { witness } from "../policy/possible";
import { literalWords } from "../policy/words";
import type { Account } from "../world/accounts";
import { serviceRole, type Actor, type FunctionRole } from "../world/actors";
import { ask, type Question, type World } from "../world/world";

/** One account of each class: what holds for it holds for its like. */
export function examples({ accounts }: World): readonly Account[] {
  return accounts.classes.map((one) => accounts.example(one));
}

export function isLeaf(account: Account): boolean {
  return account.class.kind === "leaf";
}

/**
 * Function roles of an account, and the worst that people make of them: administrators, inside the
 * boundary of each.
 */
export function rolesAtWorst(world: World, account: Account): readonly Actor[] {
  const roles = world.roles(account);
  const boundaries = new Set([JSON.stringify(world.plan.boundary)]);
  const own = roles.filter(({ role }) => {
    const text = JSON.stringify(role.boundary);
    return !boundaries.has(text) && boundaries.add(text);
  });
  const service = serviceRole(world.cast, account);
  return [...roles, service, ...own.map((role) => strongest(role, service))];
}

function strongest(role: FunctionRole, { layers }: Actor): Actor {
  const { boundary } = role.layers;
  return {
    ...role,
    kind: "service-role",
    name: `${role.name}, given every permission inside its boundary`,
    layers: { identity: layers.identity, ...(boundary ? { boundary } : {}) },
  };
}

/** Roles that decide alike, once each: equal documents in accounts of one kind. */
export function distinctRoles(world: World): readonly FunctionRole[] {
  const seen = new Set<string>();
  return examples(world)
    .flatMap((account) => world.roles(account))
    .filter(({ role, account }) => {
      const core = account.class.kind === "core" ? account.class.type : "";
      const key = JSON.stringify([core, role.function, role.policies, role.boundary]);
      return !seen.has(key) && seen.add(key);
    });
}

const WRITES: readonly AccessLevel[] = ["write", "tagging", "permissions"];

export function writes({ level }: Action): boolean {
  return WRITES.includes(level);
}

/** How it is possible, in words; null if it is not. Empty: without any condition. */
export function how(
  world: World,
  actor: Actor,
  question: Question,
  given: Formula = true,
): string | null {
  const formula = ask(world, actor, question);
  if (formula === false) return null;
  const found = witness(and(formula, given), question.resources);
  return found && literalWords(found);
}

/** "operations in web-production can iam:CreateUser, when …". */
export function says(actor: Actor, action: string, condition: string, on = ""): string {
  const when = condition === "" ? "" : `, when ${condition}`;
  return `${actor.name} can ${action}${on === "" ? "" : ` on ${on}`}${when}`;
}
