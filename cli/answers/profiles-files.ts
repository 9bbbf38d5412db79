import { blockText, mergeBlock } from "../../report/profiles/block";
import { grantedRegistry } from "../../report/profiles/granted";
import { profilesJson } from "../../report/profiles/json";
import { profilesOf, sectionsOf, type PersonProfiles } from "../../report/profiles/profiles";
import { counted } from "../../report/words";
import { EXIT, UsageError } from "../exit";
import { print, printJson } from "../print";
import { readConfigFile, writeConfigFile } from "./config-file";
import {
  complain,
  notesOf,
  warn,
  warnNone,
  withoutIds,
  writeText,
  type Asked,
  type ProfilesOptions,
} from "./profiles-asked";

/** Profiles: printed, merged into a file, or as a registry. Gives the exit code. */
export function files(asked: readonly Asked[], options: ProfilesOptions): number {
  const found: PersonProfiles[] = [];
  const missing: string[] = [];
  for (const { home, wanted } of asked) {
    const answer = profilesOf(home, wanted);
    if (answer.ok) found.push(answer.value);
    else missing.push(answer.message);
  }
  const whole = found.filter((one) => one.profiles.length > 0);
  warn(found, missing);
  // Half of what was asked for would take the other half out of a file that has it.
  const ok = missing.length === 0 && whole.length > 0;
  if (!ok && whole.length === 0 && missing.length === 0) warnNone();
  const merged = ok && options.merge !== undefined ? merge(whole, options.merge) : null;
  const written = ok && options.format === "granted" ? writeRegistry(whole, options) : null;
  if (options.json) {
    printJson({
      people: whole.map((one) => profilesJson(one, options.region ?? null)),
      withoutId: withoutIds(found),
      notes: [...missing, ...notesOf(found)],
      ...(merged === null ? {} : { merged }),
      ...(written === null ? {} : { files: written }),
    });
  } else if (merged) {
    const there = merged.changed ? "now has" : "has already";
    print(`${merged.file} ${there} ${counted(merged.profiles, "profile")}`);
  } else if (written) {
    for (const path of written) print(path);
  } else if (ok) {
    process.stdout.write(
      whole.map((one) => blockText({ ...one, sections: sectionsOf(one) })).join("\n"),
    );
  }
  return ok && (merged === null || merged.leftOut.length === 0) ? EXIT.fine : EXIT.no;
}

interface MergedFile {
  readonly file: string;
  readonly changed: boolean;
  readonly profiles: number;
  /** Sections that the file has outside of the markers. */
  readonly leftOut: readonly string[];
}

function merge(found: readonly PersonProfiles[], file: string): MergedFile {
  const old = readConfigFile(file);
  let text = old.text;
  const leftOut: string[] = [];
  for (const one of found) {
    const merged = mergeBlock(text, { ...one, sections: sectionsOf(one) });
    if (!merged.ok) throw new UsageError(`${old.path}: ${merged.message}`);
    text = merged.value.text;
    leftOut.push(...merged.value.leftOut);
  }
  if (text !== old.text) writeConfigFile({ path: old.path, text });
  for (const name of leftOut) {
    complain(
      `${old.path} has [${name}] outside of the markers already; it stays as it is, and this one is left out`,
    );
  }
  const all = found.reduce((sum, { profiles: list }) => sum + list.length, 0);
  const lost = found
    .flatMap((one) => one.profiles)
    .filter(({ name }) => leftOut.includes(`profile ${name}`));
  return { file: old.path, changed: text !== old.text, profiles: all - lost.length, leftOut };
}

function writeRegistry(
  found: readonly PersonProfiles[],
  options: ProfilesOptions,
): readonly string[] {
  const people = [...new Set(found.map(({ person }) => person))].map((person) => ({
    person,
    sections: found.filter((one) => one.person === person).flatMap(sectionsOf),
  }));
  const registry = grantedRegistry(people, options.person === undefined);
  return registry.map((file) => writeText(options.out ?? "", file));
}
