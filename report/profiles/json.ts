import type { Entry } from "./entries";
import { colourOf, switchRoleLink } from "./links";
import type { PersonProfiles } from "./profiles";

/** Profiles for machines. */
export function profilesJson(
  { organization, person, mode, signIn, profiles }: PersonProfiles,
  region: string | null,
) {
  return {
    organization,
    person,
    mode,
    signIn: signIn.map(({ name, values }) => ({
      section: name,
      values: Object.fromEntries(values),
    })),
    profiles: profiles.map(({ entry, ...profile }) => ({
      name: profile.name,
      ...entryJson(entry),
      roleArn: profile.roleArn,
      sourceProfile: profile.sourceProfile,
      mfaSerial: profile.mfaSerial,
      sessionName: profile.sessionName,
      durationSeconds: profile.durationSeconds,
      region: profile.region,
      link: switchRoleLink(entry, region),
    })),
  };
}

/** Links for machines. */
export function linksJson(person: string, entries: readonly Entry[], region: string | null) {
  return {
    person,
    links: entries.map((entry) => ({
      ...entryJson(entry),
      colour: colourOf(entry.account),
      link: switchRoleLink(entry, region),
    })),
  };
}

function entryJson({ organization, account, function: fn, role }: Entry) {
  const { name, id, type } = account;
  return { organization, account: { name, id, type }, function: fn, role };
}
