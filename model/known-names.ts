import { ADMINISTRATOR } from "./catalogue";
import { suggestion } from "./nearest";
import { oneOf, type Finding, type Path } from "./problem";
import { CORE_ACCOUNTS } from "./schema";

/** Most names that a message lists; of more it shows the nearest alone. */
const LISTED = 20;

/** What to do about names that exist, but not here. */
const FIXES: ReadonlyMap<string, string> = new Map([
  [
    `function ${ADMINISTRATOR.name}`,
    `it is off until you switch it on: write functions: { ${ADMINISTRATOR.name}: {} }`,
  ],
  ...CORE_ACCOUNTS.map(
    (name) =>
      [
        `account type ${name}`,
        "take it out: what functions may do in core accounts is fixed",
      ] as const,
  ),
]);

/** A name that nothing has; nothing when it is known. */
export function* known(
  what: string,
  name: string,
  names: readonly string[],
  path: Path,
  atKey = false,
): Generator<Finding> {
  if (names.includes(name)) return;
  const allowed = names.length > 0 && names.length <= LISTED ? `; allowed: ${oneOf(names)}` : "";
  yield {
    path,
    atKey,
    message: `unknown ${what} "${name}"${allowed}`,
    fix:
      FIXES.get(`${what} ${name}`) ??
      suggestion(name, names, `use a known ${what}, or define this one`),
  };
}

/** Elements of a list that were there before. */
export function* repeated(list: readonly string[], path: Path): Generator<Finding> {
  for (const [at, one] of list.entries()) {
    if (list.indexOf(one) === at) continue;
    yield { path: [...path, at], message: `"${one}" is there twice`, fix: "take one out" };
  }
}

/** A day that no calendar has, such as the 30th of February. */
export function* realDay(day: string, path: Path): Generator<Finding> {
  if (!Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)) return;
  yield { path, message: `there is no day "${day}"`, fix: "write a day of the calendar" };
}
