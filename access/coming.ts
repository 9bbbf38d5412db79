import { hubRoleName } from "../iam/names";
import { PUBLIC_IDENTITY_KEYS } from "../iam/guardrails/deny-public-identities";
import { issuerOf, oidcProviderArn, samlProviderArn } from "../iam/hub";
import { FUNCTION_TAG_VALUE, limitedTagValue, MFA_TAG, PERSON_TAG } from "../iam/trust";
import type { IdentityMode } from "../model/access-schema";
import type { PlannedPartner } from "../model/partners";
import { arnPattern } from "./policy/arn";
import type { ContextValue } from "./policy/context";
import type { Asker } from "./principals";
import type { Account } from "./world/accounts";
import {
  person,
  stranger,
  EVERYTHING,
  type Actor,
  type FunctionRole,
  type SignIn,
} from "./world/actors";
import { honestKeys, how as howItIs } from "./world/ask";
import { isPartnerRole, permissionSetSession, sessionOf, type OwnRole } from "./world/own-roles";
import type { Question, World } from "./world/world";

/** One step before somebody is where roles can be entered from. */
export interface Arrival {
  readonly actor: Actor;
  readonly question: Question;
}

/** A way in which somebody comes: whom AWS sees when they enter a role. */
export interface Coming {
  readonly by: IdentityMode | "partner";
  /** The only function whose roles can be entered so; null: any of the person's. */
  readonly function: string | null;
  readonly actor: Actor;
  /** Decisions that come before. */
  readonly arrivals: readonly Arrival[];
  /** Keys of entering a role that the comer gives. */
  readonly says: Readonly<Record<string, ContextValue>>;
}

/** A role that a coming can lead to. */
export type Enterable = FunctionRole | OwnRole;

type People = Exclude<Asker, { kind: "principal" }>;

/**
 * Every way in which somebody comes, in the modes that the organization has. Without MFA there is none
 * by Identity Center, whose own setting refuses it; identity providers then leave the tag away.
 */
export function comingsOf(world: World, asker: People, how: SignIn): readonly Coming[] {
  if (asker.kind === "partner") return [partnerComes(world, asker.partner, how)];
  const { identity } = world.plan;
  return identity.modes.flatMap((mode) => COMINGS[mode](world, asker, how));
}

/** Comings that the policies on the way allow. */
export function comingsLetIn(world: World, asker: People, how: SignIn): readonly Coming[] {
  return comingsOf(world, asker, how).filter(({ arrivals }) =>
    arrivals.every(({ actor, question }) => howItIs(world, actor, question) !== null),
  );
}

/** Roles of an account that somebody's function, or contract, is about. */
export function rolesFor(world: World, asker: People, account: Account): readonly Enterable[] {
  if (asker.kind === "partner") {
    return world
      .ownRoles(account)
      .filter(({ role }) => isPartnerRole(role) && role.partner === asker.partner.name);
  }
  return asker.functions.flatMap((fn) => world.role(fn, account) ?? []);
}

/** Can this coming lead to the role? */
export function leadsTo(coming: Coming, { role }: Enterable): boolean {
  return coming.function === null || coming.function === role.function;
}

type Person = Extract<Asker, { kind: "person" }>;

const COMINGS: Readonly<
  Record<IdentityMode, (world: World, asker: Person, how: SignIn) => readonly Coming[]>
> = {
  "iam-users": (world, { name, functions, limits, policy }, how) => {
    const limited = { tag: tagValue(world, limits), policy };
    const actor = person(world.cast, name, functions, how, limited);
    return [
      {
        by: "iam-users",
        function: null,
        actor,
        arrivals: [],
        says: { "sts:RoleSessionName": name },
      },
    ];
  },
  "identity-center": ({ cast, plan }, { name, functions }, how) => {
    const { identityCenter } = plan.identity;
    if (!identityCenter || how !== "mfa") return [];
    return identityCenter.permissionSets
      .filter((set) => functions.includes(set.function))
      .map((set) => ({
        by: "identity-center",
        function: set.function,
        actor: permissionSetSession(cast, set, identityCenter.rolePath, name),
        arrivals: [],
        says: { "sts:RoleSessionName": name },
      }));
  },
  saml: (world, asker, how) =>
    byProvider(world, asker, how, "saml", {
      arn: samlProviderArn,
      action: "sts:AssumeRoleWithSAML",
      keys: { "saml:aud": world.plan.identity.saml?.audiences[0] ?? null },
    }),
  oidc: (world, asker, how) => {
    const { url = "", audience = null, subjects = [] } = world.plan.identity.oidc ?? {};
    const issuer = issuerOf(url);
    const subject = subjects[0]?.replaceAll("*", asker.name).replaceAll("?", "x") ?? null;
    return byProvider(world, asker, how, "oidc", {
      arn: oidcProviderArn("access", issuer),
      action: "sts:AssumeRoleWithWebIdentity",
      keys: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject },
    });
  },
};

