import { BREAK_GLASS_PATH, PEOPLE_PATH } from "../iam/names";
import { endOf } from "../iam/people";
import type { Plan } from "../model/plan";
import { counted } from "./words";
import { daysBetween, type LiveUser } from "./people-live";

export type PeopleProblemKind =
  | "break-glass-key"
  | "break-glass-virtual-device"
  | "ended"
  | "missing-user"
  | "no-mfa"
  | "old-key"
  | "second-key"
  | "unknown-user"
  | "unused-key"
  | "wrong-path";

export interface PeopleProblem {
  readonly user: string;
  readonly problem: PeopleProblemKind;
  readonly message: string;
  readonly fix: string;
}

export type Expected = Pick<Plan, "identity" | "people" | "breakGlass">;

/** Days after which a key that was never used is left over. */
export const UNUSED_DAYS = 30;

/** Everything that is wrong with the users of the access account, user by user. */
export function peopleProblems(
  plan: Expected,
  users: readonly LiveUser[],
  now: string,
): readonly PeopleProblem[] {
  return [
    ...users.flatMap((user) => [...placeProblems(plan, user, now), ...signInProblems(user)]),
    ...users.flatMap((user) => keyProblems(plan, user, now)),
    ...missing(plan, users),
  ].sort((a, b) => (a.user < b.user ? -1 : a.user > b.user ? 1 : 0));
}

/** People of the file who should be users: none where nobody signs in as one. */
export function peopleAsUsers({ identity, people }: Expected): readonly string[] {
  return identity.modes.includes("iam-users") ? people.users.map(({ name }) => name) : [];
}

/** Path at which the file has a user; undefined: it has none of that name. */
export function pathOf(plan: Expected, name: string): string | undefined {
  if (plan.breakGlass.users.includes(name)) return BREAK_GLASS_PATH;
  return peopleAsUsers(plan).includes(name) ? PEOPLE_PATH : undefined;
}

function placeProblems(plan: Expected, user: LiveUser, now: string): readonly PeopleProblem[] {
  const { name, path } = user;
  const expected = pathOf(plan, name);
  const until = plan.people.users.find((person) => person.name === name)?.until ?? null;
  const problems: PeopleProblem[] = [];
  if (expected === undefined) {
    problems.push({
      user: name,
      problem: "unknown-user",
      message: plan.people.users.some((person) => person.name === name)
        ? `is a user, and people sign in by ${plan.identity.modes.join(" and ")}`
        : "is a user that is not in the file",
      fix: `find out whose it is; then lz offboard ${name}, or add the person to access.people`,
    });
  }
  if (expected === undefined ? !OURS.includes(path) : path !== expected) {
    problems.push({
      user: name,
      problem: "wrong-path",
      message: `has the path ${path}${expected === undefined ? `, outside ${OURS.join(" and ")}` : `, and should have ${expected}`}`,
      fix: "whoever made it did so by hand: offboard and delete the user, then run pulumi up",
    });
  }
  if (expected === PEOPLE_PATH && until !== null && now > endOf(until)) {
    problems.push({
      user: name,
      problem: "ended",
      message: `had the last day on ${until}, and is still a user`,
      fix: `lz offboard ${name}, take the person out of the file, run pulumi up`,
    });
  }
  return problems;
}

const OURS: readonly string[] = [PEOPLE_PATH, BREAK_GLASS_PATH];

function signInProblems({ name, path, password, devices }: LiveUser): readonly PeopleProblem[] {
  const problems: PeopleProblem[] = [];
  if (password && devices.length === 0) {
    problems.push({
      user: name,
      problem: "no-mfa",
      message: `has a password since ${password.since.slice(0, 10)} and no MFA device`,
      fix: "the person enrols a device; if the invitation went astray, lz offboard and invite again",
    });
  }
  if (path !== BREAK_GLASS_PATH) return problems;
  for (const { kind, serial } of devices) {
    if (kind !== "virtual") continue;
    problems.push({
      user: name,
      problem: "break-glass-virtual-device",
      message: `has the virtual MFA device ${serial}`,
      fix: "break-glass users have certified hardware keys alone: enrol one, take this one away",
    });
  }
  return problems;
}

function keyProblems(plan: Expected, user: LiveUser, now: string): readonly PeopleProblem[] {
  const { name, keys, path } = user;
  const problems: PeopleProblem[] = [];
  const note = (problem: PeopleProblemKind, message: string, fix: string): void => {
    problems.push({ user: name, problem, message, fix });
  };
  if (path === BREAK_GLASS_PATH) {
    for (const { id } of keys) {
      note(
        "break-glass-key",
        `has the access key ${id}`,
        "break-glass users have no keys: find out who made it, and delete it",
      );
    }
  }
  if (keys.length > 1) {
    note(
      "second-key",
      `has ${counted(keys.length, "access key")}: ${keys.map(({ id }) => id).join(", ")}`,
      "one is enough: delete the other",
    );
  }
  for (const { id, created, lastUsed } of keys) {
    const age = daysBetween(created, now);
    if (age > plan.people.keyDays) {
      note(
        "old-key",
        `has the access key ${id} for ${counted(age, "day")}, and ${plan.people.keyDays} are allowed`,
        "the person makes a new one, then deletes this one",
      );
    }
    if (lastUsed === null && age >= UNUSED_DAYS) {
      note(
        "unused-key",
        `never used the access key ${id} in ${counted(age, "day")}`,
        "delete the key",
      );
    }
  }
  return problems;
}

function missing(plan: Expected, users: readonly LiveUser[]): readonly PeopleProblem[] {
  const there = new Set(users.map(({ name }) => name));
  return [...peopleAsUsers(plan), ...plan.breakGlass.users]
    .filter((name) => !there.has(name))
    .map((name) => ({
      user: name,
      problem: "missing-user",
      message: "is in the file, and there is no such user",
      fix: "run pulumi up",
    }));
}
