import { isCoreAccount } from "./catalogue";
import {
  isInQuarantine,
  isLeaving,
  isOutsideItsType,
  livingMembers,
  type Plan,
  type PlannedAccount,
} from "./plan";

/** An account as the stack's last run left it: an element of the stack output `accounts`. */
export interface PreviousAccount {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly lifecycle: string;
  /** Path of its unit; outputs of early runs lack it. */
  readonly unit?: string;
}

/** What cannot change of an organization that exists: the stack output `organization`. */
export interface PreviousOrganization {
  readonly name: string;
  readonly homeRegion: string;
  readonly adopt: boolean;
}

/** What the stack's own outputs say of its last run. */
export interface Previous {
  readonly accounts: readonly PreviousAccount[];
  readonly stamping: string;
  readonly organization?: PreviousOrganization;
}

/**
 * Reads the stack's outputs. Undefined where the stack has never run to its end. Throws on outputs
 * of another shape: guessing there could let an account go.
 */
export function readPrevious(outputs: {
  readonly accounts: unknown;
  readonly stamping: unknown;
  readonly organization?: unknown;
}): Previous | undefined {
  const { accounts, stamping, organization } = outputs;
  if (accounts === undefined) return undefined;
  if (!Array.isArray(accounts) || !accounts.every(isPreviousAccount)) {
    throw new Error("the stack's output `accounts` is not a list of name, id, type and lifecycle");
  }
  return {
    accounts,
    stamping: typeof stamping === "string" ? stamping : "none",
    ...(isPreviousOrganization(organization) ? { organization } : {}),
  };
}

function isPreviousOrganization(value: unknown): value is PreviousOrganization {
  if (typeof value !== "object" || value === null) return false;
  const { name, homeRegion, adopt } = value as Record<string, unknown>;
  return typeof name === "string" && typeof homeRegion === "string" && typeof adopt === "boolean";
}

function isPreviousAccount(value: unknown): value is PreviousAccount {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  return ["name", "id", "type", "lifecycle"].every((key) => typeof fields[key] === "string");
}

const GONE = new Set(["left", "closed"]);

/** The planned account that goes on where an earlier one was, if any. */
type Successors = ReadonlyMap<PreviousAccount, PlannedAccount | undefined>;

/**
 * What a run must not do to accounts that exist: forget one, take one for another, release one
 * without a run of notice, or stamp the same roles twice. Each refusal names the choices.
 */
export function continuityRefusals(plan: Plan, previous: Previous): readonly string[] {
  const successors = successorsOf(plan, previous);
  return [
    ...organizationRefusals(plan, previous),
    ...stampingRefusals(plan, previous),
    ...previous.accounts.flatMap((account) =>
      accountRefusals(plan, previous, account, successors.get(account)),
    ),
    ...mergeRefusals(successors),
    ...idRefusals(plan, successors),
  ];
}

/**
 * Refused here, because the engine would find out half way: the log bucket is protected, and other
 * things would have changed by then.
 */
