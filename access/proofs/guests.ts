import type { PolicyDocument } from "../../iam/document";
import { issuerOf, oidcProviderArn, samlProviderArn } from "../../iam/hub";
import {
  AGGREGATOR_NAME,
  BASELINE_NAME,
  BREAK_GLASS_NAME,
  BREAK_GLASS_PATH,
  DEPLOY_NAME,
  FORWARD_EVENTS_NAME,
  functionRoleArn,
  hubRoleName,
  iamArn,
  PEOPLE_PATH,
  permissionSetName,
  PREVIEW_NAME,
  RECORDER_NAME,
} from "../../iam/names";
import type { PlannedPartnerRole } from "../../model/partners";
import { test } from "../policy/atom";
import { atomic, type Formula } from "../policy/formula";
import { functionsOf } from "../principals";
import { guises } from "../reach/guises";
import { federated } from "../coming";
import type { Account } from "../world/accounts";
import { accessRole, awsService, everything, stranger, type Actor } from "../world/actors";
import { isPartnerRole, type OwnRole } from "../world/own-roles";
import type { World } from "../world/world";
import { examples } from "./actors";

/** A role that the landing zone makes, or enters by, and whom it is there for. */
export interface Entrance {
  readonly name: string;
  readonly arn: string;
  readonly account: Account;
  readonly trust: PolicyDocument;
  readonly guests: Guests;
}

/** Who is meant to enter a role. */
export interface Guests {
  /** The account that they are of, by its id; null: they come from identity providers alone. */
  readonly account: string | null;
  /** ARNs of its users and roles, as patterns; null: all that it lets. */
  readonly arns: readonly string[] | null;
  /** ARNs of identity providers. */
  readonly providers: readonly string[];
  /** AWS's services, for this account alone. */
  readonly services?: readonly string[];
}

/** Ways in which people come to a function's roles, as patterns of the ARNs that AWS then sees. */
export function waysIn(world: World, fn: string): readonly string[] {
  const { modes } = world.plan.identity;
  return [
    ...(modes.includes("iam-users")
      ? [world.cast.documents.fill(iamArn("access", `user${PEOPLE_PATH}*`), "")]
      : []),
    ...hubOf(world, fn),
    ...permissionSetOf(world, fn),
  ];
}

/** The hub role of a function, where there are any. */
export function hubOf({ cast, plan }: World, fn: string): readonly string[] {
  const { modes } = plan.identity;
  if (!modes.includes("saml") && !modes.includes("oidc")) return [];
  return [cast.documents.fill(functionRoleArn("access", hubRoleName(fn)), "")];
}

/**
 * The roles that Identity Center makes of a function's permission set, where it is used. Their names
 * end in sixteen characters of its own choice.
 */
export function permissionSetOf({ cast, plan }: World, fn: string): readonly string[] {
  const { identityCenter } = plan.identity;
  if (!identityCenter) return [];
  const name = `AWSReservedSSO_${permissionSetName(fn)}_${"?".repeat(16)}`;
  return [cast.documents.fill(iamArn("access", `role${identityCenter.rolePath}${name}`), "")];
}

/** All hub roles, and all permission sets' roles. */
export function signedInElsewhere(world: World): readonly string[] {
  return functionsOf(world).flatMap((fn) => [...hubOf(world, fn), ...permissionSetOf(world, fn)]);
}

/** Providers that vouch for people. */
export function peoplesProviders({ cast, plan }: World): readonly string[] {
  const { modes, oidc } = plan.identity;
  return [
    ...(modes.includes("saml") ? [samlProviderArn] : []),
    ...(modes.includes("oidc") && oidc ? [oidcProviderArn("access", issuerOf(oidc.url))] : []),
  ].map((arn) => cast.documents.fill(arn, ""));
}

/** Every function role of an account. */
export function functionEntrances(world: World, account: Account): readonly Entrance[] {
  return world.roles(account).map(({ name, arn, role }) => ({
    name,
    arn,
    account,
    trust: role.trust,
    guests: { account: world.core.access.id, arns: waysIn(world, role.function), providers: [] },
  }));
}

/** The landing zone's other roles of an account, and the role by which management enters it. */
export function ownEntrances(world: World, account: Account): readonly Entrance[] {
  const own = world.ownRoles(account).map(({ name, arn, role }): Entrance => ({
    name,
    arn,
    account,
    trust: role.trust,
    guests: isPartnerRole(role)
      ? partnersGuests(world, role.partner)
      : GUESTS[role.kind](world, account, role.name),
  }));
  const { deploy } = world.plan;
  if (!deploy || account.class.kind === "leaf" || account.class.accessRole === null) return own;
  const { name, arn } = accessRole(world.cast, account);
  const { management } = world.core;
  const arns = [
    functionRoleArn("management", DEPLOY_NAME),
    functionRoleArn("management", BREAK_GLASS_NAME),
    ...deploy.bootstrap.map((one) => iamArn("management", one)),
  ].map((one) => world.cast.documents.fill(one, ""));
  const guests = { account: management.id, arns, providers: [] };
  return [...own, { name, arn, account, trust: deploy.accessTrust, guests }];
}

