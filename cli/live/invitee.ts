import { BREAK_GLASS_PATH, PEOPLE_PATH } from "../../iam/names";
import { endOf } from "../../iam/people";
import type { Plan } from "../../model/plan";
import { show } from "../../model/problem";
import { elsewhere, type Invitee } from "../../report/people-live-invite";
import { UsageError } from "../exit";
import { LiveError } from "./errors";
import { didYouMean } from "./run";

/** Who is invited. People who sign in elsewhere are invited there, and that is said. */
export function inviteeNamed(plan: Plan, name: string, now: string): Invitee {
  const { breakGlass, identity, people } = plan;
  if (breakGlass.users.includes(name)) return { name, kind: "break-glass", path: BREAK_GLASS_PATH };
  const person = people.users.find((one) => one.name === name);
  if (!person) {
    const known = [...people.users.map((one) => one.name), ...breakGlass.users];
    throw new UsageError(
      `${show(name)} is neither in access.people nor a break-glass user of the file` +
        (didYouMean(name, known) || ": add the person and run pulumi up first"),
    );
  }
  if (!identity.modes.includes("iam-users")) throw new UsageError(elsewhere(identity, name));
  if (person.until !== null && now > endOf(person.until)) {
    throw new LiveError(
      `the last day of ${name} was ${person.until}: change \`until\` in the file and run pulumi up first`,
    );
  }
  return { name, kind: "person", path: PEOPLE_PATH };
}
