import { createInterface } from "node:readline/promises";
import type { Plan } from "../../model/plan";
import { show } from "../../model/problem";
import { hasCredentials, rootText, type RootRow } from "../../report/root-credentials";
import { EXIT, UsageError, type Finish } from "../exit";
import { print, printJson } from "../print";
import type { StackOptions } from "../stack-option";
import { reason } from "./errors";
import { readRoot, removeRoot } from "./root-inventory";
import { asRoot, membersOf, rootTaker, type Member, type RootTaker } from "./root-session";
import { didYouMean, live } from "./run";

export interface RootCredentialsOptions extends StackOptions {
  readonly profile?: string;
  readonly account?: readonly string[];
  readonly remove?: boolean;
  readonly yes?: boolean;
}

/** Accounts that are read at the same time: STS has few sessions a second to give. */
const AT_ONCE = 4;

/** Shows what members' root users could sign in with, and with `--remove` takes it away. */
export async function rootCredentials(
  options: RootCredentialsOptions,
  finish: Finish,
): Promise<void> {
  if (options.yes && !options.remove) throw new UsageError("--yes goes with --remove");
  if (options.remove && !options.yes && !process.stdin.isTTY) {
    throw new UsageError("--remove asks before it removes: run it on a terminal, or add --yes");
  }
  await live(options, finish, async (plan) => {
    const taker = await rootTaker(plan, options.profile);
    const members = await chosen(plan, taker, options.account ?? []);
    const read = await inOrder(members, (member) => readOne(taker, member));
    const rows = options.remove ? await removeAll(taker, read, options.yes === true) : read;
    const ok = rows.every(({ outcome }) => outcome === "nothing" || outcome === "removed");
    if (options.json) printJson({ ok, accounts: rows });
    else print(rootText(rows));
    return ok ? EXIT.fine : EXIT.no;
  });
}

/** All members, or those that are named. */
async function chosen(
  { organization }: Plan,
  taker: RootTaker,
  names: readonly string[],
): Promise<readonly Member[]> {
  const members = await membersOf(taker, organization);
  const known = members.flatMap(({ id, name }) => [id, name]);
  for (const name of names) {
    if (name === organization.managementAccountId || name === "management") {
      throw new UsageError(
        "the management account is no member: no session is taken of its root user, which stays in its safe",
      );
    }
    if (!known.includes(name)) {
      throw new UsageError(
        `the organization has no living member ${show(name)}${didYouMean(name, known)}`,
      );
    }
  }
  if (names.length === 0) return members;
  return members.filter(({ id, name }) => names.includes(id) || names.includes(name));
}

async function readOne(taker: RootTaker, member: Member): Promise<RootRow> {
  const { id, name } = member;
  try {
    const iam = await asRoot(taker, member, "IAMAuditRootUserCredentials");
    const found = await readRoot(iam);
    const outcome = hasCredentials(found) ? "kept" : "nothing";
    return { account: name, id, found, outcome, problem: null };
  } catch (error) {
    return failed({ account: name, id, found: null }, error);
  }
}

/** One account after the other: a person answers for each. */
async function removeAll(
  taker: RootTaker,
  rows: readonly RootRow[],
  yes: boolean,
): Promise<readonly RootRow[]> {
  const done: RootRow[] = [];
  for (const row of rows) {
    const asked = row.outcome === "kept" && (yes || (await confirmed(row)));
    done.push(asked ? await removeOne(taker, row) : row);
  }
  return done;
}

async function removeOne(taker: RootTaker, row: RootRow): Promise<RootRow> {
  const { account: name, id, found } = row;
  if (!found) return row;
  try {
    const member = { id, name };
    await removeRoot(await asRoot(taker, member, "IAMDeleteRootUserCredentials"), found);
    // What AWS says afterwards counts.
    const after = await readOne(taker, member);
    return after.outcome === "nothing" ? { ...row, outcome: "removed" } : after;
  } catch (error) {
    return failed(row, error);
  }
}

function failed(row: Pick<RootRow, "account" | "id" | "found">, error: unknown): RootRow {
  const problem = `${row.account}: ${reason(error)}`;
  return { ...row, outcome: "failed", problem };
}

async function confirmed({ account, id }: RootRow): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `Remove the root credentials of ${account} (${id})? Nobody signs in as its root user any more. ` +
        "Write the account's name to go on: ",
    );
    return answer.trim() === account;
  } finally {
    terminal.close();
  }
}

/** Some at once, in the order of the list. */
async function inOrder<T, R>(
  list: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < list.length; from += AT_ONCE) {
    results.push(...(await Promise.all(list.slice(from, from + AT_ONCE).map(work))));
  }
  return results;
}
