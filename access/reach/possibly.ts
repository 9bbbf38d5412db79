import type { ArnPattern } from "../policy/arn";
import type { ContextValue } from "../policy/context";
import { and, atomic, keyOf, type Formula, type Literal } from "../policy/formula";
import { witness } from "../policy/possible";
import { literalWords } from "../policy/words";
import type { Account } from "../world/accounts";
import type { Actor } from "../world/actors";
import { ask, worthSaying } from "../world/ask";
import type { World } from "../world/world";

/** What else is known of a request. */
export interface About {
  readonly given?: Formula;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** Is it possible, and how? The tests that hold, or null. */
export function possibly(
  world: World,
  actor: Actor,
  action: string,
  resources: readonly ArnPattern[],
  owner: Account,
  about: About = {},
): readonly Literal[] | null {
  if (!names(actor, action)) return null;
  const question = { action, resources, owner };
  const { context, given } = about;
  const formula = ask(world, actor, context ? { ...question, context } : question);
  if (formula === false) return null;
  return witness(given === undefined ? formula : and(formula, given), resources);
}

/**
 * Do the own policies of one of the landing zone's roles name an action at all? Others may be allowed it
 * by other ways, and everybody by roles' trusts.
 */
function names({ kind, layers }: Actor, action: string): boolean {
  const [service = "", word = ""] = action.toLowerCase().split(":");
  if ((kind !== "function-role" && kind !== "own-role") || service === "sts") return true;
  return layers.identity.some((policy) =>
    policy.about(service).allows.some((one) => one.names(word)),
  );
}

/** What is said of the request: not what merely repeats who asks, about what, or what is `given`. */
export function conditionOf(
  world: World,
  found: readonly Literal[],
  given: Formula = true,
): string | null {
  const known = keyOf(given);
  const said = worthSaying(world, found).filter(
    ({ atom, negated }) =>
      atom.kind !== "resource" &&
      !/^aws:Principal(Arn|OrgID)$/i.test(atom.key) &&
      keyOf(atomic(atom, negated)) !== known,
  );
  return said.length === 0 ? null : literalWords(said);
}
