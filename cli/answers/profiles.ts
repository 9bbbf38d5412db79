import { suggestion } from "../../model/nearest";
import type { PlannedPerson } from "../../model/plan";
import { EXIT, UsageError, type Finish } from "../exit";
import { gatherMistakes } from "../mistakes";
import { print, printJson } from "../print";
import { brokenText, homesOf, type NamedHome } from "./homes";
import type { Asked, ProfilesOptions } from "./profiles-asked";
import { files } from "./profiles-files";
import { links } from "./profiles-links";

/** `lz profiles`: profiles, a registry, links or a page, for one person or for all. */
export function profiles(options: ProfilesOptions, finish: Finish): void {
  checkUse(options);
  const read = homesOf(options);
  if (!read.ok) {
    if (options.json) printJson({ ok: false, problems: read.problems });
    else print(brokenText(read));
    finish(EXIT.no);
    return;
  }
  const asked = askedOf(read.homes, options);
  const answer = options.format === "config" || options.format === "granted" ? files : links;
  finish(answer(asked, options));
}

function checkUse({ format, merge, out, person }: ProfilesOptions): void {
  const mistakes = gatherMistakes();
  if (format === "config" && person === undefined) {
    mistakes.note("--person is missing: profiles are one person's");
  }
  if (merge !== undefined && format !== "config") {
    mistakes.note(`--merge is for --format config, not ${format}`);
  }
  if (format === "granted" && out === undefined) {
    mistakes.note("--out is missing: the folder of the registry");
  }
  if (out !== undefined && format !== "granted" && format !== "html") {
    mistakes.note(`--out is for --format granted and html, not ${format}`);
  }
  if (mistakes.any()) throw mistakes.error();
}

/** Whom the options ask for: a person in each stack that has it, or all people. */
function askedOf(homes: readonly NamedHome[], options: ProfilesOptions): readonly Asked[] {
  const { person: name, mode, region } = options;
  const theirs = homes.filter(({ plan }) => peopleIn(plan.people.users, name).length > 0);
  if (theirs.length === 0) throw new UsageError(nobody(homes, name));
  const modes = [...new Set(theirs.flatMap((home) => home.modes))];
  if (mode !== undefined && !modes.includes(mode)) {
    throw new UsageError(`--mode ${mode}: people sign in by ${modes.join(", ")}`);
  }
  const regions = [...new Set(theirs.flatMap(({ plan }) => plan.organization.regions))];
  if (region !== undefined && !regions.includes(region)) {
    throw new UsageError(
      `--region ${region}: it is not governed; organization.regions: ${regions.join(", ")}`,
    );
  }
  checkNames(theirs);
  const today = new Date().toISOString().slice(0, 10);
  return theirs.flatMap((home) => {
    const { organization, people } = home.plan;
    const [first = "iam-users"] = home.modes;
    return peopleIn(people.users, name).map((person) => ({
      home,
      wanted: {
        person,
        mode: mode !== undefined && home.modes.includes(mode) ? mode : first,
        region: region !== undefined && organization.regions.includes(region) ? region : null,
        today,
        others: homes.filter((other) => other !== home),
      },
    }));
  });
}

function peopleIn(users: readonly PlannedPerson[], name: string | undefined) {
  return name === undefined ? users : users.filter((user) => user.name === name);
}

function nobody(homes: readonly NamedHome[], name: string | undefined): string {
  const names = [...new Set(homes.flatMap(({ plan }) => plan.people.users.map((one) => one.name)))];
  if (name === undefined || names.length === 0)
    return "there are no people: add them to access.people";
  const hint = suggestion(name, names, `there are: ${names.slice(0, 20).join(", ")}`);
  return `--person: there is no person "${name}"; ${hint}`;
}

/** Profiles are named after the organization, so that two of one name cannot be told apart. */
function checkNames(homes: readonly NamedHome[]): void {
  const seen = new Map<string, string>();
  for (const { stack, plan } of homes) {
    const { name } = plan.organization;
    const other = seen.get(name);
    if (other !== undefined) {
      throw new UsageError(
        `the stacks ${other} and ${stack} are both called ${name}: take one by --stack`,
      );
    }
    seen.set(name, stack);
  }
}
