import { accountPairs } from "../../model/account-pairs";
import type { PlannedAccount } from "../../model/plan";
import type { Account } from "../world/accounts";
import type { World } from "../world/world";

/** Accounts that are equal before and equal after; on one side there are none where they come or go. */
export interface Pair {
  readonly before: Side | undefined;
  readonly after: Side | undefined;
}

interface Side {
  /** One that speaks for all. */
  readonly account: Account;
  readonly names: readonly Placed[];
}

/** Name of an account, with its place in the plan. */
interface Placed {
  readonly name: string;
  readonly at: number;
}

/** Accounts of both worlds, paired class by class, in the order of their plans. */
export function pairsOf(base: World, head: World): readonly Pair[] {
  const before = finder(base);
  const after = finder(head);
  const pairs = new Map<
    string,
    { before: MutableSide | undefined; after: MutableSide | undefined }
  >();
  const add = (one: Found | undefined, other: Found | undefined, mark: string): void => {
    if (!one && !other) return;
    const key = `${one?.class ?? ""} ${other?.class ?? ""}`;
    const known = pairs.get(key) ?? { before: undefined, after: undefined };
    pairs.set(key, {
      before: joined(known.before, one, mark),
      after: joined(known.after, other, mark),
    });
  };
  for (const pair of accountPairs(base.plan.accounts, head.plan.accounts)) {
    const [one, other] = [before(pair.before), after(pair.after)];
    const [was, is] = [one?.account.planned.id ?? null, other?.account.planned.id ?? null];
    if (was === null || is === null || was === is) add(one, other, "");
    else {
      // The same name, and yet another account: nobody keeps anything.
      add(one, undefined, was);
      add(undefined, other, is);
    }
  }
  return [...pairs.values()];
}

interface Found {
  readonly account: Account;
  readonly class: number;
  readonly at: number;
}

interface MutableSide {
  readonly account: Account;
  readonly names: Placed[];
}

function joined(
  side: MutableSide | undefined,
  found: Found | undefined,
  mark: string,
): MutableSide | undefined {
  if (!found) return side;
  const known = side ?? { account: found.account, names: [] };
  const { name } = found.account;
  known.names.push({ name: mark === "" ? name : `${name} (${mark})`, at: found.at });
  return known;
}

/** Living accounts of a world, with their class by its number. */
function finder({ accounts }: World): (planned: PlannedAccount | undefined) => Found | undefined {
  const classes = new Map(accounts.classes.map((one, index) => [one, index]));
  const byPlan = new Map(
    accounts.all.map((account, at) => [
      account.planned,
      { account, class: classes.get(account.class) ?? -1, at },
    ]),
  );
  return (planned) => planned && byPlan.get(planned);
}
