import type { Found } from "../../access/principals";
import { RESERVED_PATH } from "../../iam/names";
import type { IdentityMode } from "../../model/access-schema";
import { sessionHoursBy } from "../../model/identity";
import type { PlannedPerson } from "../../model/plan";
import { customerEntries } from "./customers";
import { ownEntries, type Entries, type Entry } from "./entries";
import type { Home } from "./home";
import type { Section } from "./ini";
import { uniqueNames } from "./names";
import { regional, signInOf } from "./sign-in";

/** Whose profiles are asked for, and which. */
export interface Wanted {
  readonly person: PlannedPerson;
  readonly mode: IdentityMode;
  /** A governed region to work in instead of the home region. */
  readonly region: string | null;
  /** The day, as YYYY-MM-DD, on which people and partners whose time is over have none. */
  readonly today: string;
  /** Other organizations, of which some may name this one a partner. */
  readonly others: readonly Home[];
}

/** A profile that enters one role. */
export interface Profile {
  readonly name: string;
  readonly entry: Entry;
  readonly roleArn: string;
  readonly sourceProfile: string;
  readonly mfaSerial: string | null;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly region: string;
}

/** All profiles of one person of one organization. */
export interface PersonProfiles {
  readonly organization: string;
  readonly person: string;
  readonly mode: IdentityMode;
  /** Sections that sign in. */
  readonly signIn: readonly Section[];
  readonly profiles: readonly Profile[];
  readonly withoutId: readonly string[];
  readonly notes: readonly string[];
}

/** Roles that a person enters: those of the organization, then those of its customers. */
export function entriesOf(home: Home, { person, mode, today, others }: Wanted): Entries {
  const own = ownEntries(home, person, today);
  const theirs = customerEntries({ home, person, mode, today }, others);
  return {
    entries: [...own.entries, ...theirs.entries],
    withoutId: [...own.withoutId, ...theirs.withoutId],
    notes: [...own.notes, ...theirs.notes],
  };
}

/** The profiles of a person, or what is missing for them. */
export function profilesOf(home: Home, wanted: Wanted): Found<PersonProfiles> {
  const { person, mode } = wanted;
  const { name: organization, homeRegion } = home.plan.organization;
  const { entries, withoutId, notes } = entriesOf(home, wanted);
  const common = { organization, person: person.name, mode, withoutId };
  if (entries.length === 0) {
    return { ok: true, value: { ...common, signIn: [], profiles: [], notes } };
  }
  const used = new Set(entries.map((entry) => entry.function));
  const signIn = signInOf(home, {
    person: person.name,
    functions: person.functions.filter((fn) => used.has(fn)),
    mode,
    region: wanted.region ?? homeRegion,
    elsewhere: wanted.region !== null,
  });
  if (!signIn.ok) return signIn;
  const { sections, profileOf, mfaSerial } = signIn.value;
  const taken = new Set(sections.map(({ name }) => name.replace(/^\S+ /, "")));
  const names = uniqueNames(entries, candidates, taken.add("default"));
  return {
    ok: true,
    value: {
      ...common,
      signIn: sections,
      profiles: entries.map((entry, index) => ({
        name: names[index] ?? "",
        entry,
        roleArn: roleArnOf(entry),
        sourceProfile: profileOf(entry.function),
        mfaSerial,
        sessionName: person.name,
        durationSeconds: sessionHoursBy(mode, entry.sessionHours) * 3600,
        region: regionOf(entry, wanted.region),
      })),
      notes: [...notes, ...signIn.value.notes],
    },
  };
}

/** Every section of the file, those that sign in first. */
export function sectionsOf({ signIn, profiles }: PersonProfiles): readonly Section[] {
  return [...signIn, ...profiles.map(sectionOf)];
}

function sectionOf(profile: Profile): Section {
  const { name, roleArn, sourceProfile, mfaSerial, sessionName } = profile;
  return {
    name: `profile ${name}`,
    values: [
      ["role_arn", roleArn],
      ["source_profile", sourceProfile],
      ...(mfaSerial === null ? [] : [["mfa_serial", mfaSerial] as const]),
      ["role_session_name", sessionName],
      ["duration_seconds", String(profile.durationSeconds)],
      ...regional(profile.region),
    ],
  };
}

function roleArnOf({ partition, account, role }: Entry): string {
  return `arn:${partition}:iam::${account.id}:role${RESERVED_PATH}${role}`;
}

/** The region that is asked for, where the account's organization governs it too. */
function regionOf({ regions }: Entry, region: string | null): string {
  const [home = ""] = regions;
  return region !== null && regions.includes(region) ? region : home;
}

/** What a profile may be called: account and function, unless another reads alike. */
function candidates({ organization, account, function: fn, role }: Entry): readonly string[] {
  const of = `${organization}-${account.name}`;
  return [`${of}-${fn}`, `${of}-${role}`, `${of}-${role}-${account.id}`];
}
