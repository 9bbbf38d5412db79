import type { Pipelines } from "../iam/machines/trust";
import { MFA_TAG, PERSON_TAG } from "../iam/trust";
import type { PlannedPartner } from "../model/partners";
import type { Plan, PlannedPerson } from "../model/plan";
import { signInsOf, type SignIn } from "../model/sign-in";
import { accountsWords, counted, listed } from "./words";
import { wrap } from "./wrap";

/** Who comes in, and how: ways to sign in, people, break-glass, pipelines, partners, customers. */
export function identityText(plan: Plan): readonly string[] {
  return [
    section("People sign in to the access account, and enter roles from there:", signIns(plan)),
    peopleText(plan),
    section("Besides people of functions:", others(plan)),
  ];
}

/** A heading, and lines that are indented below it; deeper ones by two blanks more. */
function section(heading: string, lines: readonly string[]): string {
  return [heading, ...lines.map((line) => below(line))].join("\n");
}

function below(line: string): string {
  const depth = "  " + (/^ */.exec(line)?.[0] ?? "");
  return depth + wrap(line.trimStart(), `${depth}  `, 98 - depth.length);
}

function signIns(plan: Plan): readonly string[] {
  return signInsOf(plan).flatMap((signIn) => [
    `by ${signIn.mode}, ${WHERE[signIn.mode](plan)}`,
    `  MFA: ${signIn.mfa}`,
    `  sessions: ${hoursText(signIn)}`,
    ...(signIn.sessionTags ? tagLines(plan, signIn) : []),
  ]);
}

const WHERE: Readonly<Record<SignIn["mode"], (plan: Plan) => string>> = {
  "iam-users": () => "as users of the access account",
  "identity-center": ({ identity: { identityCenter: center } }) => {
    if (!center) return "";
    const sets = center.permissionSets.map(({ name, group }) => `${name} (group ${group})`);
    const where = [center.region, ...(center.secondRegion ? [center.secondRegion] : [])];
    return `in ${where.join(" and ")}, by the permission sets ${listed(sets)}; ${
      center.managed ? "people and groups are made" : "people and groups come from elsewhere"
    }`;
  },
  saml: ({ identity, people }) =>
    `of ${identity.saml?.metadataFile ?? ""}, by ${hubs(people)}, at ${listed(identity.saml?.audiences ?? [])}`,
  oidc: ({ identity, people }) =>
    `of ${identity.oidc?.url ?? ""}, by ${hubs(people)}, for the audience ${identity.oidc?.audience ?? ""} and subjects ${listed(identity.oidc?.subjects ?? [])}`,
};

function hubs({ groups }: Plan["people"]): string {
  return `the roles ${listed(groups.map((group) => `hub-${group.function}`))}`;
}

function hoursText({ mode, sessionHours }: SignIn): string {
  const byHours = new Map<number, string[]>();
  for (const [fn, hours] of Object.entries(sessionHours)) {
    byHours.set(hours, [...(byHours.get(hours) ?? []), fn]);
  }
  const [only] = byHours.keys();
  if (mode !== "iam-users" && byHours.size === 1) {
    return `${counted(only ?? 0, "hour")}: AWS ends a session then that was entered from another role's`;
  }
  return [...byHours]
    .map(([hours, functions]) => `${listed(functions)} ${counted(hours, "hour")}`)
    .join("; ");
}

/** What to set up at the identity provider: each tag, and the people for whom it says something else. */
function tagLines(plan: Plan, { mode, sessionTags }: SignIn): readonly string[] {
  const limited = plan.people.users.filter(({ limits }) => limits !== null);
  const functions = (sessionTags?.keys ?? []).filter((key) => ![PERSON_TAG, MFA_TAG].includes(key));
  const [how, name] =
    mode === "saml"
      ? ["attributes https://aws.amazon.com/SAML/Attributes/PrincipalTag:<tag>", "RoleSessionName"]
      : ["principal_tags of the claim https://aws.amazon.com/tags", "the session's name"];
  return [
    `  the provider sends session tags, no others and none of them transitive, as ${how}:`,
    `    ${PERSON_TAG}: the person's name below, the same as ${name}`,
    `    ${MFA_TAG}: true, for sign-ins with MFA alone`,
    `    ${listed(functions)}: true, for each function that the person has`,
    ...limited.map(({ name: person, functions: own }) => {
      const value = sessionTags?.people[person]?.[own[0] ?? ""] ?? "";
      return `    but for ${person}, ${listed(own)}: ${value}`;
    }),
  ];
}

function peopleText({ people, identity }: Plan): string {
  if (people.users.length === 0) return "People: none yet";
  const asUsers = identity.modes.includes("iam-users");
  return [
    asUsers
      ? "People, as IAM users of the access account:"
      : "People, by the name of their sessions:",
    ...people.users.map((person) => `  ${personText(person)}`),
  ].join("\n");
}

function personText({ name, functions, limits, until }: PlannedPerson): string {
  const types = (limits?.types ?? []).map((type) => `${type} accounts`);
  const places = [...types, ...(limits?.accounts ?? [])];
  const where = limits === null ? "" : `, in ${listed(places)} alone`;
  return `${name}: ${functions.join(", ")}${where}${until === null ? "" : `, until ${until}`}`;
}

function others({ breakGlass, deploy, partners, customers }: Plan): readonly string[] {
  return [
    `break-glass: ${listed(breakGlass.users)} administer management, with MFA of this quarter of an hour`,
    ...(deploy === null
      ? ["pipelines: none, so that administrators deploy by hand"]
      : deploy.pipelines.map(pipelineText)),
    ...(deploy !== null && deploy.bootstrap.length > 0
      ? [`the first run's way in, still open: ${listed(deploy.bootstrap)} of management`]
      : []),
    ...partners.map(partnerText),
    ...customers.map(
      ({ name, organizationId, partner, functions }) =>
        `customer ${name}, ${organizationId}: ${listed(functions)} enter as its partner ${partner}`,
    ),
  ];
}

function pipelineText({ issuer, deploys, previews, claims, deployClaims }: Pipelines): string {
  const saying = (said: Pipelines["deployClaims"]): string =>
    Object.entries(said)
      .map(([claim, value]) => `, ${claim} ${[value].flat().join(" or ")}`)
      .join("");
  return `pipelines of ${issuer}${saying(claims)}: ${deploys.join(" or ")}${saying(deployClaims)} deploys; ${listed(previews)} previews`;
}

function partnerText({ name, accountId, until, entry, proof, sets }: PlannedPartner): string {
  const accounts = sets.flatMap((set) => set.accounts);
  const roles = new Set(sets.flatMap((set) => set.roles.map((role) => role.name)));
  const who = entry.principals.length === 0 ? "all" : listed(entry.principals);
  const where = accounts.length === 0 ? "no account yet" : accountsWords(accounts);
  return `partner ${name}: ${who} of ${accountId}, by ${listed([...roles]) || "no role"} in ${where}, until ${until}. ${proof}`;
}
