import { isCoreAccount } from "./catalogue";
import { livingMembers, type Plan, type PlannedAccount } from "./plan";

/** An account as the stack's last run left it: an element of the stack output `accounts`. */
export interface PreviousAccount {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly lifecycle: string;
}

/** What the stack's own outputs say of its last run. */
export interface Previous {
  readonly accounts: readonly PreviousAccount[];
  readonly stamping: string;
}

/**
 * Reads the stack's outputs. Undefined where the stack has never run to its end. Throws on outputs
 * of another shape: guessing there could let an account go.
 */
export function readPrevious(outputs: {
  readonly accounts: unknown;
  readonly stamping: unknown;
}): Previous | undefined {
  const { accounts, stamping } = outputs;
  if (accounts === undefined) return undefined;
  if (!Array.isArray(accounts) || !accounts.every(isPreviousAccount)) {
    throw new Error("the stack's output `accounts` is not a list of name, id, type and lifecycle");
  }
  return { accounts, stamping: typeof stamping === "string" ? stamping : "none" };
}

function isPreviousAccount(value: unknown): value is PreviousAccount {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  return ["name", "id", "type", "lifecycle"].every((key) => typeof fields[key] === "string");
}

const GONE = new Set(["left", "closed"]);

/**
 * What a run must not do to accounts that exist: forget one, take one for another, release one
 * without a run of notice, or stamp the same roles twice. Each refusal names the choices.
 */
export function continuityRefusals(plan: Plan, previous: Previous): readonly string[] {
  return [
    ...stampingRefusals(plan, previous),
    ...previous.accounts.flatMap((account) => accountRefusals(plan, previous, account)),
  ];
}

function stampingRefusals({ stamping }: Plan, previous: Previous): readonly string[] {
  const ways = [previous.stamping, stamping];
  if (stamping === previous.stamping || ways.includes("none")) return [];
  return [
    `stamping changes from ${previous.stamping} to ${stamping}, and both make roles of the same names. ` +
      `Write stamping: none, run, then write stamping: ${stamping} and run again.`,
  ];
}

function accountRefusals(
  plan: Plan,
  previous: Previous,
  before: PreviousAccount,
): readonly string[] {
  const after = successor(plan, before);
  const wasGone = GONE.has(before.lifecycle);
  if (!after) return wasGone ? [] : [vanished(before)];
  const refusals: string[] = [];
  if (after.id !== null && before.id !== "" && after.id !== before.id) {
    refusals.push(
      `the account ${after.name} has the id ${before.id}, but the file says ${after.id}. ` +
        `Take the id out or write id: "${before.id}"; for another account, add an entry with a name of its own.`,
    );
  }
  if (wasGone) {
    if (!GONE.has(after.lifecycle)) {
      refusals.push(
        `the account ${after.name} (${before.id}) is ${before.lifecycle}, but the file says ${after.lifecycle}. ` +
          `To bring it back, add it under a new name with id: "${before.id}".`,
      );
    }
    return refusals;
  }
  if (GONE.has(after.lifecycle) && before.lifecycle !== "leaving") {
    refusals.push(
      `the account ${after.name} (${before.id}) is ${before.lifecycle} and cannot become ${after.lifecycle} at once. ` +
        `Write lifecycle: leaving, run, then write lifecycle: ${after.lifecycle} and run again.`,
    );
  }
  const stamped = plan.stamping === "stackset" && previous.stamping === "stackset";
  if (stamped && after.type !== before.type && before.lifecycle !== "moving") {
    refusals.push(
      `the account ${after.name} (${before.id}) changes from type ${before.type} to ${after.type}, and both types' roles have the same names. ` +
        `Write lifecycle: moving with type: ${before.type}, run, then write type: ${after.type} with lifecycle: active and run again.`,
    );
  }
  return refusals;
}

function vanished({ name, id }: PreviousAccount): string {
  return (
    `the account ${name} (${id}) is no longer in the file. Nothing deletes an account by leaving it out. ` +
    `Renamed: write formerNames: [${name}] at its new name. ` +
    `To let it go: put it back with lifecycle: leaving, run, then lifecycle: left (it leaves the organization) or closed.`
  );
}

/**
 * The planned account that goes on where an earlier one was: a core account of the same kind, a
 * leaf account of that name or former name.
 */
export function successor(
  { accounts }: Pick<Plan, "accounts">,
  { name, type }: Pick<PreviousAccount, "name" | "type">,
): PlannedAccount | undefined {
  if (isCoreAccount(type)) {
    return accounts.find((account) => account.kind === "core" && account.type === type);
  }
  const leaves = accounts.filter(({ kind }) => kind === "leaf");
  return (
    leaves.find((account) => account.name === name) ??
    leaves.find(({ formerNames }) => formerNames.includes(name))
  );
}

/** What exists in AWS and not yet in the stack: this run imports it. */
export interface Imports {
  readonly organization: boolean;
  /** Account names. */
  readonly accounts: ReadonlySet<string>;
}

/** An account is imported as it is; the run after it is named, moved and tagged. */
export function importsOf(plan: Plan, previous: Previous | undefined): Imports {
  const known = new Set(
    (previous?.accounts ?? [])
      .filter(({ lifecycle }) => !GONE.has(lifecycle))
      .map((account) => successor(plan, account)?.name),
  );
  return {
    organization: plan.organization.adopt && previous === undefined,
    accounts: new Set(
      livingMembers(plan)
        .filter(({ id, name }) => id !== null && !known.has(name))
        .map(({ name }) => name),
    ),
  };
}
