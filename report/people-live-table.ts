import { counted } from "./words";
import { table } from "./table";
import { daysBetween, type LiveUser } from "./people-live";
import type { PeopleProblem } from "./people-live-problems";

/** What `lz people` says. */
export function peopleText(
  organization: string,
  accountId: string,
  users: readonly LiveUser[],
  problems: readonly PeopleProblem[],
  now: string,
): string {
  const head = `${organization}: ${counted(users.length, "user")} in the access account ${accountId}`;
  const rows = users.map((user) => [
    `${user.path}${user.name}`,
    user.password ? "yes" : "-",
    user.devices.map(({ kind }) => kind).join(", ") || "-",
    user.keys.map((key) => keyWords(key, now)).join("; ") || "-",
  ]);
  const list = rows.length === 0 ? [] : [table([["user", "password", "MFA", "keys"], ...rows])];
  return [head, ...list, problemsWords(problems)].join("\n\n");
}

function problemsWords(problems: readonly PeopleProblem[]): string {
  if (problems.length === 0) return "No problems";
  const each = problems.map(({ user, message, fix }) => `  ${user} ${message}\n    fix: ${fix}`);
  return `${counted(problems.length, "problem")}\n\n${each.join("\n")}`;
}

/** `AKIA… 12 days old, used 3 days ago`. */
export function keyWords(key: LiveUser["keys"][number], now: string): string {
  const used =
    key.lastUsed === null
      ? "never used"
      : `used ${counted(daysBetween(key.lastUsed, now), "day")} ago`;
  return `${key.id} ${counted(daysBetween(key.created, now), "day")} old, ${used}${key.active ? "" : ", inactive"}`;
}
