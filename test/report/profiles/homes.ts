import assert from "node:assert/strict";
import type { IdentityMode } from "../../../model/access-schema";
import type { PlannedPerson } from "../../../model/plan";
import type { Home } from "../../../report/profiles/home";
import { profilesOf, type PersonProfiles, type Wanted } from "../../../report/profiles/profiles";
import { ORGANIZATION, planOf } from "../../stacks";

/** An organization with an account of each type, and all ways to sign in. */
export const ACME = `${ORGANIZATION}  regions: [eu-west-1, eu-central-1]
accounts:
  - { name: web-production, type: production }
  - { name: web-staging, type: nonproduction }
  - { name: playground, type: sandbox }
  - { name: documents, type: storage }
access:
  identity: [iam-users, identity-center, saml, oidc]
  saml: { metadataFile: acme.xml, credentialProcess: "saml2aws login --role {role} --profile {profile}" }
  oidc:
    url: "https://login.acme.example"
    audience: aws
    subjects: ["*@acme.example"]
    credentialProcess: "get-keys {role} {profile} {person} {region} {seconds}"
  identityCenter:
    startUrl: "https://d-0123456789.awsapps.com/start"
    secondRegion: eu-central-1
    secondStartUrl: "https://ssoins-0123456789abcdef.portal.eu-central-1.app.aws"
  people:
    - { name: ada, functions: [operations, developer] }
    - { name: grace, functions: [auditor] }
`;

/** Ids of all accounts of such a file: 1 for management, then in the order of the plan. */
export function idsOf(text: string, without: readonly string[] = []): Home["ids"] {
  const { accounts } = planOf(text);
  return new Map(
    accounts
      .map(({ name }, index) => [name, String(300_000_000_000 + index)] as const)
      .filter(([name]) => !without.includes(name)),
  );
}

export function homeOf(text: string, without: readonly string[] = []): Home {
  return { plan: planOf(text), ids: idsOf(text, without) };
}

export function personOf({ plan }: Home, name: string): PlannedPerson {
  const found = plan.people.users.find((user) => user.name === name);
  assert.ok(found, `there is no ${name}`);
  return found;
}

export const TODAY = "2026-11-21";

export function wantedOf(home: Home, name: string, more: Partial<Wanted> = {}): Wanted {
  const person = personOf(home, name);
  return { person, mode: "iam-users", region: null, today: TODAY, others: [], ...more };
}

/** The profiles of a person; fails where something is missing. */
export function profilesIn(home: Home, name: string, more: Partial<Wanted> = {}): PersonProfiles {
  const found = profilesOf(home, wantedOf(home, name, more));
  assert.ok(found.ok, found.ok ? "" : found.message);
  return found.value;
}

/** What is missing. */
export function refusalOf(home: Home, name: string, mode: IdentityMode, region?: string): string {
  const found = profilesOf(home, wantedOf(home, name, { mode, region: region ?? null }));
  assert.ok(!found.ok);
  return found.message;
}

/** Names of the profiles, as a person sees them. */
export function namesIn(home: Home, name: string, more: Partial<Wanted> = {}): readonly string[] {
  return profilesIn(home, name, more).profiles.map((profile) => profile.name);
}