const GUESTS: Readonly<
  Record<
    Exclude<OwnRole["role"], PlannedPartnerRole>["kind"],
    (world: World, account: Account, name: string) => Entrance["guests"]
  >
> = {
  hub: (world) => fromProviders(peoplesProviders(world)),
  "break-glass": (world) => breakGlassUsersOf(world),
  "root-access": (world) => breakGlassUsersOf(world),
  deploy: (world) => fromProviders(pipelinesProviders(world)),
  preview: (world, account) => {
    const { management } = world.core;
    if (account === management) return fromProviders(pipelinesProviders(world));
    const arn = world.cast.documents.fill(functionRoleArn("management", PREVIEW_NAME), "");
    return { account: management.id, arns: [arn], providers: [] };
  },
  service: (_world, _account, name) => theService(name),
};

function breakGlassUsersOf({ cast, core, plan }: World): Guests {
  const arns = plan.breakGlass.users.map((name) =>
    cast.documents.fill(iamArn("access", `user${BREAK_GLASS_PATH}${name}`), ""),
  );
  return { account: core.access.id, arns, providers: [] };
}

/** Services by the name of the role that they work by. */
const SERVICES: Readonly<Record<string, string>> = {
  [AGGREGATOR_NAME]: "config.amazonaws.com",
  [BASELINE_NAME]: "ssm.amazonaws.com",
  [FORWARD_EVENTS_NAME]: "events.amazonaws.com",
  [RECORDER_NAME]: "config.amazonaws.com",
};

function theService(name: string): Guests {
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  const services = service === undefined ? [] : [service];
  return { account: null, arns: [], providers: [], services };
}

const fromProviders = (providers: readonly string[]): Guests => ({
  account: null,
  arns: [],
  providers,
});

/** Providers that vouch for pipelines. */
function pipelinesProviders({ cast, plan }: World): readonly string[] {
  return (plan.deploy?.pipelines ?? []).map(({ issuer }) =>
    cast.documents.fill(oidcProviderArn("management", issuer), ""),
  );
}

function partnersGuests({ cast, plan }: World, name: string): Guests {
  const partner = plan.partners.find((one) => one.name === name);
  if (!partner) return { account: null, arns: [], providers: [] };
  const { accountId, entry } = partner;
  const arns = entry.principals.map((one) => `arn:${cast.partition}:iam::${accountId}:${one}`);
  return { account: accountId, arns: arns.length === 0 ? null : arns, providers: [] };
}

/** That who asks is none of those whom the patterns mean. */
export function noneOf(arns: readonly string[]): Formula {
  return arns.length === 0 ? true : atomic(test("", "ArnLike", "aws:PrincipalArn", arns), true);
}

/** An account that nobody in the organization knows. */
export const OUTSIDE = "<an account outside>";

/**
 * Everybody who could try a role: whoever can be anything in an account of each class, services and
 * identity providers that its trust names, partners, and somebody of whom nobody knows.
 */
export function everybodyAt(world: World, { trust, account }: Entrance): readonly Actor[] {
  const { cast, plan } = world;
  const named = (kind: "Service" | "Federated"): readonly string[] =>
    trust.Statement.flatMap(({ Principal: one }) =>
      typeof one === "object" ? [one[kind] ?? []].flat() : [],
    );
  const providers = [...new Set(named("Federated"))].map((one) =>
    cast.documents.fill(one, account.id),
  );
  return [
    ...examples(world).flatMap((from) => guises(world, everything(cast, from), trust, account.id)),
    ...[...new Set(named("Service"))].map(awsService),
    ...providers.map((arn) => federated(`whoever ${arn} vouches for`, arn)),
    ...[...new Set(plan.partners.map(({ accountId }) => accountId)), OUTSIDE].flatMap((id) =>
      guises(world, outsider(world, id), trust, account.id),
    ),
  ];
}

/** Whoever can be anything in an account outside the organization. */
export function outsider({ cast, plan }: World, id: string): Actor {
  const known = stranger(cast, `arn:${cast.partition}:iam::${id}:role/any`, id, null);
  const partner = plan.partners.find(({ accountId }) => accountId === id);
  return {
    ...known,
    name:
      id === OUTSIDE
        ? "somebody outside the organization"
        : `somebody of the partner ${partner?.name ?? id}`,
    facts: { ...known.facts, "aws:principalarn": undefined },
  };
}

/** Ways to ask for a role's session, by what AWS has principals ask. */
export function assumptionBy({ principal }: Actor): string {
  if (principal.kind !== "federated") return "sts:AssumeRole";
  const saml = principal.arn.includes(":saml-provider/");
  return `sts:AssumeRoleWith${saml ? "SAML" : "WebIdentity"}`;
}