/** How an identity provider hands somebody over. */
interface Handing {
  readonly arn: string;
  readonly action: string;
  readonly keys: Readonly<Record<string, ContextValue>>;
}

function byProvider(
  world: World,
  { name, functions, limits }: Person,
  how: SignIn,
  by: "saml" | "oidc",
  { arn, action, keys }: Handing,
): readonly Coming[] {
  const { cast, core } = world;
  const tags: Record<string, string> = {
    [PERSON_TAG]: name,
    ...Object.fromEntries(functions.map((fn) => [fn, tagValue(world, limits)])),
    ...(how === "mfa" ? { [MFA_TAG]: "true" } : {}),
  };
  const context = {
    ...honestKeys(world, action),
    // Tokens of other providers carry none of these.
    ...Object.fromEntries(PUBLIC_IDENTITY_KEYS.map((key) => [key, null])),
    ...keys,
    "sts:RoleSessionName": name,
    "sts:TransitiveTagKeys": null,
    "aws:TagKeys": Object.keys(tags),
    [`aws:RequestTag/${MFA_TAG}`]: null,
    ...Object.fromEntries(Object.entries(tags).map(([key, tag]) => [`aws:RequestTag/${key}`, tag])),
  };
  const provider = cast.documents.fill(arn, core.access.id);
  const vouchedFor = federated(name, provider);
  return functions.flatMap((fn): readonly Coming[] => {
    const hub = world.ownRoles(core.access).find(({ role }) => role.name === hubRoleName(fn));
    if (!hub) return [];
    const resources = [arnPattern(hub.arn)];
    return [
      {
        by,
        function: fn,
        actor: sessionOf(hub, name, tags),
        arrivals: [action, "sts:TagSession"].map((one) => ({
          actor: vouchedFor,
          question: { action: one, resources, owner: core.access, context },
        })),
        says: { "sts:RoleSessionName": name },
      },
    ];
  });
}

/** Somebody whom an identity provider vouches for: a name and nothing else, until a role is entered. */
export function federated(name: string, provider: string): Actor {
  return {
    kind: "federated",
    name,
    account: null,
    principal: { kind: "federated", arn: provider, account: null },
    layers: { identity: [EVERYTHING] },
    facts: {
      "aws:principalarn": null,
      "aws:principalaccount": null,
      "aws:principalorgid": null,
      "aws:principalisawsservice": "false",
      "aws:username": null,
      "aws:multifactorauthpresent": null,
      "aws:multifactorauthage": null,
    },
    tagsKnown: true,
    given: true,
  };
}

/** Somebody, or something, of a partner, as its contract says. */
function partnerComes({ cast, plan }: World, partner: PlannedPartner, how: SignIn): Coming {
  const { accountId, name, entry } = partner;
  const { proof } = entry;
  const pattern = entry.principals[0] ?? "role/software";
  const resource = pattern.replaceAll("*", name).replaceAll("?", "x");
  const arn = `arn:${plan.organization.partition}:iam::${accountId}:${resource}`;
  const known = stranger(cast, arn, accountId, null);
  const isUser = resource.startsWith("user/");
  const last = resource.slice(resource.lastIndexOf("/") + 1);
  const session = isUser ? last : name;
  const mfa = how === "mfa";
  const actor: Actor = {
    ...known,
    name,
    given: true,
    facts: {
      ...known.facts,
      "aws:principalorgid": `<organization of ${name}>`,
      "aws:username": isUser ? last : null,
      "aws:userid": isUser ? null : `<id of ${last}>:${session}`,
      "aws:multifactorauthpresent": isUser && mfa ? "true" : null,
      "aws:multifactorauthage": isUser && mfa ? "1" : null,
      [`aws:principaltag/${MFA_TAG}`]: mfa ? "true" : null,
    },
  };
  return {
    by: "partner",
    function: null,
    actor,
    arrivals: [],
    says: {
      "sts:RoleSessionName": session,
      "sts:ExternalId": typeof proof === "object" ? proof.externalId : null,
    },
  };
}

/** Value of the tags of somebody's functions. */
export function tagValue({ accounts }: Pick<World, "accounts">, limits: Person["limits"]): string {
  if (limits === null) return FUNCTION_TAG_VALUE;
  const ids = limits.accounts.flatMap((name) => accounts.find(name)?.id ?? []);
  return limitedTagValue([...limits.types, ...ids]);
}