function organizationRefusals(
  { organization }: Plan,
  { organization: before }: Previous,
): readonly string[] {
  if (!before) return [];
  const refusals: string[] = [];
  if (organization.name !== before.name) {
    refusals.push(
      `the organization's name changes from ${before.name} to ${organization.name}, and the log bucket has it in its own, which cannot change. ` +
        `Write name: ${before.name}; another organization is a stack of its own.`,
    );
  }
  if (organization.homeRegion !== before.homeRegion) {
    refusals.push(
      `the home region changes from ${before.homeRegion} to ${organization.homeRegion}, and the log bucket, its key and the trail cannot move. ` +
        `Write homeRegion: ${before.homeRegion}.`,
    );
  }
  if (before.adopt && !organization.adopt) {
    refusals.push(
      "the organization was adopted, but the file does not say so any more, and policy types that it had before would be switched off. " +
        "Write adopt: true and the organization's id.",
    );
  }
  return refusals;
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
  after: PlannedAccount | undefined,
): readonly string[] {
  const wasGone = GONE.has(before.lifecycle);
  if (!after) return wasGone ? [] : [vanished(before)];
  const refusals: string[] = [];
  if (after.id !== null && before.id !== "" && after.id !== before.id) {
    refusals.push(
      `the account ${after.name} has the id ${before.id}, but the file says ${after.id}. ` +
        (after.type === "management"
          ? `Write managementAccountId: "${before.id}"; another organization is a stack of its own.`
          : `Take the id out or write id: "${before.id}"; for another account, add an entry with a name of its own.`),
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
  if (GONE.has(after.lifecycle) && !isLeaving(before.lifecycle)) {
    refusals.push(
      `the account ${after.name} (${before.id}) is ${before.lifecycle} and cannot become ${after.lifecycle} at once. ` +
        `Write lifecycle: ${isInQuarantine(before.lifecycle) ? "leaving-quarantine" : "leaving"}, run, then write lifecycle: ${after.lifecycle} and run again.`,
    );
  }
  if (isInQuarantine(before.lifecycle) && after.lifecycle === "leaving") {
    refusals.push(
      `the account ${after.name} (${before.id}) is in quarantine, and lifecycle: leaving would take it back to its unit and its roles. ` +
        `Write lifecycle: leaving-quarantine; or write lifecycle: active and run, if it may go back.`,
    );
  }
  const stamped = plan.stamping === "stackset" && previous.stamping === "stackset";
  const moved = before.unit !== undefined && after.unit !== before.unit;
  if (stamped && moved && after.type === before.type && isActive(before) && isActive(after)) {
    refusals.push(
      `the unit of the account ${after.name} (${before.id}) changes from ${before.unit} to ${String(after.unit)}, and its roles cannot be in both at once. ` +
        `Write lifecycle: moving for the accounts of this type, run, then change the unit, take lifecycle: moving out and run again.`,
    );
  }
  if (stamped && after.type !== before.type && !isOutsideItsType(before.lifecycle)) {
    refusals.push(
      `the account ${after.name} (${before.id}) changes from type ${before.type} to ${after.type}, and both types' roles have the same names. ` +
        `Write lifecycle: moving with type: ${before.type}, run, then write type: ${after.type} with lifecycle: active and run again.`,
    );
  }
  return refusals;
}

/** Two accounts that exist cannot go on as one: the one of the former name would be forgotten. */
function mergeRefusals(successors: Successors): readonly string[] {
  const going = new Map<PlannedAccount, PreviousAccount[]>();
  for (const [before, after] of successors) {
    if (after) going.set(after, [...(going.get(after) ?? []), before]);
  }
  return [...going].flatMap(([after, befores]) => {
    const own = befores.find(({ name }) => name === after.name) ?? befores[0];
    return befores
      .filter((before) => before !== own && !GONE.has(before.lifecycle))
      .map(
        (before) =>
          `the account ${before.name} (${before.id}) is no longer in the file but for formerNames of ${after.name}, which is another account (${own?.id ?? ""}). ` +
          `Take it out of formerNames and put it back as an entry of its own; to let it go, give that entry lifecycle: leaving.`,
      );
  });
}

/** The id of an account that exists cannot be imported again as another one. */
function idRefusals(plan: Plan, successors: Successors): readonly string[] {
  const owners = new Map(
    [...successors]
      .filter(([{ lifecycle }]) => !GONE.has(lifecycle))
      .map(([before, after]) => [before.id, { before, after }]),
  );
  return plan.accounts.flatMap(({ name, id, lifecycle }) => {
    const owner = id === null || GONE.has(lifecycle) ? undefined : owners.get(id);
    if (!owner?.after || owner.after.name === name) return [];
    return [
      `the account ${name} has the id ${owner.before.id} in the file, which is that of ${owner.before.name}. ` +
        `Take the id out; if ${name} is the new name of ${owner.before.name}, write formerNames: [${owner.before.name}] there and take the other entry out.`,
    ];
  });
}

/** Has it the roles of its type's unit? */
function isActive({ lifecycle }: { readonly lifecycle: string }): boolean {
  return lifecycle === "active" || lifecycle === "leaving";
}

function vanished({ name, id }: PreviousAccount): string {
  return (
    `the account ${name} (${id}) is no longer in the file. Nothing deletes an account by leaving it out. ` +
    `Renamed: write formerNames: [${name}] at its new name. ` +
    `To let it go: put it back with lifecycle: leaving, run, then lifecycle: left (it leaves the organization) or closed.`
  );
}

/**
 * A core account is followed by the core account of its kind, a leaf account by the one of its name,
 * or else by the one that has it as a former name. An account that is gone is followed by another
 * one only if that is not there already.
 */
function successorsOf({ accounts }: Plan, previous: Previous): Successors {
  const leaves = accounts.filter(({ kind }) => kind === "leaf");
  const core = new Map(
    accounts.filter(({ kind }) => kind === "core").map((account) => [account.type, account]),
  );
  const byName = new Map(leaves.map((account) => [account.name, account]));
  const byFormerName = new Map(
    leaves.flatMap((account) => account.formerNames.map((former) => [former, account] as const)),
  );
  const names = new Set(previous.accounts.map(({ name }) => name));
  return new Map(
    previous.accounts.map((before) => {
      if (isCoreAccount(before.type)) return [before, core.get(before.type)];
      const renamed = byFormerName.get(before.name);
      const taken = GONE.has(before.lifecycle) && renamed !== undefined && names.has(renamed.name);
      return [before, byName.get(before.name) ?? (taken ? undefined : renamed)];
    }),
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
  const successors: Successors = previous ? successorsOf(plan, previous) : new Map();
  const known = new Set(
    [...successors]
      .filter(([{ lifecycle }]) => !GONE.has(lifecycle))
      .map(([, after]) => after?.name),
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
