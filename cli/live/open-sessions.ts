import { BREAK_GLASS_NAME, hubRoleName, permissionSetName, RESERVED_PATH } from "../../iam/names";
import { FUNCTION_TAG_VALUE } from "../../iam/trust";
import { LIMITS } from "../../model/limits";
import {
  coreAccount,
  rolesIn,
  type Plan,
  type PlannedAccount,
  type PlannedPerson,
} from "../../model/plan";
import type { OpenSessions } from "../../report/people-live-offboard";

/** What says which functions somebody has: the file, and the user as the last run left it. */
export interface Claims {
  readonly name: string;
  /** Is there a user of the name? */
  readonly isUser: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

const HOUR_MS = 60 * 60 * 1000;
const PATH = RESERVED_PATH.slice(1);

/**
 * Roles in which a person may have a session now, and the time after which none goes on. Both what
 * the file says and what the user carries count: either may be the newer.
 */
export function openSessions(plan: Plan, claims: Claims, now: number): readonly OpenSessions[] {
  const sessions = (role: string, accounts: readonly string[], hours: number): OpenSessions => ({
    role,
    accounts,
    until: new Date(now + hours * HOUR_MS).toISOString(),
  });
  if (plan.breakGlass.users.includes(claims.name)) {
    return plan.ownRoles
      .filter(({ name }) => name === BREAK_GLASS_NAME)
      .map((role) => sessions(`${PATH}${role.name}`, [role.account], role.sessionHours));
  }
  return functionsOf(plan, claims).flatMap((fn) => {
    const arrivals = arrivalsOf(plan, fn);
    const accounts = plan.accounts.filter((account) => mayEnter(plan, claims, fn, account));
    const hours = accounts.flatMap((account) =>
      rolesIn(plan, account)
        .filter((role) => role.function === fn)
        .map(({ sessionHours }) => longest(sessionHours, arrivals, claims.isUser)),
    );
    const entered = accounts.filter((account) =>
      rolesIn(plan, account).some((role) => role.function === fn),
    );
    const { name } = coreAccount(plan, "access");
    return [
      ...arrivals.map((arrival) => sessions(arrival.role, [name], arrival.hours)),
      ...(entered.length === 0
        ? []
        : [
            sessions(
              `${PATH}${fn}`,
              entered.map((account) => account.name),
              Math.max(...hours),
            ),
          ]),
    ];
  });
}

/**
 * The time after which nobody has a session that is open now, whatever functions they had: the file and
 * the user say nothing of one that was taken away an hour ago, or that the identity provider sends.
 */
export function lastEnd(plan: Plan, name: string, now: number): string {
  const functions = plan.people.groups.map((group) => group.function);
  const everything: Claims = {
    name,
    isUser: true,
    tags: Object.fromEntries(functions.map((fn) => [fn, FUNCTION_TAG_VALUE])),
    groups: functions,
  };
  const ends = openSessions(plan, everything, now).map(({ until }) => until);
  return ends.reduce((a, b) => (a > b ? a : b), new Date(now).toISOString());
}

/** Roles of the management account that people enter, which service control policies do not bind. */
export function managementRoles(plan: Plan): readonly string[] {
  const ofFunctions = rolesIn(plan, coreAccount(plan, "management")).map((role) => role.name);
  return [...ofFunctions, BREAK_GLASS_NAME];
}

/**
 * How the person's name may be written in the names of sessions: as in the file, as here, and in lower
 * case, as identity providers send names that are addresses. Conditions with wildcards heed case, so
 * others stay; a hub's session has the name that the provider sends, which has to be the file's.
 */
export function spellings(plan: Plan, name: string): readonly string[] {
  const lower = name.toLowerCase();
  const planned = plan.people.users
    .map((person) => person.name)
    .filter((one) => one.toLowerCase() === lower);
  return [...new Set([...planned, name, lower])];
}

/** Where people of a function arrive in the access account who sign in elsewhere. */
interface Arrival {
  readonly role: string;
  readonly hours: number;
}

function arrivalsOf({ ownRoles, identity }: Plan, fn: string): readonly Arrival[] {
  return [
    ...ownRoles
      .filter(({ name }) => name === hubRoleName(fn))
      .map(({ name, sessionHours }) => ({ role: `${PATH}${name}`, hours: sessionHours })),
    ...(identity.identityCenter?.permissionSets ?? [])
      .filter((set) => set.function === fn)
      .map(({ sessionHours }) => ({
        role: `aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${permissionSetName(fn)}_*`,
        hours: sessionHours,
      })),
  ];
}

/** A session that came from another's may have begun in the last moment of that one. */
function longest(own: number, arrivals: readonly Arrival[], isUser: boolean): number {
  const chained = Math.min(own, LIMITS.chainedSession.value);
  return Math.max(isUser ? own : 0, ...arrivals.map(({ hours }) => hours + chained));
}

/** Functions that somebody has or had, in the order of the plan. */
export function functionsOf(plan: Plan, { name, tags, groups }: Claims): readonly string[] {
  const planned = personNamed(plan, name)?.functions ?? [];
  return plan.people.groups
    .map((group) => group.function)
    .filter((fn) => planned.includes(fn) || groups.includes(fn) || Object.hasOwn(tags, fn));
}

function mayEnter(
  plan: Plan,
  { name, tags }: Claims,
  fn: string,
  account: PlannedAccount,
): boolean {
  const person = personNamed(plan, name);
  const byFile =
    person?.functions.includes(fn) === true &&
    (person.limits === null ||
      person.limits.accounts.includes(account.name) ||
      person.limits.types.includes(account.type));
  return byFile || opens(tags[fn], account);
}

/** Does the value of a function's tag open an account? One whose id is not known yet: perhaps. */
function opens(value: string | undefined, { id, type }: PlannedAccount): boolean {
  if (value === undefined) return false;
  if (value === FUNCTION_TAG_VALUE) return true;
  const parts = value.split("/");
  if (parts.includes(type)) return true;
  return id === null ? parts.some((part) => /^\d{12}$/.test(part)) : parts.includes(id);
}

function personNamed({ people }: Plan, name: string): PlannedPerson | undefined {
  return people.users.find((person) => person.name === name);
}
