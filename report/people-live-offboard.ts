import { keyWords } from "./people-live-table";
import { timeWords, type LiveUser } from "./people-live";
import { table } from "./table";
import { accountsWords, counted, listed } from "./words";

/** What somebody has to sign in with. */
export interface Inventory extends LiveUser {
  readonly certificates: readonly string[];
  readonly sshKeys: readonly string[];
  /** Credentials of single services, with the service. */
  readonly serviceCredentials: readonly { readonly id: string; readonly service: string }[];
  /** Serial numbers of virtual devices of the person's name that nobody has. */
  readonly leftDevices: readonly string[];
  readonly groups: readonly string[];
  /** They say which functions the person has, or had before the last run. */
  readonly tags: Readonly<Record<string, string>>;
  /** Offboarded before: nothing is allowed any more. */
  readonly shut: boolean;
  /** What could not be read, and so is not known. */
  readonly unread: readonly Step[];
}

/** A function role in which the person may still have a session. */
export interface OpenSessions {
  readonly role: string;
  readonly accounts: readonly string[];
  /** The latest time at which one ends. */
  readonly until: string;
}

/** One thing that was taken away, or was not. */
export interface Step {
  readonly what: string;
  /** Null: it is done. */
  readonly failure: string | null;
}

export interface OffboardReport {
  readonly person: string;
  readonly inventory: Inventory | null;
  readonly sessions: readonly OpenSessions[];
  /** These sessions were ended just now. */
  readonly sessionsEnded: boolean;
  /** Null: nothing was asked to be taken away. */
  readonly steps: readonly Step[] | null;
  readonly notes: readonly string[];
}

/** Is there nothing left to take away, as far as is known? */
export function isEmpty(inventory: Inventory): boolean {
  return inventory.shut && thingsOf(inventory).length === 0;
}

/** What `lz offboard` says. */
export function offboardText(report: OffboardReport, now: string): string {
  const { person, inventory, sessions, sessionsEnded, steps, notes } = report;
  return [
    inventory === null ? `There is no user ${person}.` : inventoryText(inventory, now),
    ...(inventory?.unread ?? []).map(({ what, failure }) => `Could not ${what}: ${failure ?? ""}`),
    ...(steps === null ? [] : [stepsText(person, steps)]),
    ...(sessions.length === 0 ? [] : [sessionsText(person, sessions, sessionsEnded)]),
    ...notes,
  ].join("\n\n");
}

function inventoryText(inventory: Inventory, now: string): string {
  const { path, name, groups, shut } = inventory;
  const things = thingsOf(inventory, now);
  const state = shut ? ", shut out already" : "";
  const head = `${path}${name}${state}, in ${groups.length === 0 ? "no group" : `the groups ${listed(groups)}`}`;
  return things.length === 0
    ? `${head}: nothing to sign in with`
    : `${head}, can sign in with:\n\n${table(things)}`;
}

function thingsOf(inventory: Inventory, now = ""): readonly (readonly [string, string])[] {
  const { password, keys, devices, certificates, sshKeys, serviceCredentials, leftDevices } =
    inventory;
  return [
    ...(password ? [["password", passwordWords(password)] as const] : []),
    ...keys.map((key) => ["access key", keyWords(key, now)] as const),
    ...devices.map(({ kind, serial, since }) => {
      return ["MFA device", `${kind} ${serial}, since ${timeWords(since)}`] as const;
    }),
    ...leftDevices.map((serial) => ["MFA device", `${serial}, assigned to nobody`] as const),
    ...certificates.map((id) => ["signing certificate", id] as const),
    ...sshKeys.map((id) => ["SSH key", id] as const),
    ...serviceCredentials.map(({ id, service }) => {
      return ["service credential", `${id} of ${service}`] as const;
    }),
  ];
}

function passwordWords({ since, lastUsed }: NonNullable<LiveUser["password"]>): string {
  const used = lastUsed === null ? "never used" : `last used ${timeWords(lastUsed)}`;
  return `since ${timeWords(since)}, ${used}`;
}

function stepsText(person: string, steps: readonly Step[]): string {
  const failed = steps.filter(({ failure }) => failure !== null);
  const rows = steps.map(
    ({ what, failure }) => `  ${failure === null ? "done" : "FAILED"}  ${what}`,
  );
  if (steps.length === 0) return "Nothing that is known was left to take away.";
  if (failed.length === 0) return `Taken away:\n\n${rows.join("\n")}`;
  const reasons = failed.map(({ what, failure }) => `  ${what}: ${failure ?? ""}`);
  return [
    `Taken away of ${person}, but for ${counted(failed.length, "failure")}:`,
    rows.join("\n"),
    reasons.join("\n"),
    "Repeat the command: it goes on with what is left.",
  ].join("\n\n");
}

function sessionsText(person: string, sessions: readonly OpenSessions[], ended: boolean): string {
  const rows = sessions.map(({ role, accounts, until }) => [
    role,
    accountsWords(accounts),
    ended ? "ended now" : `until ${timeWords(until)} at the latest`,
  ]);
  const head = ended
    ? `Roles in which ${person} may have had sessions:`
    : `Roles in which ${person} may have entered, and go on:`;
  return `${head}\n\n${table(rows)}`;
}

/** Name of the service control policy that ends sessions, of all who left. */
export const SHARED_POLICY = "offboarded-people";

/** Commands that end one person's sessions, for people who do it by hand. */
export function revokeCommands(document: string): string {
  return [
    "To end open sessions at once, also of functions that the person had before, repeat with --yes --revoke-sessions. By hand, in the management account:",
    [
      `  aws organizations create-policy --type SERVICE_CONTROL_POLICY --name ${SHARED_POLICY} --description "Ends the sessions of people who left" --content '${document}'`,
      "  aws organizations attach-policy --target-id ROOT_ID --policy-id POLICY_ID",
    ].join("\n"),
  ].join("\n\n");
}

/** The same for roles of the management account, where no service control policy holds. */
export function managementCommands(
  name: string,
  roles: readonly string[],
  document: string,
): string {
  const commands = roles.map(
    (role) =>
      `  aws iam put-role-policy --role-name ${role} --policy-name ${name} --policy-document '${document}'`,
  );
  return `In the management account service control policies do not hold. There:\n\n${commands.join("\n")}`;
}

/** How what ends sessions is taken away again, after they would have ended by themselves. */
export function removeCommands(
  name: string,
  policyId: string | null,
  rootId: string | null,
  roles: readonly string[],
  after: string,
): string {
  const commands = [
    ...(policyId === null
      ? []
      : [
          `  aws organizations detach-policy --policy-id ${policyId} --target-id ${rootId ?? "ROOT_ID"}`,
          `  aws organizations delete-policy --policy-id ${policyId}`,
        ]),
    ...roles.map(
      (role) => `  aws iam delete-role-policy --role-name ${role} --policy-name ${name}`,
    ),
  ];
  return `After ${timeWords(after)} all sessions that were open have ended by themselves. Then, if nobody was offboarded after this, or before a run that exchanges a guardrail of the root and needs the place, in the management account:\n\n${commands.join("\n")}`;
}
